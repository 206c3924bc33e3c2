import {
  choosePiece,
  dayStart,
  DAY_MS,
  fullAnswer,
  heldOn,
  isChoice,
  isSelfCompared,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import {
  chooseDaily,
  foldMemory,
  memoryIdOf,
  seededRandom,
  type AnswerDocument,
  type Candidate,
  type GivenAnswer,
  type MemoryDocument,
  type PracticeDocument,
  type ShippedQuestion,
} from '../../features/quiz';
import type { PieceDocument } from '../../features/study';
import type { TopicNeedDocument } from '../../features/standard';
import { opHashOf } from '../../platform/mongo';
import { isWorkingDay } from '../../platform/workdays';
import { chosenOf } from './choosing';
import type { Duty } from './duty-log';
import { withheldAt, type Exams } from './exam/ground';
import { at, HISTORY_DAYS, workingDayBack, type World } from './world';
import { writtenAt } from './written';

export interface Quiz {
  practices: PracticeDocument[];
  answers: AnswerDocument[];
  memory: MemoryDocument[];
}

/**
 * Topics that whoever has a demo account went through of late, by how many working days ago: what they master
 * of them is a figure.
 */
const STUDIED = [
  [5, 'jurisdiction'],
  [8, 'on_spot_penalty'],
] as const;

/** Shipped questions begin as version 1 in every bureau's bank. */
const VERSION = 1;

interface Learner {
  person: PersonDocument;
  needs: TopicNeedDocument[];
  given: Map<string, GivenAnswer[]>;
  memory: Map<string, MemoryDocument>;
}

/** The piece of a topic that a reason names. */
export function pieceOf(pieces: readonly PieceDocument[], topic: string) {
  const piece = choosePiece(pieces, topic);
  return piece ? { slug: piece._id, title: piece.title } : null;
}

function chanceOf(world: World, learner: Learner, question: ShippedQuestion, atMs: number): number {
  const { days, nowMs, traits, squads } = world;
  const { person, given } = learner;
  const { skill, growth, weakTopics } = traits.get(person._id)!;
  const age = 1 - (nowMs - atMs) / (days.length * DAY_MS);
  const seen = given.get(question.code)?.length ?? 0;
  const weak = weakTopics.includes(question.content.topic) ? 0.24 : 0;
  const lately = nowMs - atMs < 3 * DAY_MS && question.content.topic === 'evidence';
  const struggling = person === squads[0]!.officers[7] && lately;
  if (struggling) return 0.03;
  const hard = (question.content.difficulty - 2) * 0.06;
  return Math.min(
    0.97,
    Math.max(0.15, skill + growth * age - weak - hard + Math.min(0.24, seen * 0.09)),
  );
}

/** What somebody gives: the key, or something that people do give instead of it. */
function givenOf(world: World, { content }: ShippedQuestion, right: boolean): QuestionAnswer {
  const { body, key } = content;
  if (isChoice(body) && 'answer' in key) {
    return { kind: body.kind, chosen: chosenOf(world, body, key.answer, right) };
  }
  const full = fullAnswer(key);
  if (right) return full;
  if (full.kind === 'fill_in') {
    return { ...full, blanks: full.blanks.map(({ id }) => ({ id, text: '记不清' })) };
  }
  if (full.kind === 'numeric') return { ...full, text: String(Number(full.text) * 2 + 1) };
  return full.kind === 'case' ? { ...full, parts: full.parts.slice(0, -1) } : full;
}

function answer(
  world: World,
  learner: Learner,
  question: ShippedQuestion,
  mode: AnswerDocument['mode'],
  atMs: number,
): AnswerDocument {
  const { random, nowMs } = world;
  const { person, given, memory } = learner;
  const right = random.chance(chanceOf(world, learner, question, atMs));
  const answerGiven = givenOf(world, question, right);
  const opId = random.id(atMs);
  const { code } = question;
  const deviceAt = new Date(atMs).toISOString();
  const write = {
    opId,
    deviceAt,
    questionCode: code,
    questionVersion: VERSION,
    answer: answerGiven,
    mode,
  };
  const document: AnswerDocument = {
    _id: random.id(atMs),
    actorId: person._id,
    opId,
    opHash: opHashOf(['quiz.answer', write]),
    unitPath: person.unitPath,
    questionCode: code,
    questionVersion: VERSION,
    topic: question.content.topic,
    chosen: 'chosen' in answerGiven ? answerGiven.chosen : [],
    answer: answerGiven,
    right,
    mode,
    ...writtenAt(random, atMs, nowMs),
    schemaVersion: 2,
  };
  const all = [...(given.get(code) ?? []), document];
  given.set(code, all);
  const folded = foldMemory(all, world.content.quiz);
  if (folded) {
    const { _id: personId, unitPath } = person;
    const { topic } = question.content;
    const _id = memoryIdOf(personId, code);
    const whose = { _id, personId, unitPath, questionCode: code, topic };
    memory.set(code, { ...whose, ...folded, schemaVersion: 1 });
  }
  return document;
}

/** When somebody practises on a day (ms): before a shift, or at noon; null where they do not. */
function practiceTime(world: World, person: PersonDocument, day: string, opensMs: number | null) {
  const { random, traits, isAway, nowMs, squads, days, demo, today } = world;
  const { diligence } = traits.get(person._id)!;
  const idle = isWorkingDay(day) ? 0.34 : 0.07;
  // Earlier findings have been taken up: what waits for the demo officer is of the last shift.
  const surely = person === demo.officer && day === workingDayBack(today, 1);
  const wants = random.chance(opensMs === null ? diligence * idle : diligence * 0.78);
  const minute = random.between(750, 800);
  const lead = random.between(25, 55);
  if ((!wants && !surely) || isAway(person._id, day) || person === world.newcomer) return null;
  if (person.staffNumber.startsWith('D') && day === today) return null;
  // One person of the first squadron has stopped practising.
  if (person === squads[0]!.officers[6] && days.indexOf(day) > HISTORY_DAYS - 23) return null;
  const atMs = opensMs === null ? at(day, minute) : opensMs - lead * 60_000;
  return atMs + 15 * 60_000 > nowMs ? null : Math.floor(atMs);
}

class Practising {
  readonly out: Quiz = { practices: [], answers: [], memory: [] };
  private readonly byCode: Map<string, ShippedQuestion>;
  private readonly bank: Candidate[];

  constructor(
    private readonly world: World,
    private readonly exams: Exams,
  ) {
    const { questions } = world.content;
    this.byCode = new Map(questions.map((one) => [one.code, one]));
    this.bank = questions
      .filter((one) => !isSelfCompared(one.content))
      .map(({ code, content: { topic, body, difficulty } }) => ({
        code,
        topic,
        kind: body.kind,
        difficulty,
      }));
  }

  /** A day's set as the service makes it, with what findings put into it. */
  private practiceOf(learner: Learner, day: string, atMs: number): PracticeDocument {
    const { random, content } = this.world;
    const { person, memory, needs } = learner;
    const waiting = needs.filter((one) => !one.practice && one.createdAt.getTime() < atMs);
    const withheld = withheldAt(this.exams, atMs);
    const bank = this.bank.filter((one) => !withheld.has(one.code));
    const ground = { bank, memory, day, random: seededRandom(`${person._id}:${day}`) };
    const asked = waiting.map(({ _id, topic }) => ({ needId: _id, topic }));
    const questions = chooseDaily(ground, asked, heldOn(content.quiz, day));
    for (const need of waiting) {
      const serving = questions.filter(
        ({ code, needId }) =>
          needId !== null && this.byCode.get(code)?.content.topic === need.topic,
      );
      const questionIds = serving.map((one) => one.code);
      need.practice = { day, questionIds, at: new Date(atMs) };
    }
    return {
      _id: random.id(atMs),
      actorId: person._id,
      unitPath: person.unitPath,
      day,
      questions,
      needs: waiting.map(({ _id, topic, reason, createdAt }) => ({
        needId: _id,
        topic,
        reason,
        foundAt: createdAt,
        piece: pieceOf(content.pieces, topic),
      })),
      openedAt: new Date(atMs),
      madeAt: new Date(atMs),
      version: 1,
      schemaVersion: 1,
    };
  }

  practise(learner: Learner, day: string, atMs: number): void {
    const { random } = this.world;
    const practice = this.practiceOf(learner, day, atMs);
    this.out.practices.push(practice);
    const n = random.chance(0.74) ? practice.questions.length : random.between(2, 7);
    let when = atMs;
    const wrong: ShippedQuestion[] = [];
    for (const { code } of practice.questions.slice(0, n)) {
      const question = this.byCode.get(code)!;
      when += random.between(7, 32) * 1000;
      const given = answer(this.world, learner, question, 'daily', when);
      if (!given.right) wrong.push(question);
      this.out.answers.push(given);
    }
    if (wrong.length === 0 || !random.chance(0.12)) return;
    for (const question of wrong.slice(0, 2)) {
      when += random.between(8, 40) * 1000;
      this.out.answers.push(answer(this.world, learner, question, 'wrong_book', when));
    }
  }

  /** Some of one topic's ten questions. */
  topic(learner: Learner, topic: string, atMs: number): void {
    const { random } = this.world;
    let when = atMs;
    const withheld = withheldAt(this.exams, atMs);
    const questions = this.world.content.questions.filter(
      ({ code, content }) =>
        content.topic === topic && !isSelfCompared(content) && !withheld.has(code),
    );
    for (const question of questions.slice(0, 6)) {
      when += random.between(8, 30) * 1000;
      this.out.answers.push(answer(this.world, learner, question, 'topic', when));
    }
  }
}

function dutyTimes(duty: Duty): Map<string, number> {
  const times = new Map<string, number>();
  for (const shift of duty.shifts) {
    for (const personId of shift.memberIds) {
      times.set(`${personId} ${shift.day}`, shift.occurredAt.getTime());
    }
  }
  return times;
}

interface Asked {
  duty: Duty;
  exams: Exams;
  needs: TopicNeedDocument[];
}

/** Everybody's practice, day by day; needs note the practice that took them up. */
export function makeQuiz(world: World, { duty, exams, needs }: Asked): Quiz {
  const { days, people, squads, today, nowMs } = world;
  const practising = new Practising(world, exams);
  const opens = dutyTimes(duty);
  const struggling = squads[0]!.officers[7];
  const studied = new Map(STUDIED.map(([ago, topic]) => [workingDayBack(today, ago), topic]));
  for (const person of people) {
    const own = needs.filter((one) => one.personId === person._id);
    own.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    const learner: Learner = { person, needs: own, given: new Map(), memory: new Map() };
    for (const day of days) {
      const atMs = practiceTime(world, person, day, opens.get(`${person._id} ${day}`) ?? null);
      if (atMs !== null) practising.practise(learner, day, atMs);
      const daysLeft = (dayStart(today) - dayStart(day)) / DAY_MS;
      const evening = at(day, 1110);
      const extra = person === struggling && daysLeft === 1 && evening < nowMs;
      if (extra) practising.topic(learner, 'evidence', evening);
      const topic = studied.get(day);
      const isDemo = person.staffNumber.startsWith('D') && person.kind !== 'office_staff';
      if (topic && isDemo && !world.isAway(person._id, day)) {
        practising.topic(learner, topic, evening);
      }
    }
    practising.out.memory.push(...learner.memory.values());
  }
  return practising.out;
}
