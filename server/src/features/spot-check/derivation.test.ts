import { dayOf, spotCheckContract, weekStart, type SpotCheck } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { practiceOf } from '../../../test/quiz-fixture';
import { sealedCheck } from '../../../test/spot-check-fixture';
import { JobService } from '../../platform/jobs';
import { now, shiftClock } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { NoticeService } from '../notice';
import { personCollection } from '../org';
import { TopicNeedService } from '../standard';
import { FindingService } from './finding.service';

const { acknowledge, findCheck, listFindings, settleDispute } = spotCheckContract;
const BUREAU = { unitPaths: [UNITS.bureau] };

let kit: Kit;

beforeEach(async () => {
  kit = await Kit.start();
});

afterEach(async () => {
  jest.restoreAllMocks();
  shiftClock(0);
  await kit.stop();
});

async function needs(key: PersonKey) {
  const service = await kit.get(TopicNeedService);
  return service.listWaiting(kit.people[key]._id);
}

async function everything() {
  const findings = await (await kit.get(FindingService)).listFindings(BUREAU, {});
  return { findings: findings.length, officer: (await needs('officer')).length };
}

describe('what follows from a sealed check', () => {
  it('closes the loop: one need for each person and topic, however many items failed', async () => {
    await sealedCheck(kit);
    const own = await needs('officer');
    expect(own.map((need) => need.topic).sort()).toEqual(['recorder', 'uniform']);
    expect(own.find((need) => need.topic === 'uniform')?.reason).toContain('；');
    expect((await needs('auxiliary')).map((need) => need.topic)).toEqual(['recorder']);
  });

  it('concerns all active people of the squadron where the team was at fault, and them alone', async () => {
    const { officer3 } = kit.people;
    const persons = (await kit.get(MongoService)).collection(personCollection);
    await persons.updateOne({ _id: officer3._id }, { $set: { active: false } });
    const { id } = await sealedCheck(kit);
    for (const as of ['officer2', 'leader', 'liaison'] as const) {
      expect((await needs(as)).map((need) => need.topic)).toEqual(['recorder']);
      const set = await practiceOf(kit, as, dayOf(now()));
      expect(set.reasons).toMatchObject([{ topic: 'recorder', piece: expect.anything() }]);
      expect(set.questions.filter((one) => one.needId)).toHaveLength(3);
    }
    for (const as of ['officer3', 'siblingOfficer', 'inspector', 'office'] as const) {
      expect(await needs(as)).toEqual([]);
    }
    // They were not checked, and read nothing of the check.
    await kit.fails(findCheck, { params: { checkId: id } }, 'officer2', 'NOT_FOUND');
    const { items } = await kit.ok(listFindings, { query: {} }, 'officer2');
    expect(items).toEqual([]);
  });

  it('stays with those who were of the squadron at the seal, however often it follows', async () => {
    const { officer2, siblingOfficer } = kit.people;
    const sealed = await sealedCheck(kit);
    const persons = (await kit.get(MongoService)).collection(personCollection);
    const move = (_id: string, unitPath: string) =>
      persons.updateOne({ _id }, { $set: { unitPath, updatedAt: new Date() } });
    await move(siblingOfficer._id, UNITS.squadron);
    await move(officer2._id, UNITS.sibling);
    const body = { ...phoneWrite(), disagree: true, answer: '当天送修' };
    await kit.ok(acknowledge, { params: { checkId: sealed.id }, body }, 'officer');
    expect(await needs('siblingOfficer')).toEqual([]);
    expect(await needs('officer2')).toHaveLength(1);
    const settling = { outcome: 'withdrawn' as const, reason: '有登记' };
    const settled = { ...phoneWrite(), personId: kit.people.officer._id, ...settling };
    await kit.ok(settleDispute, { params: { checkId: sealed.id }, body: settled }, 'office');
    expect(await needs('officer2')).toEqual([]);
  });

  it('is taken up by the job where the service fell over between the steps, and made once', async () => {
    const service = await kit.get(TopicNeedService);
    const append = jest.spyOn(service, 'appendAll').mockRejectedValueOnce(new Error('killed here'));
    const sealed = await sealedCheck(kit);
    // The seal stands and says so, though its findings stopped halfway.
    expect(sealed.state).toBe('recorded');
    expect(await everything()).toEqual({ findings: 3, officer: 0 });
    const notices = await kit.get(NoticeService);
    jest.spyOn(notices, 'appendAll').mockRejectedValueOnce(new Error('and here again'));
    const jobs = await kit.get(JobService);
    await jobs.runDue();
    expect(await everything()).toEqual({ findings: 3, officer: 2 });
    shiftClock(120_000);
    await jobs.runDue();
    append.mockRestore();
    const params = { checkId: sealed.id };
    expect((await kit.ok(findCheck, { params }, 'inspector')).state).toBe('notice_issued');
    shiftClock(240_000);
    await jobs.runDue();
    expect(await everything()).toEqual({ findings: 3, officer: 2 });
  });

  it('counts items checked and passed by person and day, by squadron and week, each with its n', async () => {
    await sealedCheck(kit);
    const findings = await kit.get(FindingService);
    const { officer, auxiliary } = kit.people;
    const today = dayOf(Date.now());
    const range = { from: today, to: today };
    const days = await findings.countsByPersonDay(BUREAU, range);
    expect(days).toHaveLength(2);
    expect(days).toContainEqual({ personId: officer._id, day: today, checked: 5, passed: 3 });
    expect(days).toContainEqual({ personId: auxiliary._id, day: today, checked: 1, passed: 1 });
    expect(await findings.countsBySquadronWeek(BUREAU, range)).toEqual([
      { squadronPath: UNITS.squadron, week: weekStart(today), checked: 8, passed: 5 },
    ]);
    expect(await findings.countsByPersonDay({ unitPaths: [UNITS.sibling] }, range)).toEqual([]);
    expect(await findings.countsByPersonDay(BUREAU, { to: '2026-01-01' })).toEqual([]);
  });

  it('leaves disputed results out of the sums until they are settled', async () => {
    const sealed: SpotCheck = await sealedCheck(kit);
    const findings = await kit.get(FindingService);
    const params = { checkId: sealed.id };
    const disagree = { ...phoneWrite(), disagree: true, answer: '胸号当天送修，有登记' };
    await kit.ok(acknowledge, { params, body: disagree }, 'officer', (seen) => {
      expect(seen.disputed).toBe(true);
      expect(seen.findings.filter((one) => one.disputed)).toHaveLength(3);
    });
    const { officer } = kit.people;
    const query = { personId: officer._id };
    expect(await findings.countsByPersonDay(BUREAU, query)).toEqual([]);
    expect((await findings.countsBySquadronWeek(BUREAU, {}))[0]).toMatchObject({
      // The team's items are disputed with them: what is left is the other one's.
      checked: 1,
      passed: 1,
    });
    const kept = await findings.listFindings(BUREAU, query);
    expect(kept.every((one) => one.disputedBy.includes(officer._id))).toBe(true);
    const settled = { ...phoneWrite(), disagree: false, answer: '说清楚了' };
    await kit.ok(acknowledge, { params, body: settled }, 'officer');
    expect(await findings.countsByPersonDay(BUREAU, query)).toHaveLength(1);
    expect((await findings.countsBySquadronWeek(BUREAU, {}))[0]).toMatchObject({
      checked: 8,
      passed: 5,
    });
    expect((await kit.ok(findCheck, { params }, 'leader')).state).toBe('notice_issued');
  });
});
