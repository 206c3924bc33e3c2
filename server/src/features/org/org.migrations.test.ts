import type { Role } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { definedMigrations, MongoService } from '../../platform/mongo';
import {
  personCollection,
  UNBOUND,
  unitCollection,
  type PersonDocument,
  type UnitDocument,
} from './org.collection';

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

it('migration 11 names no liaison who is suspended or no longer entrusted, and one who is', async () => {
  const kit = await Kit.start();
  const { db } = await kit.get(MongoService);
  const { liaison, officer2, leader, siblingOfficer } = kit.people;
  const people = db.collection<PersonDocument>(personCollection.name);
  const units = db.collection<UnitDocument>(unitCollection.name);
  const entrust = (_id: string, ...unitPaths: string[]) => {
    const grants = unitPaths.map((unitPath) => ({ role: 'liaison' as const, unitPath }));
    return people.updateOne({ _id }, { $set: { grants } });
  };
  const name = (_id: string, liaisonId: string) =>
    units.updateOne({ _id }, { $set: { liaisonId } });
  await people.updateOne({ _id: liaison._id }, { $set: { active: false } });
  await entrust(officer2._id, UNITS.squadron, UNITS.brigade);
  await entrust(siblingOfficer._id, UNITS.brigade);
  await name(UNITS.squadron, liaison._id);
  await name(UNITS.sibling, leader._id);
  await name(UNITS.brigade, siblingOfficer._id);
  const named = async (_id: string) => (await units.findOne({ _id }))?.liaisonId;
  for (let times = 0; times < 2; times += 1) {
    await definedMigrations()
      .find((one) => one.number === 11)!
      .run(db);
    expect(await named(UNITS.squadron)).toBe(officer2._id);
    expect(await named(UNITS.sibling)).toBeNull();
    expect(await named(UNITS.brigade)).toBe(siblingOfficer._id);
  }
  await kit.stop();
});
