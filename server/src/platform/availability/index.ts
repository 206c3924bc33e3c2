/** Why a person cannot be asked to do something at this moment. */
export type BusyReason = 'on_shift' | 'incident' | 'leave';

/** Which of these people are busy now, and why. */
export type BusyFinder = (personIds: readonly string[]) => Promise<Map<string, BusyReason>>;

/** Which of these people were busy at some moment of [from, to], and why. */
export type BusyWithinFinder = (
  personIds: readonly string[],
  from: Date,
  to: Date,
) => Promise<Map<string, BusyReason>>;

const finders = new Map<string, BusyFinder>();
const withinFinders = new Map<string, BusyWithinFinder>();

/** Each feature that knows when people are busy registers at start; jobs do not import one another. */
export function registerBusy(name: string, finder: BusyFinder): void {
  finders.set(name, finder);
}

/** The same of a time that is past; for who is known by more than days. */
export function registerBusyWithin(name: string, finder: BusyWithinFinder): void {
  withinFinders.set(name, finder);
}

const WEIGHT: Record<BusyReason, number> = { on_shift: 1, leave: 2, incident: 3 };

/** Which of these people are busy now; the weightiest reason of each. */
export async function busyNow(personIds: readonly string[]): Promise<Map<string, BusyReason>> {
  const found = [...finders.values()].map((finder) => finder(personIds));
  return weightiest(await Promise.all(found));
}

/** Which of these people were busy at some moment of [from, to]; the weightiest reason of each. */
export async function busyWithin(
  personIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, BusyReason>> {
  const found = [...withinFinders.values()].map((finder) => finder(personIds, from, to));
  return weightiest(await Promise.all(found));
}

function weightiest(found: readonly ReadonlyMap<string, BusyReason>[]): Map<string, BusyReason> {
  const busy = new Map<string, BusyReason>();
  for (const [personId, reason] of found.flatMap((one) => [...one])) {
    const known = busy.get(personId);
    if (!known || WEIGHT[reason] > WEIGHT[known]) busy.set(personId, reason);
  }
  return busy;
}
