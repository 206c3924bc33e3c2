import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  dayOf,
  MAX_RECORD_DAYS,
  type HandlerInput,
  type reviewContract,
  type ReviewRecords,
} from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import { invalid } from '../../platform/errors';
import { groupBy } from '../../platform/group-by';
import type { Call } from '../../platform/http';
import type { Scope } from '../../platform/policy';
import type { ShiftDocument } from '../duty-log';
import { OrgService, type PersonDocument } from '../org';
import { BankService, foldMemory, notAmong, QuizSettingsService } from '../quiz';
import type { CorrectionDocument } from '../self-check';
import { ChecklistService, TopicService } from '../standard';
import type { ProgressReportDocument, ProgressStateDocument } from '../study';
import { eachDutyOnce } from './doubles.rules';
import { RecordListRepository, type Asked } from './list.repository';
import { latestFirst, type OrderKey } from './list.rules';
import { metBy, type MetQuestion } from './mastery.rules';
import { learntOn } from './parts.rules';
import {
  presentAnswer,
  presentCorrection,
  presentPiece,
  presentQuestion,
  presentReadiness,
  presentShift,
  presentTally,
  type LinkTo,
  type PieceRead,
  type QuestionWords,
} from './record.presenter';
import { shiftsChecked } from './readiness.rules';
import { mayOpen } from './review.reach';

type Input = HandlerInput<(typeof reviewContract)['listRecords']>;

interface Asking extends Pick<Input['query'], 'cursor' | 'limit'> {
  asked: Asked;
  person: PersonDocument;
  call: Call;
  link: LinkTo;
}

/** The records behind a figure of one person: all that it counts. Looking at somebody else is noted. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewRecordsService {
  @Inject()
  lists: RecordListRepository;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  topics: TopicService;

  @Inject()
  bank: BankService;

  @Inject()
  practice: QuizSettingsService;

  @Inject()
  org: OrgService;

  async list({ params, query }: Input, call: Call): Promise<ReviewRecords> {
    const { kind, from, to, topic, cursor, limit } = query;
    if (to < from || addDays(from, MAX_RECORD_DAYS) < to) {
      const message = `一次最多看 ${MAX_RECORD_DAYS} 天的记录`;
      throw invalid('query.to', 'out_of_range', message);
    }
    const person = await this.org.personLookedAt(params.personId, `review_${kind}`, call);
    const asked = { personId: person._id, from, to, topic };
    const asking = { asked, person, call, link: linkOf(person, call), cursor, limit };
    switch (kind) {
      case 'study':
        return this.pieces(asking);
      case 'mastery':
        return this.questions(asking);
      case 'practice':
        return this.answers(asking);
      case 'readiness':
        return this.readiness(asking);
      case 'logs':
        return this.shifts(asking, ({ endedAt }) => endedAt !== null);
      case 'shifts':
        return this.shifts(asking, () => true);
      case 'spot_check':
        return this.tallies(asking);
      case 'corrections':
        return this.corrections(asking, () => true);
      case 'overdue':
        return this.corrections(asking, ({ dueOn }) => dueOn < dayOf(now()));
    }
  }

  private async pieces({ asked, call: { scope }, link, ...page }: Asking): Promise<ReviewRecords> {
    const [reports, states] = await Promise.all([
      this.lists.listReports(scope, asked),
      this.lists.listStates(scope, asked.personId),
    ]);
    const read = piecesRead(reports, states, asked);
    const { items, nextCursor } = latestFirst(read, page, ({ day, slug }) => [day, slug]);
    const pieces = await this.lists.listPieces(items.map(({ slug }) => slug));
    return { items: items.map((one) => presentPiece(one, pieces, link)), nextCursor };
  }

  private async answers({ asked, call, person, ...page }: Asking): Promise<ReviewRecords> {
    const answers = await this.lists.listAnswers(call.scope, asked);
    const { items, nextCursor } = latestFirst(answers, page, byInstant);
    const words = await this.wordsOf(person, items);
    return { items: items.map((one) => presentAnswer(one, words)), nextCursor };
  }

  private async questions({ asked, call, person, ...page }: Asking): Promise<ReviewRecords> {
    const { topic } = asked;
    const met =
      topic === undefined
        ? await this.metUntil(asked, call.scope)
        : await this.metNow(person, topic, call.scope);
    const { items, nextCursor } = latestFirst(met, page, ({ lastAt, questionCode }) => [
      lastAt.toISOString(),
      questionCode,
    ]);
    const words = await this.wordsOf(person, items);
    return { items: items.map((one) => presentQuestion(one, words)), nextCursor };
  }

  private async metUntil(asked: Asked, scope: Scope): Promise<MetQuestion[]> {
    const [answers, rules] = await Promise.all([
      this.lists.listAnswersUntil(scope, asked),
      this.practice.history(),
    ]);
    const records = answers.map(({ actorId, ...one }) => ({ ...one, personId: actorId }));
    return metBy(records, asked, (own) => foldMemory(own, rules)?.masteredUntil ?? null);
  }

  /** As `QuizService.masteryOf` counts them: what is not asked any more is left out. */
  private async metNow(
    person: PersonDocument,
    topic: string,
    scope: Scope,
  ): Promise<MetQuestion[]> {
    const bureau = bureauOf(person.unitPath);
    const bank = await this.bank.bankOf(bureau);
    const [inForce, memories] = await Promise.all([
      this.bank.inForceOn(bureau, bank, dayOf(now())),
      this.lists.listMemories(scope, person._id, topic),
    ]);
    const notAsked = new Set(notAmong(inForce, bank));
    return memories
      .filter(({ questionCode }) => !notAsked.has(questionCode))
      .map(({ questionCode, lastAt, masteredUntil }) => {
        const mastered = masteredUntil !== null && masteredUntil.getTime() > now();
        return { questionCode, topic, lastAt, mastered };
      });
  }

  /** What questions and their topics are called. */
  private async wordsOf(
    { unitPath }: PersonDocument,
    asked: readonly { questionCode: string }[],
  ): Promise<QuestionWords> {
    const bureau = bureauOf(unitPath);
    const ids = [...new Set(asked.map((one) => `${bureau}:${one.questionCode}`))];
    const [stems, topics] = await Promise.all([
      this.lists.listQuestions(ids),
      this.topics.byCode(),
    ]);
    return { stems, topicName: (code) => topics.get(code)?.name ?? code };
  }

  /** As the figures count them. */
  private async duties(scope: Scope, asked: Asked) {
    const shifts = await this.lists.listShifts(scope, asked);
    return eachDutyOnce(shifts, asked.personId, ({ _id }) => _id);
  }

  private async readiness({
    asked,
    call: { scope },
    link,
    ...page
  }: Asking): Promise<ReviewRecords> {
    const [shifts, checks, catalogue] = await Promise.all([
      this.duties(scope, asked),
      this.lists.listSelfChecks(scope, asked),
      this.checklists.dutyCatalogue(),
    ]);
    const rows = shiftsChecked(shifts, checks);
    const { items, nextCursor } = latestFirst(rows, page, ({ shift }) => [shift.day, shift._id]);
    return { items: items.map((one) => presentReadiness(one, catalogue, link)), nextCursor };
  }

  private async shifts(
    { asked, call, link, ...page }: Asking,
    counts: (shift: ShiftDocument) => boolean,
  ): Promise<ReviewRecords> {
    const shifts = (await this.duties(call.scope, asked)).filter(counts);
    const { items, nextCursor } = latestFirst(shifts, page, (one) => [one.day, one._id]);
    const [entries, catalogue] = await Promise.all([
      this.lists.countEntries(items.map((shift) => shift._id)),
      this.checklists.dutyCatalogue(),
    ]);
    const present = (one: (typeof items)[number]) =>
      presentShift(one, entries.get(one._id) ?? 0, catalogue, link);
    return { items: items.map(present), nextCursor };
  }

  private async tallies({ asked, call: { scope }, link, ...page }: Asking): Promise<ReviewRecords> {
    const tallies = await this.lists.listTallies(scope, asked);
    const { items, nextCursor } = latestFirst(tallies, page, (one) => [one.day, one._id]);
    return { items: items.map((one) => presentTally(one, link)), nextCursor };
  }

  private async corrections(
    { asked, call, link, ...page }: Asking,
    counts: (correction: CorrectionDocument) => boolean,
  ): Promise<ReviewRecords> {
    const today = dayOf(now());
    const rows = (await this.lists.listCorrections(call.scope, asked)).filter(counts);
    const { items, nextCursor } = latestFirst(rows, page, (one) => [one.foundOn, one._id]);
    return { items: items.map((one) => presentCorrection(one, today, link)), nextCursor };
  }
}

/** Pieces read in or learnt in the days asked for, each once, by the last of these days. */
function piecesRead(
  reports: readonly ProgressReportDocument[],
  states: readonly ProgressStateDocument[],
  range: Asked,
): PieceRead[] {
  const learnt = states.flatMap((state) =>
    learntOn(state, range).map((at) => ({ slug: state.slug, day: dayOf(at.getTime()) })),
  );
  const read = reports.map(({ slug, occurredAt }) => ({ slug, day: dayOf(occurredAt.getTime()) }));
  return [...groupBy([...read, ...learnt], (one) => one.slug)].map(([slug, days]) => ({
    slug,
    day: days.reduce((last, one) => (one.day > last ? one.day : last), ''),
    state: states.find((one) => one.slug === slug),
    learnt: learnt.some((one) => one.slug === slug),
  }));
}

function byInstant<T extends { _id: string; occurredAt: Date }>(one: T): OrderKey {
  return [one.occurredAt.toISOString(), one._id];
}

/** The way to a record of a person, where the asker may open it. */
function linkOf({ _id: personId, unitPath }: PersonDocument, { actor }: Call): LinkTo {
  const open = mayOpen(actor, { personId, unitPath });
  const checkOpen = mayOpen(actor, { personId, unitPath, spotCheck: true });
  return (feature, page, id) =>
    open || feature === 'study' || (checkOpen && feature === 'spot-check')
      ? { feature, page, id }
      : null;
}
