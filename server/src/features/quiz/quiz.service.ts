import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  type AnswerOutcome,
  type AnswerWrite,
  type HandlerInput,
  type Page,
  type QuestionAnswer,
  type quizContract,
  type TopicMastery,
  type WrongEntry,
} from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { opHashOf, SharedReads, toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import { TopicService } from '../standard';
import { wasAsked } from './asked.rules';
import type { BankRow } from './bank.repository';
import { BankService } from './bank.service';
import { AnswerKeeping } from './answer-keeping.service';
import { chosenOf, judgeAnswer, kept, refused } from './answer.rules';
import type { AnswerDocument } from './quiz.collection';
import { parentOf, presentWrong, topicName } from './quiz.presenter';
import { QuizRepository } from './quiz.repository';

type Input<K extends keyof typeof quizContract> = HandlerInput<(typeof quizContract)[K]>;

/** Counts of one person, over all topics and per topic. */
export interface PersonMastery {
  /** Active questions of the bank that cite no ended law. */
  total: number;
  answered: number;
  mastered: number;
  topics: TopicMastery[];
}

/** Answers, and what they say a person can do. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class QuizService {
  @Inject()
  repository: QuizRepository;

  @Inject()
  bank: BankService;

  @Inject()
  topics: TopicService;

  @Inject()
  org: OrgService;

  @Inject()
  keeping: AnswerKeeping;

  private readonly shared = new SharedReads();

  /** At boot: tells that answers are kept on people. */
  start(): void {
    registerHolding({ name: 'quiz', count: (personId) => this.repository.countOf(personId) });
  }

  /** Appends each answer once; of a question that is withheld nothing is told, not even right or wrong. */
  async appendAnswers(
    { body }: Input<'appendAnswers'>,
    call: Call,
  ): Promise<{ outcomes: AnswerOutcome[] }> {
    const { actor } = call;
    const bank = await this.bank.bankOf(bureauOf(actor.unitPath));
    const judged = body.answers.map((write) => ({ write, ...judgeAnswer(write, bank) }));
    const documents = judged.flatMap((one) =>
      one.refusal ? [] : [this.documentOf(one.write, one, call)],
    );
    const stored = await this.keeping.keep(actor, documents);
    const outcomes = judged.map((one): AnswerOutcome => {
      if (one.refusal) return one.refusal;
      const found = stored.get(one.write.opId);
      if (found?.opHash !== hashOf(one.write)) return refused(one.write.opId, 'OP_ID_REUSED');
      return kept(one.write.opId, found.right);
    });
    return { outcomes };
  }

  private documentOf(
    write: AnswerWrite,
    { row, answer, right }: { row: BankRow; answer: QuestionAnswer; right: boolean },
    call: Call,
  ): AnswerDocument {
    const { actor } = call;
    return {
      _id: makeId(),
      actorId: actor.personId,
      opId: write.opId,
      opHash: hashOf(write),
      unitPath: actor.unitPath,
      questionCode: row.code,
      questionVersion: write.questionVersion,
      topic: row.content.topic,
      chosen: chosenOf(answer),
      answer,
      right,
      mode: write.mode,
      ...occurred(call, write.deviceAt),
      schemaVersion: 2,
    };
  }

  async listWrong(
    { topic, ...query }: Input<'listWrong'>['query'],
    call: Call,
  ): Promise<Page<WrongEntry>> {
    const { personId, unitPath } = call.actor;
    const bureau = bureauOf(unitPath);
    const bank = await this.bank.bankOf(bureau);
    const notAsked = notAmong(await this.bank.askedOn(bureau, bank, dayOf(now())), bank);
    const within = topic === undefined ? {} : { topics: await this.topics.within(topic) };
    const asked = { ...query, ...within, notAsked };
    const rows = await this.repository.listWrong(call.scope, personId, asked);
    const page = toPage(rows, query.limit, (row) => [row.wrongAt.getTime(), row._id]);
    const topics = await this.topics.byCode();
    const items = page.items.flatMap((memory) => {
      const row = bank.get(memory.questionCode);
      return row ? [presentWrong(row, memory, topics)] : [];
    });
    return { items, nextCursor: page.nextCursor };
  }

  async listMastery(
    query: Input<'listMastery'>['query'],
    call: Call,
  ): Promise<{ topics: TopicMastery[] }> {
    const personId = query.personId ?? call.actor.personId;
    if (query.personId) await this.org.personLookedAt(personId, 'review_mastery', call);
    const mastery = await this.shared.read(personId, () => this.masteryOf([personId]));
    return { topics: mastery.get(personId)?.topics ?? [] };
  }

  /**
   * Mastery of people at this moment, in one query for each bureau they belong to; everybody named is in
   * the answer. The caller has checked that they are within reach.
   */
  async masteryOf(personIds: readonly string[]): Promise<Map<string, PersonMastery>> {
    const people = await this.org.personsById(personIds);
    const byBureau = new Map<string, string[]>();
    for (const { _id, unitPath } of people.values()) {
      const bureau = bureauOf(unitPath);
      byBureau.set(bureau, [...(byBureau.get(bureau) ?? []), _id]);
    }
    const out = new Map<string, PersonMastery>();
    for (const [bureau, ids] of byBureau) {
      for (const [id, mastery] of await this.masteryIn(bureau, ids)) out.set(id, mastery);
    }
    return out;
  }

  private async masteryIn(
    bureau: string,
    personIds: string[],
  ): Promise<Map<string, PersonMastery>> {
    const bank = await this.bank.bankOf(bureau);
    const inForce = await this.bank.inForceOn(bureau, bank, dayOf(now()));
    const notAsked = notAmong(inForce, bank);
    const totals = new Map<string, number>();
    for (const { content } of inForce) {
      totals.set(content.topic, (totals.get(content.topic) ?? 0) + 1);
    }
    const counted = await this.repository.countMastery(personIds, nowDate(), notAsked);
    const names = await this.topics.byCode();
    const order = [...names.keys()].filter((topic) => totals.has(topic));
    return new Map(
      personIds.map((personId) => {
        const own = new Map(
          counted.filter((row) => row.personId === personId).map((row) => [row.topic, row]),
        );
        const topics = order.map((topic) => ({
          topic,
          topicName: topicName(names, topic),
          parent: parentOf(names, topic),
          total: totals.get(topic) ?? 0,
          answered: own.get(topic)?.answered ?? 0,
          mastered: own.get(topic)?.mastered ?? 0,
        }));
        const sum = (key: 'total' | 'answered' | 'mastered') =>
          topics.reduce((all, one) => all + one[key], 0);
        const counts = {
          total: sum('total'),
          answered: sum('answered'),
          mastered: sum('mastered'),
        };
        return [personId, { ...counts, topics }] as const;
      }),
    );
  }

  /** How many answers people gave in [from, to), and how many were right; nobody is left out. */
  async answersCount(
    personIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<Map<string, { answers: number; right: number }>> {
    const rows = await this.repository.countAnswers(personIds, from, to);
    const none = personIds.map((id) => [id, { answers: 0, right: 0 }] as const);
    const some = rows.map(
      ({ personId, answers, right }) => [personId, { answers, right }] as const,
    );
    return new Map([...none, ...some]);
  }
}

/**
 * Codes of what may have answers and is not among those asked: ten thousand drafts that nobody ever put
 * into use would only make a query long.
 */
export function notAmong(asked: readonly BankRow[], bank: ReadonlyMap<string, BankRow>): string[] {
  const codes = new Set(asked.map((row) => row.code));
  return [...bank.values()]
    .filter((row) => !codes.has(row.code) && wasAsked(row))
    .map((row) => row.code);
}

/** Hash of one answer of a batch, whatever batch it comes in. */
function hashOf(write: AnswerWrite): string {
  return opHashOf(['quiz.answer', write]);
}
