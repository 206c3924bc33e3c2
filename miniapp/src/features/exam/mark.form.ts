import type { MarkedParts, MarkingPart, MarkingTask } from '@qiangji/shared-types';

/** Points by criterion of a part. */
export type Points = Readonly<Record<string, number>>;

export function criterionKey(partId: string | null, criterionId: string): string {
  return `${partId ?? ''}/${criterionId}`;
}

/** The marks of all criteria; undefined while one is missing. */
export function markedParts(
  { parts }: Pick<MarkingTask, 'parts'>,
  points: Points,
): MarkedParts | undefined {
  const marked = parts.map(({ partId, criteria }) => ({
    partId,
    criteria: criteria.flatMap(({ id }) => {
      const given = points[criterionKey(partId, id)];
      return given === undefined ? [] : [{ id, points: given }];
    }),
  }));
  const complete = marked.every((part, i) => part.criteria.length === parts[i]?.criteria.length);
  return complete ? marked : undefined;
}

/** 第 3 小题怎么给分, by its place among all parts of the question; the machine judges some of them itself. */
export function partTitle(
  { body }: Pick<MarkingTask, 'body'>,
  { partId }: Pick<MarkingPart, 'partId'>,
): string {
  const at = body.kind === 'case' ? body.parts.findIndex(({ id }) => id === partId) : -1;
  return at === -1 ? '怎么给分' : `第 ${at + 1} 小题怎么给分`;
}

/** A criterion with its place in `Points`. */
export interface MarkedCriterion {
  key: string;
  /** The most that may be given. */
  most: number;
}

/** All criteria of an answer, in the order in which they are shown. */
export function criteriaOf({ parts }: Pick<MarkingTask, 'parts'>): MarkedCriterion[] {
  return parts.flatMap(({ partId, criteria }) =>
    criteria.map(({ id, points }) => ({ key: criterionKey(partId, id), most: points })),
  );
}

interface Giving {
  /** These points, and on to the next criterion. */
  give: (key: string, points: number) => void;
  /** A point more or less; one stays with the criterion. */
  step: (key: string, points: number) => void;
}

/** What the keyboard gives the criterion at hand: a digit that it is worth, or a point more or less. */
export function pointKeys(
  criterion: MarkedCriterion | undefined,
  points: Points,
  { give, step }: Giving,
): Record<string, () => void> {
  if (!criterion) return {};
  const { key, most } = criterion;
  const digits = Array.from({ length: Math.min(9, most) + 1 }, (_, n) => n);
  const by = (more: number) => () =>
    step(key, Math.min(Math.max(0, (points[key] ?? 0) + more), most));
  return {
    ...Object.fromEntries(digits.map((n) => [String(n), () => give(key, n)])),
    '+': by(1),
    '=': by(1),
    '-': by(-1),
  };
}
