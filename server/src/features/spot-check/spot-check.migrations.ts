import type { Db } from 'mongodb';
import { defineMigration } from '../../platform/mongo';
import { checkCollection, type CheckDocument } from './spot-check.collection';

/** The job derives them again; all that follows from a check is the same however often it is derived. */
async function deriveDisputedAgain(db: Db): Promise<void> {
  await db
    .collection<CheckDocument>(checkCollection.name)
    .updateMany({ sealed: true, 'acknowledgements.disagree': true }, { $set: { derivedAt: null } });
}

defineMigration({
  number: 7,
  name: 'count the sealed checks again that somebody disputes: their team items stay out of the sums',
  run: deriveDisputedAgain,
});

defineMigration({
  number: 8,
  name: 'tell of the disputes from before they were told, and let practice go of what was taken back',
  run: deriveDisputedAgain,
});

defineMigration({
  number: 12,
  name: 'let practice go of what an earlier rule put there beside what follows now',
  run: deriveDisputedAgain,
});
