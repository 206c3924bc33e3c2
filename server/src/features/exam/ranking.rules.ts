import { createHash } from 'node:crypto';
import { inSlices, sortedInSlices } from './slices';

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
export async function placesOf(all: readonly Ranked[]): Promise<Placed[]> {
  const sorted = await sortedInSlices(
    all,
    (a, b) => b.centi - a.centi || a.usedMs - b.usedMs || (a.personId < b.personId ? -1 : 1),
  );
  const placed: Placed[] = [];
  await inSlices(sorted, (some, from) => {
    for (const [index, one] of some.entries()) {
      const before = placed.at(-1);
      const at = from + index;
      const same = before?.centi === one.centi && before.usedMs === one.usedMs;
      placed.push({ ...one, rank: same ? before.rank : at + 1, at });
    }
  });
  return placed;
}

/** Another one where anything of a ranking is another. */
export async function markOf(places: readonly Placed[], final: boolean): Promise<string> {
  const hash = createHash('sha256').update(String(final));
  const textOf = ({ personId, centi, usedMs }: Placed) => `${personId} ${centi} ${usedMs};`;
  await inSlices(places, (some) => hash.update(some.map(textOf).join('')));
  return hash.digest('base64url');
}
