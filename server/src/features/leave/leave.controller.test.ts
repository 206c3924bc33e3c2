import {
  addDays,
  authContract,
  dayOf,
  leaveContract,
  monthDay,
  noticeContract,
  orgContract,
  type Leave,
  type LeaveKind,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { busyNow } from '../../platform/availability';
import { now } from '../../platform/clock';
import { AwayService } from './away.service';

let kit: Kit;
let today: string;

beforeAll(async () => {
  kit = await Kit.start();
  today = dayOf(now());
});

afterAll(async () => {
  await kit.stop();
});

interface Days {
  from: string;
  to: string;
  kind?: LeaveKind;
}

const bodyOf = (of: PersonKey, { from, to, kind = 'annual' }: Days) => ({
  ...phoneWrite(),
  personId: kit.people[of]._id,
  kind,
  from,
  to,
});

/** From `a` to `b` days from today. */
const span = (a: number, b: number): Days => ({ from: addDays(today, a), to: addDays(today, b) });

async function recorded(of: PersonKey, days: Days, by: PersonKey = 'leader'): Promise<Leave> {
  return kit.ok(leaveContract.record, { body: bodyOf(of, days) }, by);
}

const step = ({ version }: Leave, days: Days) => ({
  ...phoneWrite(),
  version,
  kind: days.kind ?? ('annual' as const),
  from: days.from,
  to: days.to,
});

describe('a leave', () => {
  it('is recorded once by the leader; the person is told and finds it as held on them', async () => {
    const body = bodyOf('officer', { ...span(0, 4), kind: 'training' });
    await kit.ok(leaveContract.record, { body }, 'leader', (one) => {
      expect(one).toMatchObject({
        name: '陈立',
        unitName: '湖塘中队',
        kind: 'training',
        state: 'away',
        version: 1,
        history: [{ what: 'recorded', who: '马骏', kind: 'training' }],
      });
    });
    await kit.ok(leaveContract.record, { body }, 'leader');
    const other = { ...body, to: addDays(today, 5) };
    await kit.fails(leaveContract.record, { body: other }, 'leader', 'OP_ID_REUSED');
    await kit.ok(leaveContract.listMine, {}, 'officer', (page) => {
      expect(page.items).toHaveLength(1);
      expect(page.items[0]?.history[0]?.who).toBe('马骏');
    });
    const { holdings } = await kit.ok(authContract.myHoldings, {}, 'officer');
    expect(holdings).toContainEqual({ name: 'leaves', count: 1 });
    const inbox = await kit.ok(noticeContract.listMine, {}, 'officer');
    expect(inbox.items.map((one) => one.title)).toEqual(['给你记了假']);
    expect(inbox.items[0]?.text).toContain('培训');
  });

  it('asks for no reason and takes none', async () => {
    const body = { ...bodyOf('officer2', span(0, 1)), reason: '住院' };
    await kit.fails(leaveContract.record, { body }, 'leader', 'VALIDATION_FAILED');
  });

  it('does not cover a day twice, and says which leave does already', async () => {
    await recorded('officer3', span(2, 4));
    const body = bodyOf('officer3', { ...span(4, 6), kind: 'sick' });
    const refusal = await kit.fails(leaveContract.record, { body }, 'leader', 'STATE_CONFLICT');
    expect(refusal.message).toContain('年休假');
    await recorded('officer3', span(5, 6));
  });

  it('has its days in order, and no more than a year of them', async () => {
    const backwards = { body: bodyOf('auxiliary', span(3, 2)) };
    const refusal = await kit.fails(leaveContract.record, backwards, 'leader', 'VALIDATION_FAILED');
    expect(refusal.details?.[0]).toMatchObject({ path: 'body.to' });
    const long = { body: bodyOf('auxiliary', span(0, 366)) };
    await kit.fails(leaveContract.record, long, 'leader', 'VALIDATION_FAILED');
    const { from, to } = await recorded('auxiliary', { ...span(0, 365), kind: 'secondment' });
    const { items } = await kit.ok(noticeContract.listMine, {}, 'auxiliary');
    const years = `${monthDay(from)}到${to.slice(0, 4)}年${monthDay(to)}`;
    expect(items[0]?.text).toContain(years);
  });

  it('is ended early or corrected with what stood before kept, once, and never over a newer word', async () => {
    const one = await recorded('liaison', span(-3, 5));
    const params = { leaveId: one.id };
    const body = step(one, span(-3, -1));
    await kit.ok(leaveContract.change, { params, body }, 'leader', (ended) => {
      expect(ended).toMatchObject({ state: 'over', to: addDays(today, -1), version: 2 });
      expect(ended.history.map(({ what, to }) => [what, to])).toEqual([
        ['recorded', addDays(today, 5)],
        ['changed', addDays(today, -1)],
      ]);
    });
    await kit.ok(leaveContract.change, { params, body }, 'leader', (again) => {
      expect(again.version).toBe(2);
    });
    const late = step(one, span(-3, 2));
    await kit.fails(leaveContract.change, { params, body: late }, 'leader', 'VERSION_CONFLICT');
    const longer = { ...step({ ...one, version: 2 }, span(-3, 0)), kind: 'sick' as const };
    await kit.ok(leaveContract.change, { params, body: longer }, 'office', (changed) => {
      expect(changed).toMatchObject({ kind: 'sick', state: 'away', version: 3 });
      expect(changed.history.at(-1)).toMatchObject({ what: 'changed', who: '高文', kind: 'sick' });
    });
    const inbox = await kit.ok(noticeContract.listMine, {}, 'liaison');
    expect(inbox.items.map(({ title }) => title)).toEqual([
      '你的假改了',
      '你的假改了',
      '给你记了假',
    ]);
  });

  it('that was a mistake is withdrawn, counts nowhere, and stays on record as that', async () => {
    const one = await recorded('siblingOfficer', span(0, 3), 'siblingLeader');
    const { _id } = kit.people.siblingOfficer;
    expect((await busyNow([_id])).get(_id)).toBe('leave');
    const params = { leaveId: one.id };
    const body = { ...phoneWrite(), version: 1 };
    await kit.ok(leaveContract.withdraw, { params, body }, 'siblingLeader', (back) => {
      expect(back).toMatchObject({ state: 'withdrawn', version: 2 });
      expect(back.history.map(({ what }) => what)).toEqual(['recorded', 'withdrawn']);
    });
    expect(await busyNow([_id])).toEqual(new Map());
    const again = step({ ...one, version: 2 }, span(0, 1));
    await kit.fails(
      leaveContract.change,
      { params, body: again },
      'siblingLeader',
      'STATE_CONFLICT',
    );
    await kit.ok(leaveContract.listMine, {}, 'siblingOfficer', (page) => {
      expect(page.items.map(({ state }) => state)).toEqual(['withdrawn']);
    });
    await recorded('siblingOfficer', span(0, 1), 'siblingLeader');
  });
});

describe('who reaches it', () => {
  it('is its leader for their own people and the office for all, now apart from then', async () => {
    await kit.ok(leaveContract.listUnit, { query: { when: 'current' } }, 'leader', (page) => {
      expect(new Set(page.items.map((one) => one.unitName))).toEqual(new Set(['湖塘中队']));
      expect(page.items.every((one) => one.to >= today)).toBe(true);
      expect(page.items.map(({ name }) => name)).toContain('陈立');
    });
    const query = { when: 'past' as const, unitPath: UNITS.sibling };
    await kit.ok(leaveContract.listUnit, { query }, 'office', (page) => {
      expect(page.items.map(({ state }) => state)).toEqual(['withdrawn']);
    });
    const away = { when: 'current' as const, unitPath: UNITS.squadron };
    const theirs = await kit.ok(leaveContract.listUnit, { query: away }, 'siblingLeader');
    expect(theirs.items).toEqual([]);
  });

  it('leaves people of another unit, and of another bureau, as if they were not there', async () => {
    const body = bodyOf('officer2', span(0, 1));
    await kit.fails(leaveContract.record, { body }, 'siblingLeader', 'NOT_FOUND');
    await kit.fails(leaveContract.record, { body }, 'outsiderOffice', 'NOT_FOUND');
    for (const as of ['officer', 'bureauLeader', 'inspector', 'legalOfficer'] as const) {
      await kit.fails(leaveContract.record, { body }, as, 'FORBIDDEN');
      await kit.fails(leaveContract.listUnit, { query: { when: 'current' } }, as, 'FORBIDDEN');
    }
  });

  it('tells nobody but the person and those above; one’s own list holds nobody else', async () => {
    const mine = await kit.ok(leaveContract.listMine, {}, 'officer2');
    expect(mine.items).toEqual([]);
  });
});

it('tells who is away on a day, within days, and through all of them', async () => {
  const service = await kit.get(AwayService);
  const { officer3, officer } = kit.people;
  const ids = [officer3._id, officer._id];
  const day = (n: number) => addDays(today, n);
  expect((await service.on(ids, day(3))).get(officer3._id)).toMatchObject(span(2, 4));
  expect((await service.within(ids, day(1), day(8))).get(officer3._id)).toHaveLength(2);
  // Two leaves one after the other are one absence.
  expect(await service.throughout(ids, day(2), day(6))).toEqual(new Set([officer3._id]));
  expect(await service.throughout(ids, day(1), day(4))).toEqual(new Set([officer._id]));
  expect(await service.throughout(ids, day(7), day(7))).toEqual(new Set());
});

it('of somebody who was moved meanwhile is found and ended by the new leader', async () => {
  const personId = kit.people.auxiliary._id;
  const leave = await recorded('auxiliary', span(400, 409));
  const move = async (unitPath: string) => {
    await kit.ok(orgContract.changePerson, { params: { personId }, body: { unitPath } }, 'office');
  };
  const current = { query: { when: 'current' as const } };
  const ids = async (as: PersonKey) => {
    const page = await kit.ok(leaveContract.listUnit, current, as);
    return page.items.map(({ id }) => id);
  };
  const params = { leaveId: leave.id };
  const body = step(leave, span(400, 403));
  await kit.fails(leaveContract.change, { params, body }, 'siblingLeader', 'NOT_FOUND');
  expect(await ids('siblingLeader')).not.toContain(leave.id);
  await move(UNITS.sibling);
  expect(await ids('siblingLeader')).toContain(leave.id);
  const clash = { body: bodyOf('auxiliary', span(401, 402)) };
  await kit.fails(leaveContract.record, clash, 'siblingLeader', 'STATE_CONFLICT');
  await kit.ok(leaveContract.change, { params, body }, 'siblingLeader', (one) => {
    expect(one).toMatchObject({ to: addDays(today, 403), version: 2 });
  });
  await move(UNITS.squadron);
});
