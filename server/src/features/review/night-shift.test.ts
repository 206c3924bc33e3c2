import {
  addDays,
  contracts,
  dayOf,
  dayStart,
  dutyLogContract,
  reviewContract,
  todayContract,
  weekStart,
  type ReviewRecordKind,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { openShift } from '../../../test/duty-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { ReviewDayService } from './review-day.service';

const HOUR_MS = 3_600_000;

let kit: Kit;

/** Of a week to come, so that the clock only moves on. The night is the last of its week and ends in the next. */
const sunday = addDays(weekStart(dayOf(Date.now())), 13);
const monday = addDays(sunday, 1);

/** So many hours after Sunday began. */
function at(hours: number): void {
  shiftClock(dayStart(sunday) + hours * HOUR_MS - Date.now());
  kit.tokens.clear();
}

const write = () => ({ ...phoneWrite(), deviceAt: new Date(now()).toISOString() });

async function checkReady(): Promise<void> {
  const asked = { query: { kind: 'readiness' as const } };
  const { checklists } = await kit.ok(contracts.standard.listChecklists, asked, 'officer');
  const { code: checklistCode, version: checklistVersion, groups } = checklists[0]!;
  const judged = groups.map(({ code: groupCode }) => ({ groupCode, faults: [] }));
  const body = { ...write(), checklistCode, checklistVersion, groups: judged };
  await kit.ok(contracts.selfCheck.submit, { body }, 'officer');
}

async function enter(shiftId: string) {
  const entry = { categoryCode: 'outdoor_trading', handlingCode: 'persuasion' };
  const more = { entryId: makeId(), catalogueVersion: 1, partyTypeCode: 'shop' };
  const body = { ...write(), ...entry, ...more };
  return kit.ok(dutyLogContract.appendEntry, { params: { shiftId }, body }, 'officer');
}

const currentOf = async () => (await kit.ok(dutyLogContract.currentShift, {}, 'officer')).shift;
const shiftsOn = async (day: string) => {
  const query = { from: day, to: day };
  return (await kit.ok(dutyLogContract.listShifts, { query }, 'officer')).items.map(({ id }) => id);
};

async function figuresOf(day: string) {
  const asked = { params: { personId: kit.people.officer._id }, query: { day } };
  const { cells, counts } = await kit.ok(reviewContract.person, asked, 'leader');
  const { shifts, nights, entries } = counts;
  const [readiness, logs] = [cells.readiness, cells.logs].map((one) => one && [one.have, one.of]);
  return { shifts, nights, entries, readiness, logs };
}

async function daysOf(kind: ReviewRecordKind, from: string, to: string): Promise<string[]> {
  const input = { params: { personId: kit.people.officer._id }, query: { kind, from, to } };
  const { items } = await kit.ok(reviewContract.listRecords, input, 'leader');
  return items.map((one) => one.day);
}

let shiftId: string;

beforeAll(async () => {
  kit = await Kit.start();
  at(21.9);
  await checkReady();
  at(22);
  shiftId = await openShift(kit, 'officer', {
    templateCode: 'night',
    deviceAt: new Date(now()).toISOString(),
  });
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

describe('a shift across midnight', () => {
  it('is of the day on which it was opened, with what was written on either', async () => {
    at(23.5);
    const before = await enter(shiftId);
    at(24.5);
    expect(dayOf(now())).toBe(monday);
    const after = await enter(shiftId);
    expect([before, after].map((one) => dayOf(Date.parse(one.at)))).toEqual([sunday, monday]);
    const shift = await currentOf();
    expect(shift).toMatchObject({ id: shiftId, day: sunday, state: 'on_duty' });
    expect(shift?.entries.map((one) => one.id).sort()).toEqual([before.id, after.id].sort());
    const { duty } = await kit.ok(todayContract.find, {}, 'officer');
    expect(duty).toMatchObject({ state: 'on_duty', ready: true });
  });

  it('goes on until it is handed over at six, and nobody opens another meanwhile', async () => {
    at(29.5);
    await enter(shiftId);
    const body = { ...write(), shiftId: makeId(), templateCode: 'early', catalogueVersion: 1 };
    const early = { body: { ...body, sections: ['花园街北'] } };
    await kit.fails(dutyLogContract.openShift, early, 'officer', 'SHIFT_ALREADY_OPEN');
    at(30);
    const asked = { ...write(), receiverId: kit.people.officer2._id, matters: [] };
    await kit.ok(dutyLogContract.requestHandover, { params: { shiftId }, body: asked }, 'officer');
    const confirmed = { params: { shiftId }, body: write() };
    const taken = await kit.ok(dutyLogContract.confirmHandover, confirmed, 'officer2');
    expect(taken).toMatchObject({ day: sunday, state: 'handed_over', log: 'submitted' });
    // The clock goes on from six while the two write.
    const afterSixMs = Date.parse(taken.endedAt ?? '') - dayStart(monday) - 6 * HOUR_MS;
    expect(afterSixMs).toBeGreaterThanOrEqual(0);
    expect(afterSixMs).toBeLessThan(60_000);
    expect(await currentOf()).toBeNull();
    expect([await shiftsOn(sunday), await shiftsOn(monday)]).toEqual([[shiftId], []]);
  });

  it('counts once, in the week in which it was opened, with all of its entries', async () => {
    at(32);
    const review = await kit.get(ReviewDayService);
    await review.settled();
    const night = { shifts: 1, nights: 1, entries: 3, readiness: [1, 1], logs: [1, 1] };
    const none = { shifts: 0, nights: 0, entries: 0, readiness: null, logs: null };
    const figures = async () => [await figuresOf(sunday), await figuresOf(monday)];
    expect(await figures()).toEqual([night, none]);
    for (const kind of ['shifts', 'logs', 'readiness'] as const) {
      expect(await daysOf(kind, addDays(sunday, -6), sunday)).toEqual([sunday]);
      expect(await daysOf(kind, monday, addDays(monday, 6))).toEqual([]);
    }
    await review.rebuild(addDays(sunday, -6), monday);
    expect(await figures()).toEqual([night, none]);
  });
});
