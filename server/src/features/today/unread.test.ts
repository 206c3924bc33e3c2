import {
  addDays,
  contracts,
  dayOf,
  dayStart,
  reviewContract,
  todayContract,
  weekdayOf,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { shiftCollection, type ShiftDocument } from '../duty-log';

let kit: Kit;
/** A Friday to come, and the Monday after it. */
let friday: string;
let monday: string;

/** Ten in the morning of a day, whatever day it is when this runs. */
function on(day: string): void {
  shiftClock(dayStart(day) + 10 * 3_600_000 - Date.now());
  kit.tokens.clear();
}

const write = () => ({ ...phoneWrite(), deviceAt: new Date(now()).toISOString() });

beforeAll(async () => {
  kit = await Kit.start();
  const today = dayOf(Date.now());
  friday = addDays(today, 12 - weekdayOf(today));
  monday = addDays(friday, 3);
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

/** A whole shift of a day; with an incident in it a leader has to look at it. */
async function shiftOn(day: string, as: PersonKey, incident: boolean): Promise<string> {
  on(day);
  const shiftId = makeId();
  const params = { shiftId };
  const open = { shiftId, templateCode: 'early', catalogueVersion: 1, sections: ['花园街'] };
  await kit.ok(contracts.dutyLog.openShift, { body: { ...write(), ...open } }, as);
  const entry = {
    entryId: makeId(),
    catalogueVersion: 1,
    categoryCode: incident ? 'incident' : 'outdoor_trading',
    handlingCode: 'persuasion',
    partyTypeCode: 'shop',
  };
  await kit.ok(contracts.dutyLog.appendEntry, { params, body: { ...write(), ...entry } }, as);
  await kit.ok(contracts.dutyLog.closeShift, { params, body: write() }, as);
  return shiftId;
}

async function looksOf(as: PersonKey) {
  const { lead } = await kit.ok(todayContract.find, {}, as);
  return lead!.looks.filter(({ kind }) => kind === 'log').map(({ link }) => link.id);
}

async function waitingOf(as: PersonKey) {
  const query = { unitPath: kit.people.officer.unitPath };
  const { waiting } = await kit.ok(reviewContract.week, { query }, as);
  return waiting.filter(({ kind }) => kind === 'log_unread');
}

describe('unusual logs that nobody has read', () => {
  let fridays: string;
  let saturdays: string;

  beforeAll(async () => {
    fridays = await shiftOn(friday, 'officer', true);
    await shiftOn(friday, 'officer2', false);
    saturdays = await shiftOn(addDays(friday, 1), 'officer', true);
  });

  it('are before their leader on Monday, the latest first, and in what waits of the week', async () => {
    on(monday);
    expect(await looksOf('leader')).toEqual([saturdays, fridays]);
    const waiting = await waitingOf('leader');
    expect(waiting.map(({ link }) => link?.id)).toEqual([saturdays, fridays]);
    expect(waiting[0]).toMatchObject({ personId: kit.people.officer._id });
    expect(waiting[0]?.meta).toMatch(/^陈立，.*早班，突发事件 1 件/);
    expect(await looksOf('siblingLeader')).toEqual([]);
  });

  it('are told to the office without what they say, and without the way to them', async () => {
    on(monday);
    const [first] = await waitingOf('office');
    expect(first).toMatchObject({ link: null });
    expect(first?.meta).not.toContain('突发');
  });

  it('still wait after a holiday of nine days, and no more after a fortnight', async () => {
    on(addDays(friday, 10));
    expect(await looksOf('leader')).toEqual([saturdays, fridays]);
    on(addDays(friday, 15));
    expect(await looksOf('leader')).toEqual([saturdays]);
    on(addDays(friday, 16));
    expect(await looksOf('leader')).toEqual([]);
    expect(await waitingOf('leader')).toEqual([]);
  });

  it('are gone once read, and one that was returned waits for its people', async () => {
    on(monday);
    const params = { shiftId: fridays };
    await kit.ok(contracts.dutyLog.approveLog, { params, body: write() }, 'leader');
    expect(await looksOf('leader')).toEqual([saturdays]);
    const back = { params: { shiftId: saturdays }, body: { ...write(), reason: '补地点' } };
    await kit.ok(contracts.dutyLog.returnLog, back, 'leader');
    expect(await looksOf('leader')).toEqual([]);
    expect(await waitingOf('leader')).toEqual([]);
    await kit.ok(
      contracts.dutyLog.resubmitLog,
      { params: { shiftId: saturdays }, body: write() },
      'officer',
    );
    expect(await looksOf('leader')).toEqual([saturdays]);
  });

  it('of the leader’s own shift wait for somebody else', async () => {
    const own = await shiftOn(addDays(friday, 1), 'leader', true);
    on(monday);
    expect(await looksOf('leader')).not.toContain(own);
    expect((await waitingOf('leader')).map(({ link }) => link?.id)).not.toContain(own);
    expect((await waitingOf('bureauLeader')).map(({ personId }) => personId)).toContain(
      kit.people.leader._id,
    );
  });

  it('are counted beyond those that have room', async () => {
    on(monday);
    const shifts = (await kit.get(MongoService)).collection(shiftCollection);
    const one = (await shifts.findOne({ _id: saturdays }))!;
    const copies = Array.from({ length: 24 }, (): ShiftDocument => {
      const [_id, opId] = [makeId(), makeId()];
      // No entry at all is unusual too.
      return { ...one, _id, opId };
    });
    await shifts.insertMany(copies);
    const { lead } = await kit.ok(todayContract.find, {}, 'leader');
    expect(lead!.looks.filter(({ kind }) => kind === 'log')).toHaveLength(20);
    expect(lead!.moreUnread).toBe(5);
  });
});
