import type { CheckDocument } from './spot-check.collection';

/** Others go than were sent: who was replaced stays known, since their phones may not have heard of it. */
export function reassigned(
  { inspectorIds: before, formerInspectorIds = [], reassigned: earlier = [] }: CheckDocument,
  inspectorIds: string[],
  act: { by: string; at: Date; reason: string; opId: string },
): Pick<CheckDocument, 'inspectorIds' | 'formerInspectorIds' | 'reassigned'> {
  const former = [...new Set([...formerInspectorIds, ...before])];
  return {
    inspectorIds,
    formerInspectorIds: former.filter((id) => !inspectorIds.includes(id)),
    reassigned: [...earlier, { ...act, before }],
  };
}

/**
 * Who goes by an act, and who need not go any more: of those only for whom it is still so, where it is repeated
 * after another one. Null where the act sent nobody.
 */
export function sentBy(
  { inspectorIds, reassigned: acts = [] }: CheckDocument,
  opId: string,
): { on: string[]; off: string[]; reason: string } | null {
  const index = acts.findIndex((one) => one.opId === opId);
  const act = acts[index];
  if (!act) return null;
  const { before, reason } = act;
  const after = acts[index + 1]?.before ?? inspectorIds;
  return {
    on: after.filter((id) => !before.includes(id) && inspectorIds.includes(id)),
    off: before.filter((id) => !after.includes(id) && !inspectorIds.includes(id)),
    reason,
  };
}

/** Whether the same people go, in whatever order. */
export function sameInspectors(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join() === [...b].sort().join();
}

/**
 * The inspectors with one who was replaced and had begun on site before that, without a network: they did go, so
 * they belong to the check again. Null where they began after it.
 */
export function withReturnedInspector(
  { inspectorIds, reassigned: earlier = [] }: CheckDocument,
  actorId: string,
  at: Date,
): string[] | null {
  if (inspectorIds.includes(actorId)) return inspectorIds;
  const replaced = earlier.filter(({ before }) => before.includes(actorId)).at(-1);
  return replaced && at < replaced.at ? [...inspectorIds, actorId] : null;
}
