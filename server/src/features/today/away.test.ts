import {
  addDays,
  contracts,
  dayOf,
  dayStart,
  leaveContract,
  reviewContract,
  todayContract,
  type Leave,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { addWorkingDays } from '../../platform/workdays';

let kit: Kit;
let today: string;

/** A working day at ten, so many days on. */
function on(day: string, hour = 10): void {
  shiftClock(dayStart(day) + hour * 3_600_000 - Date.now());
  kit.tokens.clear();
}

const write = () => ({ ...phoneWrite(), deviceAt: new Date(now()).toISOString() });

beforeAll(async () => {
  kit = await Kit.start();
  today = addWorkingDays(dayOf(Date.now()), 1);
  on(today);
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

async function away(of: PersonKey, from: string, to: string): Promise<Leave> {
  const personId = kit.people[of]._id;
  const body = { ...write(), personId, kind: 'annual' as const, from, to };
  return kit.ok(leaveContract.record, { body }, 'leader');
}

/** Leaves a correction open whose last day soon passes. */
async function withCorrection(as: PersonKey): Promise<void> {
  const query = { kind: 'readiness' as const };
  const { checklists } = await kit.ok(contracts.standard.listChecklists, { query }, as);
  const list = checklists[0]!;
  const groups = list.groups.map((group, index) => ({
    groupCode: group.code,
    faults: index === 0 ? [{ itemCode: group.items[0]!.code }] : [],
  }));
  const checklist = { checklistCode: list.code, checklistVersion: list.version };
  await kit.ok(contracts.selfCheck.submit, { body: { ...write(), ...checklist, groups } }, as);
}

const kindsOf = (tasks: readonly { kind: string }[]) => tasks.map(({ kind }) => kind);

describe('somebody on leave', () => {
  it('is asked for nothing by 今日 and nothing is late, until the day they are back', async () => {
    await withCorrection('officer');
    const late = addWorkingDays(today, 12);
    on(late, 7);
    const before = await kit.ok(todayContract.find, {}, 'officer');
    expect(before.away).toBeNull();
    // At seven a shift is near, but the readiness check of this morning is of another day.
    expect(kindsOf(before.tasks)).toEqual(expect.arrayContaining(['readiness', 'daily_ten']));
    const leave = await away('officer', late, addDays(late, 3));
    on(late);
    await kit.ok(todayContract.find, {}, 'officer', (day) => {
      expect(day.away).toEqual({ kind: 'annual', from: late, to: addDays(late, 3) });
      expect(day.working).toBe(false);
      // What only they can do is kept for their return; nothing else is asked.
      expect(kindsOf(day.tasks)).toEqual(['correction']);
      expect(day.tasks.map(({ state }) => state)).toEqual(day.tasks.map(() => 'normal'));
    });
    on(late, 7);
    const early = await kit.ok(todayContract.find, {}, 'officer');
    expect(kindsOf(early.tasks)).not.toContain('readiness');
    on(late);
    const params = { leaveId: leave.id };
    await kit.ok(leaveContract.withdraw, { params, body: { ...write(), version: 1 } }, 'leader');
    const back = await kit.ok(todayContract.find, {}, 'officer');
    expect(back.away).toBeNull();
    expect(back.tasks.find(({ kind }) => kind === 'correction')?.state).toBe('overdue');
  });

  it('who comes to work after all is at work', async () => {
    const day = dayOf(now());
    await away('officer2', day, addDays(day, 1));
    expect((await kit.ok(todayContract.find, {}, 'officer2')).away).not.toBeNull();
    const shift = { shiftId: makeId(), templateCode: 'early', catalogueVersion: 1 };
    const body = { ...write(), ...shift, sections: ['花园街'] };
    await kit.ok(contracts.dutyLog.openShift, { body }, 'officer2');
    const found = await kit.ok(todayContract.find, {}, 'officer2');
    expect(found).toMatchObject({ away: null, working: true });
    const { lead } = await kit.ok(todayContract.find, {}, 'leader');
    expect(lead).toMatchObject({ onDuty: 1, onLeave: 0 });
  });
});

describe('a leader’s week', () => {
  const looked = async () => {
    const week = await kit.ok(reviewContract.week, { query: {} }, 'leader');
    const person = week.rows.find(({ personId }) => personId === kit.people.officer._id);
    return { week, person };
  };

  it('names nobody who is on leave for what is late, shows the leave, and no data is no zero', async () => {
    const day = dayOf(now());
    const { officer } = kit.people;
    const before = await looked();
    expect(before.week.waiting.map(({ personId }) => personId)).toContain(officer._id);
    expect(before.week.talks.map(({ personId }) => personId)).toContain(officer._id);
    expect(before.person?.away).toEqual([]);
    const asked = { params: { personId: officer._id }, query: {} };
    const known = await kit.ok(reviewContract.person, asked, 'leader');
    expect(known.counts).toMatchObject({ correctionsOpen: 1, correctionsOverdue: 1 });
    const squadron = async () => {
      const { squadrons } = await kit.ok(reviewContract.squadrons, { query: {} }, 'office');
      return squadrons.find(({ unit }) => unit.path === officer.unitPath);
    };
    expect((await squadron())?.correctionsOverdue).toBe(1);

    await away('officer', day, addDays(day, 20));
    const after = await looked();
    expect(after.week.waiting.map(({ personId }) => personId)).not.toContain(officer._id);
    expect(after.week.talks.map(({ personId }) => personId)).not.toContain(officer._id);
    expect(after.person).toMatchObject({
      away: [{ from: day, to: addDays(day, 20) }],
      cells: { readiness: null, logs: null, study: null },
    });
    // Why they are away is nobody else's: bureau leaders read weeks, too.
    expect(JSON.stringify(after.week)).not.toContain('annual');
    await kit.ok(reviewContract.person, asked, 'leader', (one) => {
      expect(one.away).toHaveLength(1);
      expect(one.counts).toMatchObject({ correctionsOpen: 1, correctionsOverdue: 0 });
      expect(one.reasons).toEqual([]);
    });
    expect((await squadron())?.correctionsOverdue).toBe(0);
    const { lead } = await kit.ok(todayContract.find, {}, 'leader');
    expect(lead).toMatchObject({ onLeave: 1, looks: [] });
  });
});
