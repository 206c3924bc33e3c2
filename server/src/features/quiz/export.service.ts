import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import {
  picturesIn,
  type BankFormat,
  type ExportLosses,
  type HandlerInput,
  type quizContract,
} from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import type { Call, FileAnswer } from '../../platform/http';
import { TopicService } from '../standard';
import type { BankRow } from './bank.repository';
import { BankService } from './bank.service';
import { FORMATS } from './formats';
import { runExport } from './import.thread';
import { lawKey } from './law.rules';

type ExportInput = HandlerInput<typeof quizContract.exportQuestions>;

/** Formats that name the pictures of a question, and do not hold them. */
const NAMES_PICTURES: ReadonlySet<BankFormat> = new Set(['json', 'xlsx']);

interface Asked {
  params: ExportInput['params'];
  query: ExportInput['query'];
}

/** Questions out of the bank, and what each format would lose of them. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class QuestionExportService {
  @Inject()
  bank: BankService;

  @Inject()
  topics: TopicService;

  private async rowsOf(query: Asked['query'], call: Call): Promise<BankRow[]> {
    const bank = await this.bank.bankOf(bureauOf(call.actor.unitPath));
    const { topic, kind, lawName, lawVersion } = query;
    const law = lawName && lawVersion ? lawKey({ name: lawName, version: lawVersion }) : undefined;
    const topics = topic && (await this.topics.within(topic));
    return [...bank.values()]
      .filter(({ content }) => !topics || topics.has(content.topic))
      .filter(({ content }) => !kind || content.body.kind === kind)
      .filter(({ content }) => !law || (content.law !== null && lawKey(content.law) === law))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  async findLosses({ params, query }: Asked, call: Call): Promise<ExportLosses> {
    const rows = await this.rowsOf(query, call);
    const { losses, leftOut } = await runExport(params.format, rows);
    const counts = new Map<string, number>();
    for (const { what } of losses) counts.set(what, (counts.get(what) ?? 0) + 1);
    return {
      questions: rows.length,
      leftOut: leftOut.length,
      losses: [...counts].map(([what, questions]) => ({ what, questions })),
      pictures: NAMES_PICTURES.has(params.format)
        ? rows.filter(({ content }) => picturesIn(content.body).length > 0).length
        : 0,
    };
  }

  async exportQuestions({ params, query }: Asked, call: Call): Promise<FileAnswer> {
    const format = FORMATS[params.format];
    const { bytes } = await runExport(params.format, await this.rowsOf(query, call));
    const fileName = `题库.${format.extension}`;
    return { contentType: format.contentType, body: Buffer.from(bytes), fileName };
  }
}
