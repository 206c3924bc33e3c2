import { Kit } from '../../../test/kit';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { personCollection, UNBOUND } from './org.collection';

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
