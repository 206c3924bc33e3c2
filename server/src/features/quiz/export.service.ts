import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { LRUCache } from 'lru-cache';
import {
  picturesIn,
  type BankFormat,
  type ExportLosses,
  type HandlerInput,
  type quizContract,
} from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import type { Call, FileAnswer } from '../../platform/http';
import { madeFiles } from '../../platform/made-files';
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

type Bank = Map<string, BankRow>;

/** Answers kept of one bank: a format with a few choices of what goes along. */
const MOST_FOUND = 50;

/** Numbers of the whole process, as the files are. */
const numbers = new WeakMap<Bank, number>();
let banks = 0;

/** A bank as it stands by a number of its own: it is too large to be looked through for what it holds. */
function numberOf(bank: Bank): number {
  const known = numbers.get(bank);
  if (known !== undefined) return known;
  banks += 1;
  numbers.set(bank, banks);
  return banks;
}

/** Questions out of the bank, and what each format would lose of them. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class QuestionExportService {
  @Inject()
  bank: BankService;

  @Inject()
  topics: TopicService;

  /** What was found of a bank as it stands; another one takes its place with the next change of a question. */
  private readonly found = new WeakMap<Bank, LRUCache<string, Promise<ExportLosses>>>();

  private async rowsOf(bank: Bank, query: Asked['query']): Promise<BankRow[]> {
    const { topic, kind, lawName, lawVersion } = query;
    const law = lawName && lawVersion ? lawKey({ name: lawName, version: lawVersion }) : undefined;
    const topics = topic && (await this.topics.within(topic));
    return [...bank.values()]
      .filter(({ content }) => !topics || topics.has(content.topic))
      .filter(({ content }) => !kind || content.body.kind === kind)
      .filter(({ content }) => !law || (content.law !== null && lawKey(content.law) === law))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** Whoever looks from format to format asks for the same again. */
  async findLosses({ params, query }: Asked, call: Call): Promise<ExportLosses> {
    const bank = await this.bankOf(call);
    const found = this.found.get(bank) ?? new LRUCache({ max: MOST_FOUND });
    this.found.set(bank, found);
    const key = JSON.stringify([params, query]);
    const known = found.get(key);
    if (known) return known;
    const losses = this.lossesOf(bank, { params, query });
    found.set(key, losses);
    losses.catch(() => found.delete(key));
    return losses;
  }

  private bankOf({ actor }: Call): Promise<Bank> {
    return this.bank.bankOf(bureauOf(actor.unitPath));
  }

  private async lossesOf(bank: Bank, { params, query }: Asked): Promise<ExportLosses> {
    const rows = await this.rowsOf(bank, query);
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
    const bank = await this.bankOf(call);
    const rows = await this.rowsOf(bank, query);
    // What was picked of it hangs on the tree of topics too.
    const picked = query.topic === undefined ? null : rows.map(({ code }) => code);
    const bureau = bureauOf(call.actor.unitPath);
    const parts = ['bank', bureau, numberOf(bank), params, query, picked];
    const body = await madeFiles.of(parts, async () =>
      Buffer.from((await runExport(params.format, rows)).bytes),
    );
    return { contentType: format.contentType, body, fileName: `题库.${format.extension}` };
  }
}
