/** Why a person cannot be asked to do something at this moment. */
export type BusyReason = 'on_shift' | 'incident' | 'leave';

/** Which of these people are busy now, and why. */
export type BusyFinder = (personIds: readonly string[]) => Promise<Map<string, BusyReason>>;

const finders = new Map<string, BusyFinder>();

/** Each feature that knows when people are busy registers at start; jobs do not import one another. */
export function registerBusy(name: string, finder: BusyFinder): void {
  finders.set(name, finder);
}

const WEIGHT: Record<BusyReason, number> = { on_shift: 1, leave: 2, incident: 3 };

/** Which of these people are busy now; the weightiest reason of each. */
export async function busyNow(personIds: readonly string[]): Promise<Map<string, BusyReason>> {
  const busy = new Map<string, BusyReason>();
  for (const finder of finders.values()) {
    for (const [personId, reason] of await finder(personIds)) {
      const known = busy.get(personId);
      if (!known || WEIGHT[reason] > WEIGHT[known]) busy.set(personId, reason);
    }
  }
  return busy;
}
