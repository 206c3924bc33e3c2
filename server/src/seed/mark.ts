import type { Db } from 'mongodb';

/** Says of a database that it holds the demo, and whether its seeding came to its end. */
export interface SeedMark {
  _id: 'demo';
  done: boolean;
}

export const SEED_MARKS = 'seed_marks';

export function findMark(db: Db): Promise<SeedMark | null> {
  return db.collection<SeedMark>(SEED_MARKS).findOne({ _id: 'demo' });
}
