import { LIVE_STILL_MS } from '@qiangji/shared-types';

/** What a process allows those who listen. */
export interface LiveLimits {
  /** Lines of one process; more are refused (503) and ask by request instead. */
  lines: number;
  /** Of these, lines that have not said yet what they want. */
  unasked: number;
  /** Lines of one account; one more ends the oldest. */
  linesOfOne: number;
  /** From the opening until the listener has said what it wants (ms). */
  askMs: number;
  /** Bytes of what a listener says. */
  askBytes: number;
  /** Something is said, and an answer to a ping expected, so often (ms). */
  stillMs: number;
  /** Each line's session is looked at so often (ms): with what the guards remember, under two seconds. */
  lookMs: number;
  /** A topic is read at most so often (ms), however many listen. */
  readMs: number;
  /** And at most this part of the time is spent on reading it. */
  readShare: number;
  /** Words that have not left yet (bytes); beyond, the line is dropped as too slow. */
  unsentBytes: number;
  /** Lines are told in groups, so that nothing else waits for all of them. */
  toldAtOnce: number;
  /** How long a line that is ended may take to say goodbye (ms). */
  goodbyeMs: number;
}

export const LIVE_LIMITS: LiveLimits = {
  lines: 5_000,
  unasked: 1_000,
  linesOfOne: 4,
  askMs: 5_000,
  askBytes: 4_096,
  stillMs: LIVE_STILL_MS,
  lookMs: 400,
  readMs: 2_000,
  readShare: 0.1,
  unsentBytes: 256 * 1024,
  toldAtOnce: 50,
  goodbyeMs: 1_000,
};
