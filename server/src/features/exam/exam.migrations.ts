import { defineMigration } from '../../platform/mongo';
import { examCollection, type ExamDocument } from './exam.collection';

defineMigration({
  number: 6,
  name: 'note of exams that are settled that their papers were looked at: none is set aside years later',
  run: async (db) => {
    await db
      .collection<ExamDocument>(examCollection.name)
      .updateMany({ settledAt: { $ne: null }, judgedUntil: { $exists: false } }, [
        { $set: { judgedUntil: '$settledAt' } },
      ]);
  },
});
