import { Kit } from '../../../test/kit';
import { definedMigrations, MongoService } from '../mongo';
import { accessJournal } from './access-log.collection';

it('migration 5 leaves readings the index of their ids alone, also where it is run again', async () => {
  const kit = await Kit.start();
  const readings = (await kit.get(MongoService)).collection(accessJournal.collection);
  await readings.createIndex({ subjectId: 1, _id: -1 });
  await readings.createIndex({ readerId: 1, _id: -1 });
  expect(await readings.indexes()).toHaveLength(3);
  const { run } = definedMigrations().find((one) => one.number === 5)!;
  for (let i = 0; i < 2; i += 1) {
    await run((await kit.get(MongoService)).db);
    expect((await readings.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  }
  await kit.stop();
});
