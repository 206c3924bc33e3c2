import type { Collection } from 'mongodb';

/** Says of a database that it holds the demo, and whether its seeding came to its end. */
export interface SeedMark {
  _id: 'demo';
  done: boolean;
}

export const SEED_MARKS = 'seed_marks';

export async function isSeeded(marks: Collection<SeedMark>): Promise<boolean> {
  return (await marks.findOne({ _id: 'demo' }))?.done ?? false;
}
