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

/** As old as this (days) a demo still shows what it was made to show: today's rota, what waits, an exam to come. */
const FRESH_DAYS = 3;
/** With what begins what is said of an old demo: scripts/lib/demo.mjs shows the line by it. */
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
