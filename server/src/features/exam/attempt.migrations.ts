import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import { streamRange } from '../../platform/journal';
import { defineMigration } from '../../platform/mongo';
import { attemptCollection, attemptJournal, type AttemptDocument } from './attempt.collection';
import { foldAttempt } from './attempt.rules';
import type { EventDocument } from './attempt.stored';
import { centiOf } from './snapshot.rules';

/** Written together. */
const AT_ONCE = 500;

/** Writes of a whole collection, some at a time, in whatever order. */
async function writeAll(
  attempts: Collection<AttemptDocument>,
  all: AsyncIterable<AnyBulkWriteOperation<AttemptDocument>>,
): Promise<void> {
  let writes: AnyBulkWriteOperation<AttemptDocument>[] = [];
  const write = async () => {
    if (writes.length > 0) await attempts.bulkWrite(writes, { ordered: false });
    writes = [];
  };
  for await (const one of all) {
    writes.push(one);
    if (writes.length === AT_ONCE) await write();
  }
  await write();
}

defineMigration({
  number: 3,
  name: 'say in each attempt how many answers and which absences its events come to',
  run: async (db) => {
    const attempts = db.collection<AttemptDocument>(attemptCollection.name);
    const events = db.collection<EventDocument>(attemptJournal.collection.name);
    const folded = async function* () {
      const projection = { answers: 1, leaves: 1 };
      for await (const { _id, answers, leaves } of attempts.find({}, { projection })) {
        const stream = leaves > 0 ? await events.find({ _id: streamRange(_id) }).toArray() : [];
        // What a newer process folded meanwhile says more than this.
        const filter = { _id, absences: { $exists: false } };
        const { absences } = foldAttempt(stream.map((one) => attemptJournal.unpack(one)));
        yield { updateOne: { filter, update: { $set: { answered: answers.length, absences } } } };
      }
    };
    await writeAll(attempts, folded());
  },
});

defineMigration({
  number: 4,
  name: 'count what a machine gave within an answer that waits for a person only once it is marked',
  run: async (db) => {
    const attempts = db.collection<AttemptDocument>(attemptCollection.name);
    const counted = async function* () {
      const projection = { grades: 1, folded: 1 };
      for await (const one of attempts.find({ toMark: { $gt: 0 } }, { projection })) {
        const { _id, folded, grades } = one;
        yield {
          updateOne: { filter: { _id, folded }, update: { $set: { centi: centiOf(grades) } } },
        };
      }
    };
    await writeAll(attempts, counted());
  },
});
