import { env } from './env';

/** The service's clock, in ms since the epoch. Everything that asks for the time asks here. */
let offsetMs = 0;

export function now(): number {
  return Date.now() + offsetMs;
}

/** Moves the clock; refused outside tests, where time must be the machine's own. */
export function shiftClock(ms: number): void {
  if (env().nodeEnv !== 'test') throw new Error('the clock can be moved under NODE_ENV=test only');
  offsetMs = ms;
}

let latest = { ms: 0, text: new Date(0).toISOString() };

/** An instant (ms) as text; many requests in a row say the same millisecond. */
export function isoOf(ms: number): string {
  if (ms !== latest.ms) latest = { ms, text: new Date(ms).toISOString() };
  return latest.text;
}

export function nowDate(): Date {
  return new Date(now());
}
