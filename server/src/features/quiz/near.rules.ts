import { normalText, type QuestionBody } from '@qiangji/shared-types';

/** From this likeness on two questions are shown side by side (share of common letter pairs). */
export const NEAR = 0.7;

/** At most so many candidates are compared with one question: a template repeated ten thousand times. */
const CANDIDATES = 100;

/** What a question asks, without width, spacing, punctuation and the order of its options. */
export function askedText(body: QuestionBody): string {
  const plain = (text: string) =>
    normalText(text.replace(/\[\[[a-z0-9_-]+\]\]/g, '')).replace(/[\p{P}\p{S}]+/gu, '');
  if (body.kind === 'case') {
    return [plain(body.stem), ...body.parts.map((one) => askedText(one.body))].join('');
  }
  const options = 'options' in body ? body.options.map((one) => plain(one.text)).sort() : [];
  return [plain(body.stem), ...options].join('');
}

/** Pairs of neighbouring letters, each once, as numbers. A text of one letter is its own pair. */
export function pairsOf(text: string): Set<number> {
  const letters = [...text].map((one) => one.codePointAt(0) ?? 0);
  const out = new Set<number>();
  if (letters.length === 1) out.add(letters[0] ?? 0);
  for (let i = 0; i + 1 < letters.length; i++) {
    out.add((letters[i] ?? 0) * 0x110000 + (letters[i + 1] ?? 0));
  }
  return out;
}

/** Share of common pairs in all pairs (Jaccard), 0 to 1. */
export function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0 && b.size === 0) return 1;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const pair of small) if (large.has(pair)) common += 1;
  return common / (a.size + b.size - common);
}

export interface Asked {
  id: string;
  text: string;
}

export interface Twin {
  id: string;
  other: string;
  likeness: number;
}

interface Entry {
  id: string;
  /** Ranks of its pairs, ascending: the rarest pair of all texts has rank 0. */
  ranks: Int32Array;
  /** How many of the rarest must be looked up: two alike texts share one of them (prefix filter). */
  rare: number;
}

/** Each text as the ranks of its pairs; ranks instead of pairs make comparing a merge of two lists. */
function ranked(asked: readonly Asked[]): Entry[] {
  const counts = new Map<number, number>();
  const sets = asked.map((one) => pairsOf(one.text));
  for (const pairs of sets) for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  const byRarity = [...counts].sort(([a, n], [b, m]) => n - m || a - b);
  const rankOf = new Map(byRarity.map(([pair], rank) => [pair, rank]));
  return asked.map(({ id }, i) => {
    const ranks = Int32Array.from(sets[i] ?? [], (pair) => rankOf.get(pair) ?? 0).sort();
    return { id, ranks, rare: ranks.length - Math.ceil(NEAR * ranks.length) + 1 };
  });
}

/** Share of common pairs, or 0 as soon as it cannot exceed `floor` any more. */
function rankedLikeness(a: Int32Array, b: Int32Array, floor: number): number {
  const all = a.length + b.length;
  // Common pairs c of a union all - c: c / (all - c) >= floor.
  const needed = (floor * all) / (1 + floor) - 1e-9;
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (common + Math.min(a.length - i, b.length - j) < needed) return 0;
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) {
      common += 1;
      i += 1;
      j += 1;
    } else if (left < right) i += 1;
    else j += 1;
  }
  return all === 0 ? 1 : common / (all - common);
}

/**
 * For each new question the one that is most like it, from `NEAR` on: one of the bank or an earlier new
 * one. Two texts that share so many pairs must share one of their rarest, so only those are looked up.
 */
export function findTwins(fresh: readonly Asked[], bank: readonly Asked[]): Twin[] {
  const index = new Map<number, Entry[]>();
  const twins: Twin[] = [];
  ranked([...bank, ...fresh]).forEach((entry, i) => {
    if (i >= bank.length) {
      const twin = nearest(entry, index);
      if (twin) twins.push(twin);
    }
    for (const rank of entry.ranks.subarray(0, entry.rare)) {
      const known = index.get(rank);
      if (!known) index.set(rank, [entry]);
      else if (known.length < CANDIDATES) known.push(entry);
    }
  });
  return twins;
}

function nearest(entry: Entry, index: ReadonlyMap<number, readonly Entry[]>): Twin | undefined {
  const seen = new Set<string>();
  let best: Twin | undefined;
  for (const rank of entry.ranks.subarray(0, entry.rare)) {
    for (const other of index.get(rank) ?? []) {
      if (seen.size >= CANDIDATES) return best;
      if (seen.has(other.id)) continue;
      seen.add(other.id);
      const share = rankedLikeness(entry.ranks, other.ranks, best?.likeness ?? NEAR);
      if (share < NEAR || share <= (best?.likeness ?? 0)) continue;
      best = { id: entry.id, other: other.id, likeness: share };
      if (share === 1) return best;
    }
  }
  return best;
}
