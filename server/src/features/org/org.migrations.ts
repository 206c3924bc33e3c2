import { defineMigration } from '../../platform/mongo';
import { personCollection, UNBOUND, type PersonDocument } from './org.collection';

defineMigration({
  number: 1,
  name: 'delete accounts and numbers of people who were suspended before suspending did so',
  run: async (db) => {
    await db
      .collection<PersonDocument>(personCollection.name)
      .updateMany({ active: false }, { $set: UNBOUND });
  },
});
