import type { MarkedParts, MarkingTask } from '@qiangji/shared-types';

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
