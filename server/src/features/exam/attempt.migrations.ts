import type { AnyBulkWriteOperation } from 'mongodb';
import { streamRange } from '../../platform/journal';
import { defineMigration } from '../../platform/mongo';
import { attemptCollection, attemptJournal, type AttemptDocument } from './attempt.collection';
import type { AttemptEvent } from './attempt.events';
import { foldAttempt } from './attempt.rules';

/** Written together. */
const AT_ONCE = 500;

defineMigration({
  number: 3,
  name: 'say in each attempt how many answers and which absences its events come to',
  run: async (db) => {
    const attempts = db.collection<AttemptDocument>(attemptCollection.name);
    const events = db.collection<AttemptEvent>(attemptJournal.collection.name);
    let writes: AnyBulkWriteOperation<AttemptDocument>[] = [];
    const write = async () => {
      if (writes.length > 0) await attempts.bulkWrite(writes, { ordered: false });
      writes = [];
    };
    const projection = { answers: 1, leaves: 1 };
    for await (const { _id, answers, leaves } of attempts.find({}, { projection })) {
      const stream = leaves > 0 ? await events.find({ _id: streamRange(_id) }).toArray() : [];
      // What a newer process folded meanwhile says more than this.
      const filter = { _id, absences: { $exists: false } };
      const { absences } = foldAttempt(stream);
      const update = { $set: { answered: answers.length, absences } };
      writes.push({ updateOne: { filter, update } });
      if (writes.length === AT_ONCE) await write();
    }
    await write();
  },
});
