import { createHash } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  questionProblems,
  stemLine,
  type BankQuestion,
  type BankQuestionDetail,
  type CitedLaw,
  type HandlerInput,
  type Page,
  type QuestionDraft,
  type QuestionState,
  type quizContract,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { bureauOf } from '../../platform/actor';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { mustNotBeAhead } from '../../platform/law-check';
import { SharedReads, toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import { TopicService } from '../standard';
import { BankRepository } from './bank.repository';
import { BankService } from './bank.service';
import { UNVERIFIED, sameContent } from './content.rules';
import { spellingsOf } from './law.rules';
import { LawService } from './law.service';
import type { QuestionContent, QuestionDocument, QuestionEvent } from './quiz.collection';
import { presentBankDetail, presentBankQuestion, type BankNames } from './quiz.presenter';

type Input<K extends keyof typeof quizContract> = HandlerInput<(typeof quizContract)[K]>;
type Write = { opId: string; deviceAt: string };

const STATE_WORDS: Record<QuestionState, string> = {
  draft: '转为草稿',
  active: '启用',
  retired: '停用',
};

/** The work of those who keep the bank: write, change, confirm, put into use, retire. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class KeeperService {
  @Inject()
  repository: BankRepository;

  @Inject()
  bank: BankService;

  @Inject()
  laws: LawService;

  @Inject()
  topics: TopicService;

  @Inject()
  org: OrgService;

  private readonly shared = new SharedReads();

  async listQuestions(
    query: Input<'listQuestions'>['query'],
    call: Call,
  ): Promise<Page<BankQuestion>> {
    const bank = await this.bank.bankOf(bureauOf(call.actor.unitPath));
    const { topic, lawName: name, lawVersion: version, ...rest } = query;
    const laws = name && version ? spellingsOf(bank.values(), { name, version }) : undefined;
    const topics = topic === undefined ? undefined : await this.topics.within(topic);
    const key = JSON.stringify([call.scope, query]);
    const rows = await this.shared.read(key, () =>
      this.repository.listQuestions(call.scope, { ...rest, topics, laws }),
    );
    const page = toPage(rows, query.limit, (row) => [row.code]);
    const names = await this.names(call);
    return { ...page, items: page.items.map((row) => presentBankQuestion(row, names)) };
  }

  async findQuestion(code: string, call: Call): Promise<BankQuestionDetail> {
    return presentBankDetail(await this.questionOf(code, call), await this.names(call));
  }

  /** A question of one's own words; it begins as a draft. A repeat answers the one it made. */
  async createQuestion({ body }: Input<'createQuestion'>, call: Call): Promise<BankQuestionDetail> {
    const bureau = bureauOf(call.actor.unitPath);
    await this.bank.bankOf(bureau);
    const content = { version: 1, ...(await this.contentOf(body.draft, null)) };
    // The op makes the code, so that a repeat meets the question of the first time.
    const of = createHash('sha256').update(`${call.actor.personId} ${body.opId}`).digest('hex');
    const code = `w-${of.slice(0, 16)}`;
    const event = await this.eventOf(body, call, { type: 'created', text: '新写的题' });
    await this.repository.insertMissing([
      {
        _id: `${bureau}:${code}`,
        bureau,
        code,
        source: 'written',
        state: 'draft',
        content: { ...content, author: content.author ?? event.who },
        past: [],
        verified: UNVERIFIED,
        reviewer: null,
        version: 1,
        events: [event],
        changedAt: nowDate(),
        schemaVersion: 2,
      },
    ]);
    await this.bank.renew(bureau, [code]);
    const found = await this.questionOf(code, call);
    if (found.events[0]?.opHash !== call.opHash) throw new AppError('OP_ID_REUSED');
    return presentBankDetail(found, await this.names(call));
  }

  /** The next version; what was confirmed of the one before is no longer. */
  async changeQuestion(
    { params, body }: Input<'changeQuestion'>,
    call: Call,
  ): Promise<BankQuestionDetail> {
    const found = await this.questionOf(params.code, call);
    const content = await this.contentOf(body.draft, found.content.fact);
    if (found.state === 'active') mustBeExplained(content);
    const next = { version: found.content.version + 1, ...content };
    const changed = !sameContent(found.content, content);
    const set = changed
      ? {
          content: next,
          past: [...found.past, found.content],
          verified: UNVERIFIED,
          schemaVersion: 2 as const,
          reviewer: found.reviewer,
        }
      : {};
    const what = changed
      ? { type: 'changed' as const, text: '改了内容' }
      : { type: 'state' as const, text: '看过，没有改动' };
    return this.step(params.code, body, call, what, set);
  }

  async changeState(
    { params, body }: Input<'changeState'>,
    call: Call,
  ): Promise<BankQuestionDetail> {
    if (body.state === 'active') {
      mustBeExplained((await this.questionOf(params.code, call)).content);
    }
    const text = [STATE_WORDS[body.state], body.reason].filter(Boolean).join('：');
    const reviewer = body.state === 'active' ? { reviewer: await this.nameOf(call) } : {};
    // Put into use or away: whoever did has looked at it.
    const looked = body.state === 'draft' ? {} : { doubt: null };
    const set = { state: body.state, ...reviewer, ...looked };
    return this.step(params.code, body, call, { type: 'state', text }, set);
  }

  /** The legal officer's word, with the text it rests on and the day of the check. */
  async verifyQuestion(
    { params, body }: Input<'verifyQuestion'>,
    call: Call,
  ): Promise<BankQuestionDetail> {
    mustNotBeAhead(body.checkedOn);
    const who = await this.nameOf(call);
    const verified = { state: body.state, who, when: body.checkedOn, text: body.text };
    const said = body.state === 'confirmed' ? '已核对' : '收回核对';
    const event = { type: 'verified' as const, text: `${said}：${body.text}` };
    return this.step(params.code, body, call, event, { verified });
  }

  /** Throws `VALIDATION_FAILED` where the draft contradicts itself or names an unknown topic. */
  private async contentOf(
    draft: QuestionDraft,
    fact: string | null,
  ): Promise<Omit<QuestionContent, 'version'>> {
    const details = questionProblems(draft).map(({ path, reason, message }) => {
      return { path: `body.draft.${path}`, reason, message };
    });
    if (!(await this.topics.byCode()).has(draft.topic)) {
      details.push({ path: 'body.draft.topic', reason: 'not_allowed', message: '没有这个专题' });
    }
    if (details.length > 0) throw new AppError('VALIDATION_FAILED', { details });
    return { ...draft, stem: stemLine(draft.body), fact };
  }

  private async eventOf(
    body: Write,
    call: Call,
    what: Pick<QuestionEvent, 'type' | 'text'>,
  ): Promise<QuestionEvent> {
    return {
      ...what,
      actorId: call.actor.personId,
      opId: body.opId,
      opHash: call.opHash,
      at: occurred(call, body.deviceAt).occurredAt,
      who: await this.nameOf(call),
    };
  }

  private async step(
    code: string,
    body: Write & { revision: number },
    call: Call,
    what: Pick<QuestionEvent, 'type' | 'text'>,
    set: Partial<QuestionDocument>,
  ): Promise<BankQuestionDetail> {
    const found = await this.questionOf(code, call);
    const event = await this.eventOf(body, call, what);
    const done = found.events.some((one) => one.opId === body.opId);
    if (!done && found.version !== body.revision) throw new AppError('VERSION_CONFLICT');
    const change = { $set: { ...set, changedAt: nowDate() } };
    const saved = await this.repository.saveStep(found, event, change);
    await this.bank.renew(found.bureau, [code]);
    return presentBankDetail(saved, await this.names(call));
  }

  private async questionOf(code: string, call: Call): Promise<WithId<QuestionDocument>> {
    await this.bank.bankOf(bureauOf(call.actor.unitPath));
    const found = await this.repository.findQuestion(call.scope, code);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  async listLaws(call: Call): Promise<{ laws: CitedLaw[] }> {
    const bank = await this.bank.bankOf(bureauOf(call.actor.unitPath));
    return this.laws.listLaws(bank.values(), call);
  }

  async endLaw(input: Input<'endLaw'>, call: Call): Promise<{ laws: CitedLaw[] }> {
    await this.laws.endLaw(input, call);
    return this.listLaws(call);
  }

  private async names(call: Call): Promise<BankNames> {
    const endings = await this.laws.endingsOf(bureauOf(call.actor.unitPath));
    return { topics: await this.topics.byCode(), endings };
  }

  private async nameOf(call: Call): Promise<string> {
    return (await this.org.nameOf(call.actor.personId)) ?? '';
  }
}

/** Nobody practises on a question that does not say why. */
function mustBeExplained({ explanation }: Pick<QuestionContent, 'explanation'>): void {
  if (explanation.trim() !== '') return;
  const message = '在用的题要有解析，先写上解析';
  const details = [{ path: 'explanation', reason: 'missing', message }];
  throw new AppError('VALIDATION_FAILED', { message, details });
}
