import { groupBy } from '../../platform/group-by';

interface OnDay {
  day: string;
  occurredAt: Date;
}

const inTime = (a: OnDay, b: OnDay) => a.occurredAt.getTime() - b.occurredAt.getTime();

/**
 * Every shift with the readiness check that counts for it, or none: a figure of three out of five shows the two
 * without one too. As many of a day's shifts have one as `dayOfParts` counts. A check goes to the next shift that
 * began after it; one that was late to a shift that has none.
 */
export function shiftsChecked<S extends OnDay, C extends OnDay>(
  shifts: readonly S[],
  checks: readonly C[],
): { shift: S; check: C | null }[] {
  const checksOf = groupBy(checks, (one) => one.day);
  return [...groupBy(shifts, (one) => one.day)].flatMap(([day, own]) => {
    const inOrder = [...own].sort(inTime);
    const found = new Map<S, C>();
    const give = (check: C, fits: (shift: S) => boolean): boolean => {
      const shift = inOrder.find((one) => !found.has(one) && fits(one));
      if (shift) found.set(shift, check);
      return shift !== undefined;
    };
    const late = [...(checksOf.get(day) ?? [])]
      .sort(inTime)
      .filter((check) => !give(check, (shift) => shift.occurredAt >= check.occurredAt));
    for (const check of late) give(check, () => true);
    return inOrder.map((shift) => ({ shift, check: found.get(shift) ?? null }));
  });
}
