import { createHash } from 'node:crypto';

/** What is ranked of one who has handed in. */
export interface Ranked {
  personId: string;
  unitPath: string;
  /** Hundredths of a point. */
  centi: number;
  /** From start to handing in (ms). */
  usedMs: number;
}

export interface Placed extends Ranked {
  rank: number;
  /** Place in the list, from 0: another for each, even where the rank is shared. */
  at: number;
}

/** By points, then by time; equals share a place, and stand in an order that does not change by itself. */
export function placesOf(all: readonly Ranked[]): Placed[] {
  const sorted = [...all].sort(
    (a, b) => b.centi - a.centi || a.usedMs - b.usedMs || (a.personId < b.personId ? -1 : 1),
  );
  const placed: Placed[] = [];
  for (const [index, one] of sorted.entries()) {
    const before = placed[index - 1];
    const same = before?.centi === one.centi && before.usedMs === one.usedMs;
    placed.push({ ...one, rank: same ? before.rank : index + 1, at: index });
  }
  return placed;
}

/** Another one where anything of a ranking is another. */
export function markOf(places: readonly Placed[], final: boolean): string {
  const hash = createHash('sha256').update(String(final));
  for (const { personId, centi, usedMs } of places) hash.update(`${personId} ${centi} ${usedMs};`);
  return hash.digest('base64url');
}
