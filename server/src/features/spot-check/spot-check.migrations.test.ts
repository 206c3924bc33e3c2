import { spotCheckContract as c } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { sealedCheck } from '../../../test/spot-check-fixture';
import { shiftClock } from '../../platform/clock';
import { JobService } from '../../platform/jobs';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { FindingService } from './finding.service';
import { tallyCollection } from './spot-check.collection';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});
afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

it('takes out of the sums the team’s items that were disputed before they stayed out', async () => {
  const sealed = await sealedCheck(kit);
  const params = { checkId: sealed.id };
  const body = { ...phoneWrite(), disagree: true, answer: '当天送修' };
  await kit.ok(c.acknowledge, { params, body }, 'officer');
  const mongo = await kit.get(MongoService);
  const team = { _id: `${sealed.id}:team` };
  // As it was derived before.
  await mongo.collection(tallyCollection).updateOne(team, { $set: { disputed: false } });
  const counts = async () =>
    (await kit.get(FindingService)).countsBySquadronWeek({ unitPaths: [UNITS.bureau] }, {});
  expect(await counts()).toMatchObject([{ checked: 3 }]);
  await definedMigrations()
    .find((one) => one.name.includes('disputes'))!
    .run(mongo.db);
  shiftClock(120_000);
  await (await kit.get(JobService)).runDue();
  expect(await counts()).toMatchObject([{ checked: 1 }]);
});
