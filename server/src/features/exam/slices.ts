import { setImmediate as turn } from 'node:timers/promises';

/** So many rows at once: a few milliseconds, after which everything else has its turn. */
const SLICE = 2_000;

/** Goes over many rows and holds nobody up. */
export async function inSlices<T>(
  rows: readonly T[],
  work: (some: readonly T[], from: number) => void,
): Promise<void> {
  for (let from = 0; from < rows.length; from += SLICE) {
    if (from > 0) await turn();
    work(rows.slice(from, from + SLICE), from);
  }
}

type Compare<T> = (one: T, other: T) => number;

/** As `toSorted` would, and holds nobody up: slices are sorted, then merged two by two. */
export async function sortedInSlices<T>(rows: readonly T[], compare: Compare<T>): Promise<T[]> {
  let runs: T[][] = [];
  await inSlices(rows, (some) => runs.push([...some].sort(compare)));
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      longer.push(await merged(runs[at] ?? [], runs[at + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

async function merged<T>(one: readonly T[], other: readonly T[], compare: Compare<T>) {
  const both: T[] = [];
  for (let i = 0, j = 0; i + j < one.length + other.length;) {
    const isOne = j >= other.length || (i < one.length && compare(one[i] as T, other[j] as T) <= 0);
    both.push((isOne ? one[i++] : other[j++]) as T);
    if (both.length % SLICE === 0) await turn();
  }
  return both;
}
