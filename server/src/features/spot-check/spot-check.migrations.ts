import { defineMigration } from '../../platform/mongo';
import { checkCollection, type CheckDocument } from './spot-check.collection';

defineMigration({
  number: 7,
  name: 'count the sealed checks again that somebody disputes: their team items stay out of the sums',
  // The job derives them again; all that follows from a check is the same however often it is derived.
  run: async (db) => {
    await db
      .collection<CheckDocument>(checkCollection.name)
      .updateMany(
        { sealed: true, 'acknowledgements.disagree': true },
        { $set: { derivedAt: null } },
      );
  },
});
