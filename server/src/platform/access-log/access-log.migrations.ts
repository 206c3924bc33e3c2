import { defineMigration } from '../mongo';
import { accessJournal } from './access-log.collection';

defineMigration({
  number: 5,
  name: 'drop the indexes of readings that nothing asks by: their ids begin with the subject',
  run: async (db) => {
    const { name: collection } = accessJournal.collection;
    if (!(await db.listCollections({ name: collection }).hasNext())) return;
    const readings = db.collection(collection);
    const names = (await readings.indexes()).map(({ name }) => name);
    for (const name of ['subjectId_1__id_-1', 'readerId_1__id_-1']) {
      if (names.includes(name)) await readings.dropIndex(name);
    }
  },
});
