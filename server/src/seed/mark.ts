import { DAY_MS, dayStart } from '@qiangji/shared-types';
import type { Db } from 'mongodb';

/** Says of a database that it holds the demo, and whether its seeding came to its end. */
export interface SeedMark {
  _id: 'demo';
  done: boolean;
  /** The day with which its sixty days end; marks from before it was kept have none. */
  day?: string;
}

export const SEED_MARKS = 'seed_marks';

export function findMark(db: Db): Promise<SeedMark | null> {
  return db.collection<SeedMark>(SEED_MARKS).findOne({ _id: 'demo' });
}

/** So long (days) nothing is said: a demo of a Friday is still good on Monday. */
const FRESH_DAYS = 3;
/** How the line begins; scripts/lib/demo.mjs knows it by that and shows it. */
const OLD = 'the demo is of ';

/** What is said of a demo that has aged, and how to begin anew; null where it has not, or where nobody knows. */
export function ageOf({ day }: SeedMark, today: string): string | null {
  if (day === undefined) return null;
  const days = Math.round((dayStart(today) - dayStart(day)) / DAY_MS);
  if (days <= FRESH_DAYS) return null;
  return (
    `${OLD}${day}, ${days} days ago: to begin anew, stop it, remove the folder .qiangji ` +
    '(or what QIANGJI_HOME names; a database of your own is yours to empty) and start again'
  );
}
