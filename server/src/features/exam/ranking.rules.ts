import { createHash } from 'node:crypto';
import type { PointsWait } from '@qiangji/shared-types';
import type { ExamDocument } from './exam.collection';
import { shownOf, totalTells } from './result.rules';
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

/**
 * Why nobody's points are shown now; null where they are. They wait as each person's own total does, for all
 * alike: `codes` are those of the whole paper, whoever was drawn which of them.
 */
export function pointsWaitOf(
  exam: ExamDocument,
  codes: readonly string[],
  withheld: ReadonlySet<string>,
  nowMs: number,
): PointsWait | null {
  if (!shownOf(exam, true, nowMs).score) return 'own_rule';
  const grades = codes.map((code) => ({ code }));
  return totalTells(exam, { grades }, withheld) ? 'other_exam' : null;
}

/** Another one where anything of a ranking is another; `head` is what it says of itself. */
export async function markOf(places: readonly Placed[], head: string): Promise<string> {
  const hash = createHash('sha256').update(head);
  const textOf = ({ personId, centi, usedMs }: Placed) => `${personId} ${centi} ${usedMs};`;
  await inSlices(places, (some) => hash.update(some.map(textOf).join('')));
  return hash.digest('base64url');
}
