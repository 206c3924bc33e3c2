import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  type BankQuestion,
  type BankQuestionDetail,
  type HandlerInput,
  type Page,
  type QuestionState,
  type quizContract,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { bureauOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import { TopicService } from '../standard';
import { BankRepository, type BankRow } from './bank.repository';
import type { QuestionDocument, QuestionEvent } from './quiz.collection';
import { presentBankDetail, presentBankQuestion } from './quiz.presenter';
import { ShippedBankService } from './shipped-bank.service';

type Input<K extends keyof typeof quizContract> = HandlerInput<(typeof quizContract)[K]>;

/** Another process's change of the bank is seen after at most this long (ms). */
const BANK_TTL_MS = 30_000;

const STATE_WORDS: Record<QuestionState, string> = {
  draft: '转为草稿',
  active: '启用',
  retired: '停用',
};

/** The question bank of each bureau: its keepers' work, and the copy that practice chooses from. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class BankService {
  @Inject()
  repository: BankRepository;

  @Inject()
  shipped: ShippedBankService;

  @Inject()
  topics: TopicService;

  @Inject()
  org: OrgService;

  private readonly banks = new Map<string, { at: number; rows: Promise<Map<string, BankRow>> }>();

  /** The whole bank of a bureau by code, at most half a minute old. */
  async bankOf(bureau: string): Promise<Map<string, BankRow>> {
    const kept = this.banks.get(bureau);
    if (kept && Math.abs(now() - kept.at) < BANK_TTL_MS) return kept.rows;
    const rows = this.readBank(bureau);
    this.banks.set(bureau, { at: now(), rows });
    // A failed read is not kept: the next caller tries again.
    rows.catch(() => this.banks.delete(bureau));
    return rows;
  }

  private async readBank(bureau: string): Promise<Map<string, BankRow>> {
    await this.shipped.fill(bureau);
    const rows = await this.repository.listBank(bureau);
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Forgets the kept bank after a change by this process. */
  forget(bureau: string): void {
    this.banks.delete(bureau);
  }

  async listQuestions(
    query: Input<'listQuestions'>['query'],
    call: Call,
  ): Promise<Page<BankQuestion>> {
    await this.bankOf(bureauOf(call.actor.unitPath));
    const rows = await this.repository.listQuestions(call.scope, query);
    const page = toPage(rows, query.limit, (row) => [row.code]);
    const topics = await this.topics.byCode();
    return { ...page, items: page.items.map((row) => presentBankQuestion(row, topics)) };
  }

  async findQuestion(code: string, call: Call): Promise<BankQuestionDetail> {
    return presentBankDetail(await this.questionOf(code, call), await this.topics.byCode());
  }

  async changeState(
    { params, body }: Input<'changeState'>,
    call: Call,
  ): Promise<BankQuestionDetail> {
    const text = [STATE_WORDS[body.state], body.reason].filter(Boolean).join('：');
    return this.step(params.code, body, call, { type: 'state', text }, { state: body.state });
  }

  /** The legal officer's word, with the text it rests on and the day of the check. */
  async verifyQuestion(
    { params, body }: Input<'verifyQuestion'>,
    call: Call,
  ): Promise<BankQuestionDetail> {
    if (body.checkedOn > dayOf(now())) {
      const message = '核对日期不能晚于今天';
      const details = [{ path: 'body.checkedOn', reason: 'in_future', message }];
      throw new AppError('DATE_IN_FUTURE', { details });
    }
    const who = await this.nameOf(call);
    const verified = { state: body.state, who, when: body.checkedOn, text: body.text };
    const said = body.state === 'confirmed' ? '已核对' : '收回核对';
    const event = { type: 'verified' as const, text: `${said}：${body.text}` };
    return this.step(params.code, body, call, event, { verified });
  }

  private async step(
    code: string,
    body: { opId: string; deviceAt: string; revision: number },
    call: Call,
    what: Pick<QuestionEvent, 'type' | 'text'>,
    set: Partial<QuestionDocument>,
  ): Promise<BankQuestionDetail> {
    const found = await this.questionOf(code, call);
    const event: QuestionEvent = {
      ...what,
      actorId: call.actor.personId,
      opId: body.opId,
      opHash: call.opHash,
      at: occurred(call, body.deviceAt).occurredAt,
      who: await this.nameOf(call),
    };
    const done = found.events.some((one) => one.opId === body.opId);
    if (!done && found.version !== body.revision) throw new AppError('VERSION_CONFLICT');
    const saved = await this.repository.saveStep(found, event, { $set: set });
    this.forget(found.bureau);
    return presentBankDetail(saved, await this.topics.byCode());
  }

  private async questionOf(code: string, call: Call): Promise<WithId<QuestionDocument>> {
    await this.bankOf(bureauOf(call.actor.unitPath));
    const found = await this.repository.findQuestion(call.scope, code);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  private async nameOf(call: Call): Promise<string> {
    const { personId } = call.actor;
    return (await this.org.personsById([personId])).get(personId)?.name ?? '';
  }
}
