import type { AnyBulkWriteOperation } from 'mongodb';
import { defineMigration } from '../../platform/mongo';
import { attemptCollection, type AttemptDocument } from './attempt.collection';
import { markingCollection, type MarkingDocument } from './marking.collection';

/** Read and written together. */
const AT_ONCE = 500;

defineMigration({
  number: 13,
  name: 'say in each marking which answer of its attempt it is of: one that comes in late is told from it',
  run: async (db) => {
    const markings = db.collection<MarkingDocument>(markingCollection.name);
    const attempts = db.collection<AttemptDocument>(attemptCollection.name);
    let after = '';
    for (;;) {
      const rows = await markings
        .find({ _id: { $gt: after }, answerSeq: { $exists: false } })
        .project<Pick<MarkingDocument, '_id' | 'attemptId' | 'code'>>({ attemptId: 1, code: 1 })
        .sort({ _id: 1 })
        .limit(AT_ONCE)
        .toArray();
      const ids = [...new Set(rows.map((row) => row.attemptId))];
      const found = await attempts
        .find({ _id: { $in: ids } }, { projection: { answers: 1 } })
        .toArray();
      const answersOf = new Map(found.map(({ _id, answers }) => [_id, answers]));
      const writes = rows.flatMap(
        ({ _id, attemptId, code }): AnyBulkWriteOperation<MarkingDocument>[] => {
          const answers = answersOf.get(attemptId);
          if (!answers) return [];
          const answerSeq = answers.find((one) => one.code === code)?.seq ?? null;
          // What a newer process wrote meanwhile knows better.
          const filter = { _id, answerSeq: { $exists: false } };
          return [{ updateOne: { filter, update: { $set: { answerSeq } } } }];
        },
      );
      if (writes.length > 0) await markings.bulkWrite(writes, { ordered: false });
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      after = last._id;
    }
  },
});
