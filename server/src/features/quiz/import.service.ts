import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { HandlerInput, QuestionImportResult, quizContract } from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call, FileAnswer } from '../../platform/http';
import { makeId } from '../../platform/ids';
import {
  importRefused,
  readWorkbook,
  receiveWorkbook,
  writeTemplate,
  XLSX_TYPE,
  type TemplateColumn,
} from '../../platform/xlsx';
import { OrgService } from '../org';
import { TopicService } from '../standard';
import { BankRepository } from './bank.repository';
import { BankService } from './bank.service';
import { sameContent, UNVERIFIED } from './content.rules';
import { IMPORT_HEADINGS, readQuestions, type ImportedQuestion } from './import.rules';
import type { QuestionDocument, QuestionEvent } from './quiz.collection';

const MAX_ROWS = 2_000;

const NOTES: Record<string, string> = {
  编号: '可以不填，会自动编。再传同一个编号，就是改那一题',
  题型: '单选、多选、判断',
  答案: '单选填一个字母，多选连着填，如 ABD；判断填 对 或 错',
  专题: '填专题的名称，如 亮证持证',
  版本: '法规、条款、版本要么都填，要么都不填',
  难度: '1 到 5，不填按 2',
};

const EXAMPLE = [
  '',
  '单选',
  '上街执法，出示执法证件的时机是：',
  '处罚决定送达时',
  '表明身份、开始询问之前',
  '对方要求时',
  '',
  '',
  '',
  'B',
  '先亮证、说明身份，再询问和检查。',
  '亮证持证',
  '中华人民共和国行政处罚法',
  '第五十五条',
  '2021 年修订',
  '1',
];

/** Questions in from a filled template, all or nothing. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class QuestionImportService {
  @Inject()
  repository: BankRepository;

  @Inject()
  bank: BankService;

  @Inject()
  topics: TopicService;

  @Inject()
  org: OrgService;

  async template(): Promise<FileAnswer> {
    const columns: TemplateColumn[] = IMPORT_HEADINGS.map((heading) => ({
      heading,
      width: heading === '题干' || heading === '解析' ? 40 : 16,
      note: NOTES[heading],
    }));
    const body = await writeTemplate('题目', columns, [EXAMPLE]);
    return { contentType: XLSX_TYPE, body, fileName: '题目导入模板.xlsx' };
  }

  /** Throws `IMPORT_INVALID` naming every wrong place; then nothing was kept. */
  async importQuestions(
    { query }: HandlerInput<typeof quizContract.importQuestions>,
    call: Call,
  ): Promise<QuestionImportResult> {
    const file = await receiveWorkbook(call.request);
    const rows = await readWorkbook(file, { headings: IMPORT_HEADINGS, maxRows: MAX_ROWS });
    const { questions, details } = readQuestions(rows, await this.topicCodes());
    if (details.length > 0) throw importRefused(details);
    return this.keep(questions, query.state, call);
  }

  private async topicCodes(): Promise<Map<string, string>> {
    const topics = [...(await this.topics.byCode()).values()];
    return new Map(
      topics.flatMap(({ code, name }) => [[code, code] as const, [name, code] as const]),
    );
  }

  private async keep(
    questions: ImportedQuestion[],
    state: 'draft' | 'active',
    call: Call,
  ): Promise<QuestionImportResult> {
    const bureau = bureauOf(call.actor.unitPath);
    this.bank.forget(bureau);
    const bank = await this.bank.bankOf(bureau);
    const { personId } = call.actor;
    const who = (await this.org.personsById([personId])).get(personId)?.name ?? '';
    const event = (type: 'imported' | 'changed', text: string): QuestionEvent => {
      const opId = makeId();
      return { type, at: nowDate(), who, text, actorId: personId, opId, opHash: opId };
    };
    const added = questions.filter((one) => !bank.has(one.code));
    const changes = questions.flatMap((one) => {
      const found = bank.get(one.code);
      if (!found || sameContent(found.content, one.content)) return [];
      const content = { version: found.content.version + 1, ...one.content };
      const past = [...found.past, found.content];
      const set = {
        content,
        past,
        source: 'imported' as const,
        verified: UNVERIFIED,
        reviewer: found.reviewer,
        changedAt: nowDate(),
        schemaVersion: 2 as const,
      };
      return [{ found, set, event: event('changed', '导入时改了内容') }];
    });
    await this.repository.insertMissing(
      added.map((one): QuestionDocument => ({
        _id: `${bureau}:${one.code}`,
        bureau,
        code: one.code,
        source: 'imported',
        state,
        content: { version: 1, ...one.content },
        past: [],
        verified: UNVERIFIED,
        reviewer: null,
        version: 1,
        events: [event('imported', '从表格导入')],
        changedAt: nowDate(),
        schemaVersion: 2,
      })),
    );
    const saved = await this.repository.saveVersions(changes);
    this.bank.forget(bureau);
    // The same file again finishes what somebody else's change kept out.
    if (saved < changes.length) throw new AppError('VERSION_CONFLICT');
    const unchanged = questions.length - added.length - changes.length;
    return { added: added.length, changed: changes.length, unchanged };
  }
}
