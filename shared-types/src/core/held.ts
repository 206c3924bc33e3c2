import { day } from './time';
import { z } from './zod';

/** What rules of the house begin with: each version holds from a day on, until a later one does. */
export const heldVersion = z.object({
  version: z.int().check(z.minimum(1)),
  /** First day that it holds for, Asia/Shanghai. */
  from: day,
});
export type HeldVersion = z.infer<typeof heldVersion>;

/** Whether versions count up, each from a later day: what has held is never edited. */
export function inHeldOrder(all: readonly HeldVersion[]): boolean {
  return all.every((one, index) => {
    const before = all[index - 1];
    return !before || (before.version < one.version && before.from < one.from);
  });
}

/** The version that holds on a day, of some in their order; before the first, the first. */
export function heldOn<T extends HeldVersion>(all: readonly T[], on: string): T {
  const found = [...all].reverse().find(({ from }) => from <= on) ?? all[0];
  if (!found) throw new RangeError('no version at all');
  return found;
}
