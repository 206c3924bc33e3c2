import { SharedReads } from '../mongo';

/** One kind of thing that the service holds on a person. */
export interface Holding {
  /** A code, e.g. `duty_entries`; the screen has a word for it. */
  name: string;
  /** How many of that person's there are. */
  count(personId: string): Promise<number>;
}

const holdings = new Map<string, Holding>();

/** Each feature registers at start what it keeps on people, so that they can see it (PIPL art. 45). */
export function registerHolding(holding: Holding): void {
  holdings.set(holding.name, holding);
}

const shared = new SharedReads();

/** What is held on one person, by kind. A page that asks twice at once is counted for once. */
export function countHoldings(personId: string): Promise<{ name: string; count: number }[]> {
  const count = async (one: Holding) => ({ name: one.name, count: await one.count(personId) });
  return shared.read(personId, () => Promise.all([...holdings.values()].map(count)));
}
