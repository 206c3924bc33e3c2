import type { AttemptScore, SittingState, UnitResult } from '@qiangji/shared-types';

/** One person of an exam with what counts for them. */
export interface PersonOutcome {
  unitPath: string;
  state: SittingState;
  /** Null where nothing was handed in. */
  score: AttemptScore | null;
}

const BIN_BP = 1_000;
const FULL_BP = 10_000;

/** Share of the points of a wholly marked paper; null while something waits. */
export function shareBpOf(score: AttemptScore | null): number | null {
  if (score === null || score.waiting > 0 || score.maxCenti === 0) return null;
  return Math.round((score.centi * FULL_BP) / score.maxCenti);
}

/** What some people came to. Where nobody has a figure, it is null: no data is not zero. */
export function countUnit(
  people: readonly PersonOutcome[],
  unit: { unitPath: string; unitName: string },
  hasPassRule: boolean,
): UnitResult {
  const inState = (...states: SittingState[]) =>
    people.filter((one) => states.includes(one.state)).length;
  const scores = people.flatMap((one) => one.score ?? []);
  const shares = scores.flatMap((one) => shareBpOf(one) ?? []);
  const judged = scores.filter((one) => one.passed !== null);
  const none = !hasPassRule || judged.length === 0;
  const sum = shares.reduce((all, one) => all + one, 0);
  return {
    ...unit,
    assigned: people.length,
    handedIn: scores.length,
    absent: inState('absent'),
    deferred: inState('deferred'),
    unreached: inState('unreached'),
    open: inState('not_started', 'in_progress'),
    waiting: scores.filter((one) => one.waiting > 0).length,
    passed: none ? null : judged.filter((one) => one.passed).length,
    failed: none ? null : judged.filter((one) => !one.passed).length,
    meanBp: shares.length === 0 ? null : Math.round(sum / shares.length),
  };
}

/** A row for each unit, in the order of the units' paths. */
export function countUnits(
  people: readonly PersonOutcome[],
  nameOf: (unitPath: string) => string,
  hasPassRule: boolean,
): UnitResult[] {
  const byUnit = new Map<string, PersonOutcome[]>();
  for (const one of people) {
    const own = byUnit.get(one.unitPath);
    if (own) own.push(one);
    else byUnit.set(one.unitPath, [one]);
  }
  return [...byUnit]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unitPath, own]) => {
      return countUnit(own, { unitPath, unitName: nameOf(unitPath) }, hasPassRule);
    });
}

/** How many wholly marked papers lie in each tenth of the points; none where there is no paper. */
export function binsOf(people: readonly PersonOutcome[]) {
  const shares = people.flatMap((one) => shareBpOf(one.score) ?? []);
  if (shares.length === 0) return [];
  return Array.from({ length: FULL_BP / BIN_BP }, (_, i) => {
    const [fromBp, toBp] = [i * BIN_BP, (i + 1) * BIN_BP];
    const last = toBp === FULL_BP;
    const inside = shares.filter((one) => one >= fromBp && (one < toBp || (last && one === toBp)));
    return { fromBp, toBp, people: inside.length };
  });
}
