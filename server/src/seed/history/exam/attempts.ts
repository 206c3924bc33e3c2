import {
  DAY_MS,
  fullAnswer,
  isChoice,
  type BodyOf,
  type PartAnswer,
  type PartBody,
  type PartKey,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import {
  attemptIdOf,
  drawnOf,
  endOf,
  seedOf,
  snapshotOf,
  timesOf,
  type AttemptDocument,
  type AttemptEvent,
  type PaperQuestionDocument,
  type SittingDocument,
  type StartEvent,
} from '../../../features/exam';
import { HISTORY_DAYS, type World } from '../world';
import { chosenOf } from '../choosing';
import { AMBIGUOUS, MISPRINTED, WORDINGS } from './own-questions';
import type { MadeExam } from './publish';

export interface Sat {
  attempt: AttemptDocument;
  events: AttemptEvent[];
}

/** What middling people know in an exam, which is prepared for, and what they know on any day. */
const IN_EXAM = 0.79;
const ANY_DAY = 0.63;
/** Those who show the demo do not fail before their audience. */
const SHOWN = 0.82;
const SETTLE_MS = 60_000;

/** How likely (0 to 1) somebody is to know an answer of middling difficulty: an exam tells people apart. */
export function abilityOf({ traits, nowMs, byId }: World, personId: string, atMs: number): number {
  const { skill, growth } = traits.get(personId)!;
  const known = skill + growth * (1 - (nowMs - atMs) / (HISTORY_DAYS * DAY_MS));
  const shown = byId.get(personId)!.staffNumber.startsWith('D');
  const ability = IN_EXAM + (known - ANY_DAY) * 2;
  return Math.min(0.97, Math.max(shown ? SHOWN : 0.1, ability));
}

/** What somebody of this ability writes: those who know more write the better answers. */
function wordingOf({ random }: World, key: string, ability: number): string {
  const wordings = WORDINGS[key];
  if (!wordings) throw new Error(`the demo has no answers to ${key}`);
  const place = (1.05 - ability) * wordings.length + random.next() * 2 - 1;
  return wordings[Math.min(wordings.length - 1, Math.max(0, Math.floor(place)))]!.text;
}

function wrongBlanks({ blanks }: BodyOf<'fill_in'>): PartAnswer {
  return { kind: 'fill_in', blanks: blanks.map(({ id }) => ({ id, text: '三十' })) };
}

interface Asked {
  /** The question's code and, of a case, the part's id. */
  key: string;
  ability: number;
  right: boolean;
}

function partOf(world: World, body: PartBody, key: PartKey, asked: Asked): PartAnswer {
  if (body.kind === 'short_answer') {
    return { kind: 'short_answer', text: wordingOf(world, asked.key, asked.ability) };
  }
  if (isChoice(body) && 'answer' in key) {
    return { kind: body.kind, chosen: chosenOf(world, body, key.answer, asked.right) };
  }
  if (asked.right) return fullAnswer(key) as PartAnswer;
  if (body.kind === 'fill_in') return wrongBlanks(body);
  const value = key.kind === 'numeric' ? key.value : 0;
  return { kind: 'numeric', text: String(value + world.random.pick([-2, 3, 8])) };
}

/** What somebody gives to a question of their paper. */
function answerOf(world: World, question: PaperQuestionDocument, ability: number): QuestionAnswer {
  const { random } = world;
  const { code, body, difficulty } = question;
  const key = code === MISPRINTED.code ? MISPRINTED.key : question.key;
  // Whoever knows that a witness may sign instead takes it for the answer.
  if (code === AMBIGUOUS.code && random.chance(ability * 1.8 - 0.9)) {
    return { kind: 'single', chosen: ['b'] };
  }
  const right = () => random.chance(Math.min(0.97, ability - (difficulty - 2) * 0.08));
  if (body.kind !== 'case' || key.kind !== 'case') {
    return partOf(world, body as PartBody, key as PartKey, { key: code, ability, right: right() });
  }
  const parts = body.parts.map((part) => {
    const partKey = key.parts.find((one) => one.id === part.id)!.key;
    const asked = { key: `${code}:${part.id}`, ability, right: right() };
    return { id: part.id, answer: partOf(world, part.body, partKey, asked) };
  });
  return { kind: 'case', parts };
}

/**
 * One person sits an exam from `startMs` on: starts, answers one by one, now and then leaves the screen
 * or thinks again, and hands in unless time runs out. What it comes to is folded by the exam's own rules.
 */
export function sit(world: World, made: MadeExam, sitting: SittingDocument, startMs: number): Sat {
  const { random, byId } = world;
  const { exam, paper } = made;
  const { personId } = sitting;
  const attemptId = attemptIdOf(exam.secret, sitting._id, 1);
  const drawn = drawnOf(paper.frozen, seedOf(exam.secret, sitting._id, 1));
  const times = timesOf(exam, sitting.times);
  const endMs = endOf(times, startMs);
  const at = (ms: number) => ({
    at: new Date(ms),
    deviceAt: new Date(ms - random.between(80, 900)),
  });
  const start: StartEvent = {
    type: 'start',
    attemptId,
    seq: 0,
    ...at(startMs),
    startOf: exam._id,
    sittingId: sitting._id,
    personId,
    unitPath: byId.get(personId)!.unitPath,
    no: 1,
    deviceId: random.id(startMs - DAY_MS),
    opId: random.id(startMs),
  };
  const events: AttemptEvent[] = [start];
  const ability = abilityOf(world, personId, startMs);
  const pace = ((endMs - startMs) / drawn.length) * (0.45 + random.next() * 0.4);
  const late = random.chance(0.04);
  let ms = startMs;
  let seq = 1;
  const later = (byMs: number) => {
    ms = Math.max(ms, Math.min(endMs - 30_000, ms + byMs));
  };
  const answer = (code: string) => {
    const given = answerOf(world, paper.frozen.questions.get(code)!, ability);
    events.push({ type: 'answer', attemptId, seq: seq++, ...at(ms), code, answer: given });
  };
  // Whoever runs out of time has the last ones open.
  const left = late ? Math.floor(drawn.length * 0.15) : 0;
  for (const { code } of drawn.slice(0, drawn.length - left)) {
    later(Math.round(pace * (0.6 + random.next() * 0.8)));
    answer(code);
    if (random.chance(0.012)) {
      const awayMs = random.between(4, 50) * 1_000;
      later(awayMs);
      events.push({ type: 'leave', attemptId, seq: seq++, ...at(ms), awayMs });
    }
  }
  if (random.chance(0.2)) {
    later(20_000);
    answer(random.pick(drawn).code);
  }
  if (!late) {
    ms = Math.min(endMs - 1_000, ms + random.between(15, 90) * 1_000);
    const handedIn = at(ms);
    const by = 'demo0000';
    events.push({ type: 'submit', attemptId, seq: seq++, ...handedIn, mark: handedIn.at, by });
  }
  const gradedMs = late ? endMs + times.graceMs + SETTLE_MS : ms + 200;
  const endsAt = new Date(endMs);
  const { frozen } = paper;
  const graded = { start, events, paper: frozen, drawn, endsAt, final: true };
  return { attempt: snapshotOf({ ...graded, at: new Date(gradedMs) }), events };
}
