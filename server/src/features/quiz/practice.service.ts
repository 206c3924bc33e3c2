import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  dayOf,
  dayStart,
  isSelfCompared,
  type HandlerInput,
  type Practice,
  type QuestionSet,
  type quizContract,
} from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import {
  TopicNeedService,
  TopicPieceService,
  TopicService,
  type TopicNeedDocument,
} from '../standard';
import { AnswerKeeping } from './answer-keeping.service';
import type { BankRow } from './bank.repository';
import { BankService } from './bank.service';
import {
  backlogOf,
  chooseDaily,
  chooseForNeeds,
  chooseMock,
  chooseOfTopics,
  isDueOn,
  joinNeeds,
  seededRandom,
  shuffled,
  withoutTakenBack,
  type Candidate,
  type Ground,
} from './practice.rules';
import type { MemoryDocument, PracticeDocument, PracticeNeed } from './quiz.collection';
import { QuizSettingsService } from './settings.service';
import { presentPractice, presentPracticeQuestion } from './quiz.presenter';
import { QuizRepository } from './quiz.repository';

type Input<K extends keyof typeof quizContract> = HandlerInput<(typeof quizContract)[K]>;

/** A set may be fetched so many days ahead: over a weekend without a network. */
export const DAYS_AHEAD = 3;

/** So few questions are looked up one by one. */
const FEW = 50;

/** Questions to write and compare in one topic practice: they take longer than the others. */
const WRITTEN_AT_MOST = 2;

/** What a person practises: the day's set, ten of a topic, a mock paper. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class PracticeService {
  @Inject()
  repository: QuizRepository;

  @Inject()
  bank: BankService;

  @Inject()
  keeping: AnswerKeeping;

  @Inject()
  topics: TopicService;

  @Inject()
  needs: TopicNeedService;

  @Inject()
  pieces: TopicPieceService;

  @Inject()
  settings: QuizSettingsService;

  /**
   * The set of a day, made at first asking. Made ahead, it stays open to findings until it is first
   * asked for on its own day; then it stays as it is.
   */
  async findPractice(day: string, call: Call): Promise<Practice> {
    const today = dayOf(now());
    const last = addDays(today, DAYS_AHEAD);
    if (day > last)
      throw new AppError('NOT_FOUND', { message: `只能提前取 ${DAYS_AHEAD} 天内的题` });
    const { personId, unitPath } = call.actor;
    const bank = await this.bank.bankOf(bureauOf(unitPath));
    await this.keeping.release(call.actor);
    const sets = await this.repository.listPractices(personId, day < today ? day : today, last);
    const found = sets.find((set) => set.day === day);
    if (!found && day < today) throw new AppError('NOT_FOUND');
    if (found && (found.openedAt || day < today)) return this.present(found, bank, call);
    const waiting = await this.needs.listWaiting(personId);
    const opening = day === today;
    const practice = found
      ? await this.join(found, waiting, opening, bank, call)
      : await this.make(day, waiting, opening, bank, sets, call);
    await this.takeUp(practice, waiting, bank);
    return this.present(practice, bank, call);
  }

  /** What there is to choose from among some questions, and what this person remembers of them. */
  private async ground(
    asked: readonly BankRow[],
    day: string,
    seed: string,
    { scope, actor }: Call,
  ): Promise<Ground> {
    const rows = candidates(asked);
    const codes = rows.map((one) => one.code);
    // Of a few, each by its place; of many, all that there is.
    const few = codes.length < FEW ? codes : undefined;
    const memory = await this.repository.listMemory(scope, actor.personId, few);
    return {
      bank: rows,
      memory: new Map(memory.map((one) => [one.questionCode, one])),
      day,
      random: seededRandom(seed),
    };
  }

  private async make(
    day: string,
    waiting: TopicNeedDocument[],
    opening: boolean,
    bank: ReadonlyMap<string, BankRow>,
    sets: readonly PracticeDocument[],
    call: Call,
  ): Promise<PracticeDocument> {
    const { personId, unitPath } = call.actor;
    // Another day's set that is still to come holds its questions already.
    const elsewhere = new Set(sets.flatMap((set) => set.questions.map((one) => one.code)));
    const asked = await this.bank.askedOn(bureauOf(unitPath), bank, day);
    const free = asked.filter(({ code }) => !elsewhere.has(code));
    const ground = await this.ground(free, day, `${personId}:${day}`, call);
    const needs = waiting.map(({ _id, topic }) => ({ needId: _id, topic }));
    return this.repository.insertPractice({
      _id: makeId(),
      actorId: personId,
      unitPath,
      day,
      questions: chooseDaily(ground, needs, await this.settings.now()),
      needs: await this.reasons(waiting),
      openedAt: opening ? nowDate() : null,
      madeAt: nowDate(),
      version: 1,
      schemaVersion: 1,
    });
  }

  private async join(
    made: PracticeDocument,
    waiting: TopicNeedDocument[],
    opening: boolean,
    bank: ReadonlyMap<string, BankRow>,
    call: Call,
  ): Promise<PracticeDocument> {
    const found = await this.standing(made, call);
    const late = waiting.filter((need) => !found.needs.some((one) => one.needId === need._id));
    const openedAt = opening ? { openedAt: nowDate() } : {};
    if (late.length === 0) return opening ? this.repository.savePractice(found, openedAt) : found;
    const asked = await this.bank.askedOn(bureauOf(call.actor.unitPath), bank, found.day);
    const ground = await this.ground(asked, found.day, `${found._id}:${found.version}`, call);
    const { perNeed, dailySize } = await this.settings.now();
    const needs = late.map(({ _id, topic }) => ({ needId: _id, topic }));
    const joining = chooseForNeeds(ground, needs, perNeed, found.questions);
    return this.repository.savePractice(found, {
      questions: joinNeeds(found.questions, joining, dailySize),
      needs: [...found.needs, ...(await this.reasons(late))],
      ...openedAt,
    });
  }

  /** A set as its findings stand by now: a dispute may have been upheld since it was made. */
  private async standing(
    practice: PracticeDocument,
    call: Call,
    known?: MemoryDocument[],
  ): Promise<PracticeDocument> {
    const reasons = await this.needs.reasonsOf(practice.needs.map((one) => one.needId));
    if (reasons.size === 0) return practice;
    const given = givenIn(practice, known ?? (await this.memoryAround(practice, call)));
    return { ...practice, ...withoutTakenBack(practice, reasons, (code) => given.has(code)) };
  }

  /** What is remembered of a set's questions, and of all that are due on its day. */
  private memoryAround(
    { day, questions }: PracticeDocument,
    call: Call,
  ): Promise<MemoryDocument[]> {
    const codes = [...new Set(questions.map((one) => one.code))];
    const dayEnd = new Date(dayStart(addDays(day, 1)));
    return this.repository.listAround(call.scope, call.actor.personId, codes, dayEnd);
  }

  private async reasons(needs: TopicNeedDocument[]): Promise<PracticeNeed[]> {
    return Promise.all(
      needs.map(async ({ _id, unitPath, topic, reason, createdAt, pieceSlug }) => ({
        needId: _id,
        topic,
        reason,
        foundAt: createdAt,
        piece: await this.pieces.pieceOf(bureauOf(unitPath), topic, pieceSlug),
      })),
    );
  }

  /** Tells the loop which questions serve a need: those of its topic that came in for a finding. */
  private async takeUp(
    practice: PracticeDocument,
    waiting: TopicNeedDocument[],
    bank: ReadonlyMap<string, BankRow>,
  ): Promise<void> {
    const taken = waiting.filter((need) => practice.needs.some((one) => one.needId === need._id));
    for (const need of taken) {
      const serving = practice.questions.filter(
        ({ code, needId }) => needId !== null && bank.get(code)?.content.topic === need.topic,
      );
      await this.needs.takeUp(
        need._id,
        practice.day,
        serving.map((one) => one.code),
      );
    }
  }

  private async present(
    made: PracticeDocument,
    bank: ReadonlyMap<string, BankRow>,
    call: Call,
  ): Promise<Practice> {
    const memory = await this.memoryAround(made, call);
    const practice = await this.standing(made, call, memory);
    const backlog = await this.backlog(practice, memory, bank, call);
    const given = givenIn(practice, memory);
    const mayShow = await this.shownIn(practice.day, bank, call);
    const shown = practice.questions.filter(({ code }) => mayShow(code, given.has(code)));
    const set = { ...practice, questions: shown };
    return presentPractice(set, bank, given, await this.topics.byCode(), backlog);
  }

  /**
   * A set may be older than the paper that has taken some of its questions, or than the day on which they
   * went out of use. What was answered before that stays, as it was done; but not a draft, since its words
   * may be others by now.
   */
  private async shownIn(
    day: string,
    bank: ReadonlyMap<string, BankRow>,
    call: Call,
  ): Promise<(code: string, answered: boolean) => boolean> {
    const bureau = bureauOf(call.actor.unitPath);
    const today = dayOf(now());
    const isAsked = await this.bank.askableOn(bureau, bank, day < today ? today : day);
    const withheld = await this.bank.withheldIn(bureau);
    const isDone = (code: string) => !withheld.has(code) && bank.get(code)?.state !== 'draft';
    return (code, answered) => isAsked(code) || (answered && isDone(code));
  }

  /** What waits beyond a set that is still to be done; of a day that is over nothing is told. */
  private async backlog(
    practice: PracticeDocument,
    memory: readonly MemoryDocument[],
    bank: ReadonlyMap<string, BankRow>,
    call: Call,
  ): Promise<Practice['backlog']> {
    if (practice.day < dayOf(now())) return null;
    const bureau = bureauOf(call.actor.unitPath);
    const isAsked = await this.bank.askableOn(bureau, bank, practice.day);
    const due = memory.filter((one) => isDueOn(practice.day, one) && isAsked(one.questionCode));
    const { dailyReviews } = await this.settings.now();
    return backlogOf(
      due.map((one) => one.questionCode),
      practice.questions,
      dailyReviews,
    );
  }

  /** Ten of a topic; the last one or two may be to write and compare, where the topic has such. */
  async drawTopic({ params, query }: Input<'drawTopic'>, call: Call): Promise<QuestionSet> {
    const topics = await this.topics.within(params.topic);
    if (topics.size === 0) throw new AppError('NOT_FOUND');
    const bureau = bureauOf(call.actor.unitPath);
    const bank = await this.bank.bankOf(bureau);
    const day = dayOf(now());
    const all = await this.bank.askedOn(bureau, bank, day);
    const asked = all.filter((row) => topics.has(row.content.topic));
    const ground = await this.ground(asked, day, query.seed, call);
    const { topicSize } = await this.settings.now();
    const toWrite = asked
      .filter((row) => isSelfCompared(row.content))
      .map((row) => row.code)
      .sort();
    const written = shuffled(toWrite, seededRandom(`${query.seed}:w`)).slice(0, WRITTEN_AT_MOST);
    const judged = chooseOfTopics(ground, topics, topicSize - written.length);
    return this.presentSet(query.seed, [...judged, ...written], bank);
  }

  async drawMockPaper(seed: string, call: Call): Promise<QuestionSet> {
    const bureau = bureauOf(call.actor.unitPath);
    const bank = await this.bank.bankOf(bureau);
    const { mock } = await this.settings.now();
    const asked = candidates(await this.bank.askedOn(bureau, bank, dayOf(now())));
    return this.presentSet(seed, chooseMock(asked, mock, seededRandom(seed)), bank);
  }

  private async presentSet(
    seed: string,
    codes: readonly string[],
    bank: ReadonlyMap<string, BankRow>,
  ): Promise<QuestionSet> {
    const topics = await this.topics.byCode();
    const rows = codes.flatMap((code) => bank.get(code) ?? []);
    return { seed, questions: rows.map((row) => presentPracticeQuestion(row, topics)) };
  }
}

/** What was answered of a set since its day began, by question. */
function givenIn(
  { day, questions }: Pick<PracticeDocument, 'day' | 'questions'>,
  memory: readonly MemoryDocument[],
): Map<string, MemoryDocument> {
  const codes = new Set(questions.map((one) => one.code));
  const from = dayStart(day);
  const given = memory.filter((one) => codes.has(one.questionCode) && one.lastAt.getTime() >= from);
  return new Map(given.map((one) => [one.questionCode, one]));
}

/** What a machine can judge whole; the rest is for topic practice alone. */
function candidates(rows: readonly BankRow[]): Candidate[] {
  return rows
    .filter((row) => !isSelfCompared(row.content))
    .map(({ code, content: { topic, body, difficulty } }) => ({
      code,
      topic,
      kind: body.kind,
      difficulty,
    }));
}
