import type { Role } from '@qiangji/shared-types';
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

/** 宣传报道员: nothing in the product was entrusted to it. */
const ENDED_ROLE = 'publicist' as Role;

defineMigration({
  number: 9,
  name: 'end the grants of a role that no policy knew',
  run: async (db) => {
    await db
      .collection<PersonDocument>(personCollection.name)
      .updateMany(
        { 'grants.role': ENDED_ROLE },
        { $pull: { grants: { role: ENDED_ROLE } }, $set: { updatedAt: new Date() } },
      );
  },
});
