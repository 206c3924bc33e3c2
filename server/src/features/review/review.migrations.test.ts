import { Kit } from '../../../test/kit';
import { reviewDay, UNIT } from '../../../test/review-fixture';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { reviewDayCollection, reviewWeekCollection } from './review.collection';

it('migration 2 folds days that are there into weeks, and leaves weeks that are there alone', async () => {
  const kit = await Kit.start();
  const mongo = await kit.get(MongoService);
  const spot = { spot: { unitPath: UNIT, checked: 4, passed: 3 } };
  const rows = ['2026-07-06', '2026-07-12', '2026-07-13'].map((day) => reviewDay(day, spot));
  const derived = { ...reviewDay('2026-07-06', spot, { personId: 'q' }) };
  await mongo.collection(reviewDayCollection).insertMany([...rows, derived]);
  const weeks = mongo.collection(reviewWeekCollection);
  const kept = { from: '2026-07-06', to: '2026-07-12', nightDays: [], ready: 0 };
  await weeks.insertOne({
    ...kept,
    _id: `q:2026-07-06:${UNIT}`,
    personId: 'q',
    unitPath: UNIT,
    parts: { ...derived.parts, spot: { unitPath: UNIT, checked: 9, passed: 9 } },
    version: 3,
    schemaVersion: 1,
  });
  const { run } = definedMigrations().find((one) => one.number === 2)!;
  await run(mongo.db);
  await run(mongo.db);
  const found = await weeks.find({}).sort({ personId: 1, from: 1 }).toArray();
  expect(found.map(({ from, parts, version }) => [from, parts.spot?.checked, version])).toEqual([
    ['2026-07-06', 8, 1],
    ['2026-07-13', 4, 1],
    ['2026-07-06', 9, 3],
  ]);
  await kit.stop();
});
