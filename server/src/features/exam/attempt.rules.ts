import { isDeepStrictEqual } from 'node:util';
import { deviceTurn, SEQ_BLOCK, type ErrorCode, type QuestionAnswer } from '@qiangji/shared-types';
import {
  UNREAD,
  type Absence,
  type AttemptEvent,
  type KeptAnswer,
  type SubmitEvent,
} from './attempt.events';

/** An answer as the journal gives it back: where else it came from is no part of what it says. */
function asKept(answer: QuestionAnswer | undefined): unknown {
  return JSON.parse(JSON.stringify(answer ?? null));
}

/** Whether an event that came again under its number asks for the same as the one kept. */
export function sameEvent(kept: AttemptEvent, again: AttemptEvent): boolean {
  switch (kept.type) {
    // Every start of an attempt is the same start: who comes later goes on with it.
    case 'start':
      return again.type === 'start';
    case 'take':
      return again.type === 'take' && again.opId === kept.opId;
    case 'answer':
      return (
        again.type === 'answer' &&
        again.code === kept.code &&
        isDeepStrictEqual(asKept(again.answer), asKept(kept.answer))
      );
    case 'leave':
      return again.type === 'leave' && again.awayMs === kept.awayMs;
    case 'submit':
      return again.type === 'submit';
  }
}

export interface FoldedAttempt {
  /** The latest answer of each question by its place in the attempt, in the order of questions' codes. */
  answers: KeptAnswer[];
  absences: Absence[];
  /** The device of each turn; a turn of which nothing is known yet is missing. */
  devices: Map<number, string>;
  /** The turn of the device that writes now. */
  turn: number;
  /** The lowest place and the earliest moment of a hand-in; null before. */
  submit: Pick<SubmitEvent, 'seq' | 'at'> | null;
  lastSeq: number;
  /** When the latest answer arrived; null before the first. */
  savedAt: Date | null;
}

/**
 * What the events of one attempt come to. Only their own numbers count: arrival, insertion and
 * repetition do not matter. Every event that is kept was acknowledged, so each one counts: an answer
 * that a hand-in overtook too.
 */
export function foldAttempt(events: readonly AttemptEvent[]): FoldedAttempt {
  const bySeq = new Map<number, AttemptEvent>();
  for (const event of events) if (!bySeq.has(event.seq)) bySeq.set(event.seq, event);
  const answers = new Map<string, KeptAnswer>();
  const devices = new Map<number, string>();
  const folded = { absences: [] as Absence[], turn: 0, lastSeq: 0 };
  let submit: FoldedAttempt['submit'] = null;
  let savedAt: Date | null = null;
  for (const event of [...bySeq.values()].sort((a, b) => a.seq - b.seq)) {
    folded.lastSeq = event.seq;
    const turn = deviceTurn(event.seq);
    switch (event.type) {
      case 'start':
      case 'take':
        devices.set(turn, event.deviceId);
        folded.turn = turn;
        break;
      case 'answer': {
        const { code, answer, seq, at } = event;
        if (code === UNREAD) break;
        answers.set(code, { code, answer, seq, at });
        if (savedAt === null || at > savedAt) savedAt = at;
        break;
      }
      case 'leave':
        folded.absences.push({ at: event.at, awayMs: event.awayMs });
        break;
      case 'submit':
        submit = handIn(submit, event);
    }
  }
  const byCode = [...answers.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  return { ...folded, answers: byCode, devices, submit, savedAt };
}

function handIn(
  before: FoldedAttempt['submit'],
  { seq, at }: Pick<SubmitEvent, 'seq' | 'at'>,
): FoldedAttempt['submit'] {
  return { seq: before?.seq ?? seq, at: before && before.at <= at ? before.at : at };
}

/** What the gate must know of an attempt to judge an event; all times in ms. */
export interface Standing {
  endsAtMs: number;
  graceMs: number;
  devices: ReadonlyMap<number, string>;
  turn: number;
  submit: { seq: number; atMs: number } | null;
}

/** An event may be admitted at the last moment and be durable only after the journal's longest wait (ms). */
export const SETTLE_MS = 60_000;

/** The last moment (ms) at which anything of an attempt may arrive. */
export function lastMoment({ endsAtMs, graceMs, submit }: Standing): number {
  return Math.min(endsAtMs, submit?.atMs ?? endsAtMs) + graceMs;
}

/**
 * Whether an attempt is final by what was read of it from this moment (ms) on: all that was admitted in time
 * is durable by then. Asked with a later moment than that of the reading it would leave out what came between.
 */
export function isFinal(standing: Standing, readFromMs: number): boolean {
  return readFromMs > lastMoment(standing) + SETTLE_MS;
}

/**
 * Whether what is acknowledged now may meet an attempt that is final already. Well before it can be: a hand-in
 * that another process took may bring it forward.
 */
export function isLate(standing: Standing, nowMs: number): boolean {
  return nowMs > lastMoment(standing) + SETTLE_MS / 2;
}

/**
 * Why an event that arrives now is not taken; null where it is. `stale`: it comes from a device that
 * this process has not heard of, so another process may have.
 * - After a hand-in only what was written before it still arrives, for as long as the grace lasts.
 * - After another device took over, nothing of the one before arrives.
 */
export function judgeEvent(
  standing: Standing,
  seq: number,
  nowMs: number,
): ErrorCode | 'stale' | null {
  const turn = deviceTurn(seq);
  if (turn > standing.turn) return 'stale';
  if (seq % SEQ_BLOCK === 0) return 'EXAM_SEQ_TAKEN';
  if (nowMs > standing.endsAtMs + standing.graceMs) return 'EXAM_OVER';
  const { submit } = standing;
  if (submit && (seq > submit.seq || nowMs > lastMoment(standing))) return 'EXAM_HANDED_IN';
  return heldSince(standing, turn) ? null : 'EXAM_OTHER_DEVICE';
}

/** Whether the device of a turn has held the attempt ever since: its earlier turns are still its own. */
function heldSince({ devices, turn: now }: Standing, turn: number): boolean {
  for (let later = turn + 1; later <= now; later += 1) {
    if (devices.get(later) !== devices.get(turn)) return false;
  }
  return true;
}
