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

export function nowDate(): Date {
  return new Date(now());
}
