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
const callFinders = new Map<string, BusyWithinFinder>();
const withinFinders = new Map<string, BusyWithinFinder>();

/** Each feature that knows when people are busy registers at start; jobs do not import one another. */
export function registerBusy(name: string, finder: BusyFinder): void {
  finders.set(name, finder);
}

/** The same of a time that is past; for who is known by more than days. */
export function registerBusyWithin(name: string, finder: BusyWithinFinder): void {
  withinFinders.set(name, finder);
}

/** Who was called to something that began in [from, to]: not what they were in before. */
export function registerCalledWithin(name: string, finder: BusyWithinFinder): void {
  callFinders.set(name, finder);
}

const WEIGHT: Record<BusyReason, number> = { on_shift: 1, leave: 2, incident: 3 };

/** Which of these people are busy now; the weightiest reason of each. */
export async function busyNow(personIds: readonly string[]): Promise<Map<string, BusyReason>> {
  return askedAll(finders, personIds);
}

/** Which of these people were busy at some moment of [from, to]; the weightiest reason of each. */
export async function busyWithin(
  personIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, BusyReason>> {
  return askedAll(withinFinders, personIds, from, to);
}

/** Which of these people were called away after `from`, `to` at the latest; the weightiest reason of each. */
export async function calledWithin(
  personIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, BusyReason>> {
  return askedAll(callFinders, personIds, from, to);
}

async function askedAll<A extends unknown[]>(
  of: ReadonlyMap<string, (...asked: A) => Promise<Map<string, BusyReason>>>,
  ...asked: A
): Promise<Map<string, BusyReason>> {
  return weightiest(await Promise.all([...of.values()].map((finder) => finder(...asked))));
}

function weightiest(found: readonly ReadonlyMap<string, BusyReason>[]): Map<string, BusyReason> {
  const busy = new Map<string, BusyReason>();
  for (const [personId, reason] of found.flatMap((one) => [...one])) {
    const known = busy.get(personId);
    if (!known || WEIGHT[reason] > WEIGHT[known]) busy.set(personId, reason);
  }
  return busy;
}
