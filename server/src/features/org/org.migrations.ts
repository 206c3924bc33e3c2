import type { Role } from '@qiangji/shared-types';
import { defineMigration } from '../../platform/mongo';
import {
  personCollection,
  UNBOUND,
  unitCollection,
  type PersonDocument,
  type UnitDocument,
} from './org.collection';
import { liaisonOf } from './roster.rules';

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

defineMigration({
  number: 11,
  name: 'name as liaison of each unit only somebody who is entrusted with it and not suspended',
  run: async (db) => {
    const units = db.collection<UnitDocument>(unitCollection.name);
    const entrusted = await db
      .collection<PersonDocument>(personCollection.name)
      .find({ 'grants.role': 'liaison', active: true })
      .sort({ _id: 1 })
      .toArray();
    for (const { _id, liaisonId } of await units.find({}).toArray()) {
      const able = entrusted.filter((one) => liaisonOf(one).includes(_id)).map((one) => one._id);
      if (liaisonId !== null && able.includes(liaisonId)) continue;
      // Unless the roster named another meanwhile.
      await units.updateOne({ _id, liaisonId }, { $set: { liaisonId: able[0] ?? null } });
    }
  },
});
