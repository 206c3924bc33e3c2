import { deviceTurn } from '@qiangji/shared-types';
import type { AnswerEvent, AttemptEvent } from './attempt.events';

/** So long a request may be under way (ms) before its phone gives it up: no earlier was it sent. */
export const LONGEST_TRAVEL_MS = 20_000;
/** A phone that was heard so long (ms) after an answer was written would have delivered it with that. */
const ON_LINE_MS = 20_000;
/** An answer or two may lag behind on a poor network; so many do not. */
const MANY = 3;

/** An answer as its phone dates it. */
export interface Dated {
  /** By the service's clock as the phone knew it; absent: it did not know it, or is one of before. */
  writtenAt?: string;
  /** By the phone's own clock. */
  deviceAt: string;
}

/** When an answer was written (ms) as its phone has it; `clockOffsetMs` was measured at its sending. */
export function writtenMs({ writtenAt, deviceAt }: Dated, clockOffsetMs: number): number {
  return writtenAt === undefined ? Date.parse(deviceAt) + clockOffsetMs : Date.parse(writtenAt);
}

/**
 * Whether an answer that arrived at `atMs` was written after its attempt's end, by its own time: the grace is for
 * what was written before and arrives late. Where only the sending tells the time, that counts as written as early
 * as it may have been. A time ahead of the arrival tells nothing: it is no reason to refuse, and a person judges.
 */
export function isWrittenLate(
  dated: Dated,
  { clockOffsetMs, endsAtMs, atMs }: { clockOffsetMs: number; endsAtMs: number; atMs: number },
): boolean {
  const ms = writtenMs(dated, clockOffsetMs);
  const slackMs = dated.writtenAt === undefined ? LONGEST_TRAVEL_MS : 0;
  return ms > endsAtMs + slackMs && ms <= atMs;
}

/** When an answer was written as it is kept: no later than it arrived, and whether its phone has it ahead of that. */
export function keptWritten(
  dated: Dated,
  clockOffsetMs: number,
  at: Date,
): Pick<AnswerEvent, 'writtenAt' | 'ahead'> {
  const ms = writtenMs(dated, clockOffsetMs);
  return ms > at.getTime() ? { writtenAt: at, ahead: true } : { writtenAt: new Date(ms) };
}

type Late = AnswerEvent & { writtenAt: Date };
const isLate = (one: AttemptEvent): one is Late =>
  one.type === 'answer' && one.writtenAt !== undefined;

/**
 * How many questions have an answer that says it was written in time and may not have been, for a person to
 * judge; 0: there is nothing to see. Such an answer is dated after the hand-in that it goes before; or it
 * came after the end dated ahead of that, or although its phone had been heard in between, and several did.
 */
export function countDoubtful(events: readonly AttemptEvent[], endsAtMs: number): number {
  const misdated = new Set<string>();
  const heldBack = new Set<string>();
  for (const one of events.filter(isLate)) {
    const own = events.filter((other) => deviceTurn(other.seq) === deviceTurn(one.seq));
    const isAfterHandIn = own.some(
      ({ type, seq, at, deviceAt }) =>
        type === 'submit' && seq > one.seq && one.at > at && one.deviceAt > deviceAt,
    );
    const isAhead = one.ahead === true && one.at.getTime() > endsAtMs;
    if (isAfterHandIn || isAhead) misdated.add(one.code);
    const from = one.writtenAt.getTime() + ON_LINE_MS;
    const to = one.at.getTime() - ON_LINE_MS;
    const wasHeard = own.some(({ at }) => at.getTime() >= from && at.getTime() <= to);
    if (one.at.getTime() > endsAtMs && wasHeard) heldBack.add(one.code);
  }
  if (heldBack.size < MANY) return misdated.size;
  return new Set([...misdated, ...heldBack]).size;
}
