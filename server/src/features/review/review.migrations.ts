import { defineMigration } from '../../platform/mongo';
import {
  dutiesDueCollection,
  reviewDayCollection,
  reviewWeekCollection,
  type DutiesDueDocument,
  type ReviewDayDocument,
  type ReviewWeekDocument,
} from './review.collection';
import { weeksOf } from './span.rules';

defineMigration({
  number: 2,
  name: 'fold the days of reviews into weeks',
  run: async (db) => {
    const days = db.collection<ReviewDayDocument>(reviewDayCollection.name);
    const weeks = db.collection<ReviewWeekDocument>(reviewWeekCollection.name);
    for (const personId of (await days.distinct('personId')) as string[]) {
      const folded = weeksOf(await days.find({ personId }).toArray());
      const writes = [...folded.values()].map((week) => ({
        // Whoever derives at the same time knows better: what is there stays.
        updateOne: {
          filter: { _id: week._id },
          update: { $setOnInsert: { ...week, version: 1 } },
          upsert: true,
        },
      }));
      if (writes.length > 0) await weeks.bulkWrite(writes, { ordered: false });
    }
  },
});

defineMigration({
  number: 10,
  name: 'ask for the duties of all days anew: one that was opened twice was counted twice',
  run: async (db) => {
    if (!(await db.collection<ReviewDayDocument>(reviewDayCollection.name).findOne({}))) return;
    await db
      .collection<DutiesDueDocument>(dutiesDueCollection.name)
      .updateOne({ _id: 'duties' }, { $setOnInsert: { after: '' } }, { upsert: true });
  },
});
