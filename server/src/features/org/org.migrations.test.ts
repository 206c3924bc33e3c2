import type { Role } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { personCollection, UNBOUND, type PersonDocument } from './org.collection';

it('migration 1 deletes accounts and numbers of the suspended, and of nobody else', async () => {
  const kit = await Kit.start();
  const { db } = await kit.get(MongoService);
  const people = db.collection(personCollection.name);
  const staffNumber = kit.people.officer.staffNumber;
  await people.updateOne({ staffNumber }, { $set: { active: false, openid: 'o1' } });
  await definedMigrations()
    .find((one) => one.number === 1)!
    .run(db);
  expect(await people.findOne({ staffNumber })).toMatchObject(UNBOUND);
  expect(await people.countDocuments({ phone: null })).toBe(1);
  await kit.stop();
});

it('migration 9 ends the grants of a role that no policy knew, and no other', async () => {
  const kit = await Kit.start();
  const { db } = await kit.get(MongoService);
  const people = db.collection<PersonDocument>(personCollection.name);
  const { leader, clerk } = kit.people;
  const ended = { role: 'publicist' as Role, unitPath: UNITS.bureau };
  const ids = { $in: [leader._id, clerk._id] };
  await people.updateMany({ _id: ids }, { $push: { grants: ended } });
  await definedMigrations()
    .find((one) => one.number === 9)!
    .run(db);
  const kept = async (_id: string) => (await people.findOne({ _id }))?.grants;
  expect(await kept(leader._id)).toEqual(leader.grants);
  expect(await kept(clerk._id)).toEqual([]);
  await kit.stop();
});
