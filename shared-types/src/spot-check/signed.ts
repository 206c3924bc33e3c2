import { asciiBytes } from '../core';
import { resultKey } from './rules';
import type { CheckResult } from './schema';

/** SHA-256. An argument, because a mini-program has no WebCrypto and the service needs no library. */
export type Sha256 = (message: Uint8Array) => Uint8Array;

/** What is scored of a check. The version of its checklist fixes the points of every verdict. */
export interface Scored {
  checklist: { code: string; version: number };
  results: readonly CheckResult[];
}

/** JSON in ASCII: a mini-program has no TextEncoder. */
function bytesOf(value: unknown): Uint8Array {
  const ascii = JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return asciiBytes(ascii);
}

const hexOf = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Hash (hex) of what one of those checked is shown when they sign: their own items and the team's, with verdicts
 * and so points, words, evidence, and what was put right. The same on phone and service, in whatever order
 * results and pictures came.
 */
export function seenBy(sha256: Sha256, { checklist, results }: Scored, personId: string): string {
  const shown = results
    .filter((one) => one.personId === personId || one.personId === null)
    .sort((a, b) => (resultKey(a) < resultKey(b) ? -1 : 1))
    .map(({ itemCode, personId: subject, verdict, note, fixedOnSite, evidence }) => [
      itemCode,
      subject,
      verdict,
      // As the service keeps typed text.
      note?.trim() ?? null,
      fixedOnSite,
      [...evidence].sort(),
    ]);
  return hexOf(sha256(bytesOf([checklist.code, checklist.version, personId, shown])));
}

/**
 * Parts signatures and refusals, given from the oldest to the latest, into the one of each person that stands and
 * the rest. One stands while what it was tied to is what is scored now, so that a change undone brings it back;
 * one without `seen` is tied to nothing and stands.
 */
export function splitSignoffs<S extends { personId: string; seen?: string }>(
  signoffs: readonly S[],
  seenNow: (personId: string) => string,
): { standing: S[]; past: S[] } {
  const standing = new Map<string, S>();
  for (const one of signoffs) {
    if (one.seen === undefined || one.seen === seenNow(one.personId))
      standing.set(one.personId, one);
  }
  return {
    standing: [...standing.values()],
    past: signoffs.filter((one) => standing.get(one.personId) !== one),
  };
}
