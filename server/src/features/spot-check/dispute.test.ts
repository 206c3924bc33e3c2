import { DAY_MS, noticeContract, spotCheckContract, type SpotCheck } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import {
  beginCheck,
  result,
  score,
  seal,
  sealedCheck,
  signFor,
} from '../../../test/spot-check-fixture';
import { JobService } from '../../platform/jobs';
import { now, shiftClock } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { NoticeService } from '../notice';
import { OrgService, personCollection } from '../org';
import { FindingService } from './finding.service';

const { acknowledge, findCheck, settleDispute } = spotCheckContract;
const BUREAU = { unitPaths: [UNITS.bureau] };
const WORDS = '胸号当天送修，有登记';

let kit: Kit;
let sealed: SpotCheck;

beforeEach(async () => {
  kit = await Kit.start();
  sealed = await sealedCheck(kit);
});

afterEach(async () => {
  jest.restoreAllMocks();
  shiftClock(0);
  await kit.stop();
});

const params = () => ({ checkId: sealed.id });
const disagreeing = () => ({ ...phoneWrite(), disagree: true, answer: WORDS });
const settling = (outcome: 'kept' | 'withdrawn', key: PersonKey = 'officer') => ({
  ...phoneWrite(),
  personId: kit.people[key]._id,
  outcome,
  reason: '看了登记本',
});
const disagree = (as: PersonKey = 'officer') =>
  kit.ok(acknowledge, { params: params(), body: disagreeing() }, as);

/** What somebody was told whose title has this in it. */
async function told(as: PersonKey, title: string) {
  const { items } = await kit.ok(noticeContract.listMine, { query: {} }, as);
  return items.filter((one) => one.title.includes(title));
}

async function sums() {
  const findings = await kit.get(FindingService);
  const { officer } = kit.people;
  const [days, weeks] = await Promise.all([
    findings.countsByPersonDay(BUREAU, { personId: officer._id }),
    findings.countsBySquadronWeek(BUREAU, {}),
  ]);
  return {
    own: days.map(({ checked, passed }) => [checked, passed]),
    squadron: weeks.map(({ checked, passed }) => [checked, passed]),
  };
}

/** All items; without the officer's and the team's. */
const ALL = { own: [[5, 3]], squadron: [[8, 5]] };
const OUT = { own: [], squadron: [[1, 1]] };

describe('somebody checked who disagrees', () => {
  it('is heard by the inspectors, the leader and the office, once, and by nobody who may not read the check', async () => {
    const body = disagreeing();
    await kit.ok(acknowledge, { params: params(), body }, 'officer');
    await kit.ok(acknowledge, { params: params(), body }, 'officer');
    await disagree();
    for (const as of ['inspector', 'inspector2', 'leader', 'office'] as const) {
      const notices = await told(as, '有不同意见');
      expect({ as, titles: notices.map((one) => one.title) }).toEqual({
        as,
        titles: ['陈立对督察结果有不同意见'],
      });
      expect(notices[0]?.link).toMatchObject({ feature: 'spot-check', id: sealed.id });
      expect(JSON.stringify(notices)).not.toContain(WORDS);
      const { acknowledgements } = await kit.ok(findCheck, { params: params() }, as);
      expect(acknowledgements.map((one) => one.answer)).toEqual([WORDS]);
    }
    const others = ['officer', 'auxiliary', 'liaison', 'siblingLeader', 'outsiderOffice'] as const;
    for (const as of others) expect(await told(as, '有不同意见')).toEqual([]);
  });

  it('is heard of each by themselves, and after a crash by the job', async () => {
    const notices = await kit.get(NoticeService);
    jest.spyOn(notices, 'appendAll').mockRejectedValueOnce(new Error('killed here'));
    await disagree();
    expect(await told('leader', '有不同意见')).toEqual([]);
    shiftClock(120_000);
    await (await kit.get(JobService)).runDue();
    await disagree('auxiliary');
    const titles = (await told('leader', '有不同意见')).map((one) => one.title);
    expect(titles.sort()).toEqual(['周敏对督察结果有不同意见', '陈立对督察结果有不同意见'].sort());
  });

  it('is heard by whoever leads by then, where it waited on a phone for days', async () => {
    const persons = (await kit.get(MongoService)).collection(personCollection);
    const grants = [{ role: 'squadron_leader' as const, unitPath: UNITS.squadron }];
    const change = { $set: { grants, updatedAt: new Date() } };
    await persons.updateOne({ _id: kit.people.officer2._id }, change);
    (await kit.get(OrgService)).forget();
    shiftClock(3 * DAY_MS);
    kit.tokens.clear();
    const deviceAt = new Date(now() - 2 * DAY_MS).toISOString();
    const body = { ...disagreeing(), deviceAt };
    await kit.ok(acknowledge, { params: params(), body }, 'officer', (check) => {
      expect(check.acknowledgements[0]?.at.slice(0, 16)).toBe(deviceAt.slice(0, 16));
    });
    for (const as of ['leader', 'officer2'] as const) {
      expect(await told(as, '有不同意见')).toHaveLength(1);
    }
  });

  it('is heard by the others days later, where a crash let some of them know', async () => {
    const notices = await kit.get(NoticeService);
    const { office } = kit.people;
    const append = notices.appendAll.bind(notices);
    jest.spyOn(notices, 'appendAll').mockImplementationOnce(async (all) => {
      await append(all.filter((one) => one.personId === office._id));
      throw new Error('killed here');
    });
    await disagree();
    expect(await told('office', '有不同意见')).toHaveLength(1);
    expect(await told('leader', '有不同意见')).toEqual([]);
    shiftClock(2 * DAY_MS);
    kit.tokens.clear();
    await (await kit.get(JobService)).runDue();
    for (const as of ['inspector', 'inspector2', 'leader', 'office'] as const) {
      expect(await told(as, '有不同意见')).toHaveLength(1);
    }
  });

  it('is not told of their own words where they lead the squadron themselves', async () => {
    const check = await beginCheck(kit, ['leader']);
    await score(kit, check.id, [result('A1', kit.people.leader._id, 'fault')]);
    await signFor(kit, check);
    sealed = await seal(kit, check);
    await disagree('leader');
    expect(await told('leader', '有不同意见')).toEqual([]);
    expect(await told('office', '有不同意见')).toHaveLength(1);
  });
});

describe('a dispute that is settled', () => {
  it('lets what stands count again, and tells the person once with the reason', async () => {
    expect(await sums()).toEqual(ALL);
    await disagree();
    expect(await sums()).toEqual(OUT);
    const body = settling('kept');
    const at = { params: params(), body };
    await kit.ok(settleDispute, at, 'inspector2', (check) => {
      const by = { personId: kit.people.inspector2._id, name: '陆佳' };
      expect(check.settlements).toMatchObject([
        { personId: kit.people.officer._id, by, outcome: 'kept', reason: '看了登记本' },
      ]);
      expect(check.disputed).toBe(false);
      expect(check.state).toBe('notice_issued');
      expect(check.findings.some((one) => one.disputed || one.withdrawn)).toBe(false);
      // The words stay beside how they were answered.
      expect(check.acknowledgements.map((one) => one.answer)).toEqual([WORDS]);
    });
    await kit.ok(settleDispute, at, 'inspector2');
    expect(await sums()).toEqual(ALL);
    const notices = await told('officer', '结果不变');
    expect(notices.map((one) => one.text)).toEqual(['陆佳：看了登记本']);
    expect(await told('auxiliary', '结果不变')).toEqual([]);
  });

  it('takes back what was upheld: nothing of it counts or is to be put right, whatever was scored stays', async () => {
    await disagree();
    await kit.ok(
      settleDispute,
      { params: params(), body: settling('withdrawn') },
      'office',
      (check) => {
        expect(check.findings.map((one) => [one.withdrawn, one.needsNotice])).toEqual(
          check.findings.map(() => [true, false]),
        );
        expect(check.state).toBe('clean_closed');
        expect(check.score).toEqual(sealed.score);
      },
    );
    expect(await sums()).toEqual(OUT);
    const findings = await kit.get(FindingService);
    expect(await findings.listFindings(BUREAU, {})).toEqual([]);
    expect(await told('officer', '意见成立')).toHaveLength(1);
    // The other one's own items count; the team's were taken back for both.
    await kit.ok(findCheck, { params: params() }, 'auxiliary', (seen) => {
      expect(seen.findings).toMatchObject([{ itemCode: 'D1', withdrawn: true }]);
      expect(seen.settlements).toEqual([]);
    });
  });

  it('leaves out what somebody else disputes', async () => {
    await disagree();
    await disagree('auxiliary');
    const body = settling('kept');
    await kit.ok(settleDispute, { params: params(), body }, 'inspector', (check) => {
      expect(check.disputed).toBe(true);
      expect(check.findings.filter((one) => one.disputed).map((one) => one.itemCode)).toEqual([
        'D1',
      ]);
    });
    expect(await sums()).toEqual({ own: [[5, 3]], squadron: [[5, 3]] });
  });

  it('is settled once: neither again, nor disputed again, nor where there is nothing to settle', async () => {
    const settle = (as: PersonKey, body = settling('kept')) =>
      [settleDispute, { params: params(), body }, as] as const;
    const none = settle('inspector');
    await kit.fails(...none, 'STATE_CONFLICT');
    await disagree();
    await kit.fails(...settle('inspector', settling('kept', 'officer2')), 'STATE_CONFLICT');
    const body = settling('kept');
    await kit.ok(...settle('inspector', body));
    await kit.fails(...settle('inspector', { ...body, outcome: 'withdrawn' }), 'OP_ID_REUSED');
    await kit.fails(...settle('office', settling('withdrawn')), 'STATE_CONFLICT');
    const again = { params: params(), body: disagreeing() };
    await kit.fails(acknowledge, again, 'officer', 'STATE_CONFLICT');
    const seen = { ...phoneWrite(), disagree: false, answer: null };
    await kit.ok(acknowledge, { params: params(), body: seen }, 'officer');
    const { acknowledgements } = await kit.ok(findCheck, { params: params() }, 'office');
    expect(acknowledgements.map((one) => one.answer)).toEqual([WORDS]);
  });

  it('is there only for its inspectors and the office, and only once it is sealed', async () => {
    await disagree();
    const input = () => ({ params: params(), body: settling('kept') });
    await kit.fails(settleDispute, input(), 'outsiderOffice', 'NOT_FOUND');
    for (const as of ['officer', 'leader', 'bureauLeader', 'liaison'] as const) {
      await kit.fails(settleDispute, input(), as, 'FORBIDDEN');
    }
    const persons = (await kit.get(MongoService)).collection(personCollection);
    const inspector = { role: 'inspector' as const, unitPath: UNITS.bureau };
    // Another inspector of the bureau, and one of the office who belongs to the squadron.
    await persons.updateOne(
      { _id: kit.people.siblingOfficer._id },
      { $set: { grants: [inspector], updatedAt: new Date() } },
    );
    const office = { role: 'campaign_office' as const, unitPath: UNITS.bureau };
    await persons.updateOne(
      { _id: kit.people.officer2._id },
      { $set: { grants: [office], updatedAt: new Date() } },
    );
    kit.tokens.clear();
    await kit.fails(settleDispute, input(), 'siblingOfficer', 'NOT_FOUND');
    await kit.fails(settleDispute, input(), 'officer2', 'STATE_CONFLICT');
    sealed = await beginCheck(kit);
    await kit.fails(settleDispute, input(), 'inspector', 'NOT_FOUND');
  });
});
