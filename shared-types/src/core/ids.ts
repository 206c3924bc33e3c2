import { v7 } from 'uuid';
import { z } from './zod';

/** UUID v7 as a lower-case string: sortable by time of making. */
export const id = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

/** Codes of versioned data and units: a-z, 0-9, _ and -. */
export const code = z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/));

/**
 * Makes an id from a clock and 16 random bytes. Both are arguments because a mini-program has no
 * WebCrypto and tests need to repeat themselves.
 */
export function newId(nowMs: number, random: Uint8Array): string {
  return v7({ msecs: nowMs, random });
}
