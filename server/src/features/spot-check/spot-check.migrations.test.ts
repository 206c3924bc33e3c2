import { DAY_MS, noticeContract, spotCheckContract as c } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { sealedCheck } from '../../../test/spot-check-fixture';
import { shiftClock } from '../../platform/clock';
import { JobService } from '../../platform/jobs';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { OrgService, personCollection } from '../org';
import { TopicNeedService } from '../standard';
import { DisputeNews } from './dispute.news';
import { FindingService } from './finding.service';
import { tallyCollection } from './spot-check.collection';

let kit: Kit;

beforeEach(async () => {
  kit = await Kit.start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  shiftClock(0);
  await kit.stop();
});

/** Runs a migration, and the job after it. */
async function migrate(number: number, afterMs: number): Promise<void> {
  const { db } = await kit.get(MongoService);
  await definedMigrations()
    .find((one) => one.number === number)!
    .run(db);
  shiftClock(afterMs);
  await (await kit.get(JobService)).runDue();
}

const disagreeing = () => ({ ...phoneWrite(), disagree: true, answer: '当天送修' });

it('takes out of the sums the team’s items that were disputed before they stayed out', async () => {
  const sealed = await sealedCheck(kit);
  const params = { checkId: sealed.id };
  await kit.ok(c.acknowledge, { params, body: disagreeing() }, 'officer');
  const mongo = await kit.get(MongoService);
  const team = { _id: `${sealed.id}:team` };
  // As it was derived before.
  await mongo.collection(tallyCollection).updateOne(team, { $set: { disputed: false } });
  const counts = async () =>
    (await kit.get(FindingService)).countsBySquadronWeek({ unitPaths: [UNITS.bureau] }, {});
  expect(await counts()).toMatchObject([{ checked: 3 }]);
  await migrate(7, 120_000);
  expect(await counts()).toMatchObject([{ checked: 1 }]);
});

async function told(as: PersonKey) {
  const { items } = await kit.ok(noticeContract.listMine, { query: {} }, as);
  return items.map((one) => one.title).sort();
}

it('tells of the disputes from before they were told, each once and nothing else again', async () => {
  const params = { checkId: (await sealedCheck(kit)).id };
  const tell = jest.spyOn(DisputeNews.prototype, 'tell').mockResolvedValue();
  await kit.ok(c.acknowledge, { params, body: disagreeing() }, 'officer');
  tell.mockRestore();
  const before = await told('leader');
  expect(before).toEqual(['湖塘中队的督察结果']);
  for (const afterMs of [120_000, 240_000]) {
    await migrate(8, afterMs);
    for (const as of ['inspector', 'inspector2', 'office'] as const)
      expect(await told(as)).toEqual(['陈立对督察结果有不同意见']);
    expect(await told('leader')).toEqual([...before, '陈立对督察结果有不同意见']);
    expect(await told('officer')).toEqual(['督察结果出来了']);
  }
});

it('tells a dispute from before to nobody who came to lead since, nor the result', async () => {
  const params = { checkId: (await sealedCheck(kit)).id };
  const tell = jest.spyOn(DisputeNews.prototype, 'tell').mockResolvedValue();
  await kit.ok(c.acknowledge, { params, body: disagreeing() }, 'officer');
  tell.mockRestore();
  const people = (await kit.get(MongoService)).collection(personCollection);
  const grants = [{ role: 'squadron_leader' as const, unitPath: UNITS.squadron }];
  await people.updateOne(
    { _id: kit.people.officer2._id },
    { $set: { grants, updatedAt: new Date() } },
  );
  (await kit.get(OrgService)).forget();
  for (const days of [3, 6]) {
    await migrate(8, days * DAY_MS);
    kit.tokens.clear();
    expect(await told('leader')).toContain('陈立对督察结果有不同意见');
    expect(await told('office')).toEqual(['陈立对督察结果有不同意见']);
    expect(await told('officer2')).toEqual([]);
  }
});

it('lets practice go of what an earlier rule put there beside what follows now', async () => {
  const check = await sealedCheck(kit);
  await kit.ok(c.acknowledge, { params: { checkId: check.id }, body: disagreeing() }, 'officer');
  const needs = await kit.get(TopicNeedService);
  const { _id: personId } = kit.people.officer;
  const before = await needs.listLatest(personId);
  // The second fault of a topic had a need of its own.
  const second = check.findings.find((one) => one.itemCode === 'A2')!;
  const { unitPath, topic, reason } = before.find((one) => one.topic === second.topic)!;
  const doubled = { personId, unitPath, topic, reason, findingId: second.id, pieceSlug: null };
  await needs.appendAll([doubled]);
  expect(await needs.listLatest(personId)).toHaveLength(before.length + 1);
  await migrate(12, 120_000);
  expect(await needs.listLatest(personId)).toEqual(before);
});

it('lets practice go of what was taken back while that changed nothing there', async () => {
  const params = { checkId: (await sealedCheck(kit)).id };
  await kit.ok(c.acknowledge, { params, body: disagreeing() }, 'officer');
  const needs = await kit.get(TopicNeedService);
  const withdraw = jest.spyOn(needs, 'withdraw').mockResolvedValue();
  const { _id: personId } = kit.people.officer;
  const body = { ...phoneWrite(), personId, outcome: 'withdrawn' as const, reason: '有登记' };
  await kit.ok(c.settleDispute, { params, body }, 'office');
  withdraw.mockRestore();
  expect(await needs.listLatest(personId)).toHaveLength(2);
  await migrate(8, 120_000);
  expect(await needs.listLatest(personId)).toEqual([]);
});
