import { addDays, type Away } from '@qiangji/shared-types';

type Days = Pick<Away, 'from' | 'to'>;

/** Whether leaves, one after another, fill every day from `from` to `to`. */
export function covers(spans: readonly Days[], from: string, to: string): boolean {
  let next = from;
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (span.from > next) return false;
    if (span.to >= next) next = addDays(span.to, 1);
    if (next > to) return true;
  }
  return false;
}
