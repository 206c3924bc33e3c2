import { addDays, contracts, dayOf, weekStart } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { reviewDay, UNIT } from '../../../test/review-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { shiftCollection } from '../duty-log';
import { ReviewDayRepository } from './day.repository';
import {
  dutiesDueCollection,
  reviewDayCollection,
  reviewWeekCollection,
} from './review.collection';
import { RECONCILE_DAYS, ReviewDayService } from './review-day.service';

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

describe('migration 10', () => {
  const MIGRATION = 10;
  /** Longer ago than the job of each night looks. */
  const day = addDays(dayOf(now()), -RECONCILE_DAYS - 10);
  let kit: Kit;

  beforeEach(async () => {
    kit = await Kit.start();
  });
  afterEach(async () => {
    await kit.stop();
  });

  /** A duty of two, opened by each of them, and counted twice for both as it was then. */
  async function countedTwice(): Promise<string[]> {
    const { officer, auxiliary } = kit.people;
    const memberIds = [officer._id, auxiliary._id].sort();
    const opened = { shiftId: makeId(), templateCode: 'early', catalogueVersion: 1 };
    const body = { ...phoneWrite(), ...opened, sections: ['花园街'] };
    await kit.ok(contracts.dutyLog.openShift, { body }, 'officer');
    const days = await kit.get(ReviewDayService);
    await days.settled();
    const mongo = await kit.get(MongoService);
    const shifts = mongo.collection(shiftCollection);
    const own = (await shifts.findOne({ _id: opened.shiftId }))!;
    const then = { ...own, day, memberIds };
    await shifts.replaceOne({ _id: own._id }, then);
    await shifts.insertOne({ ...then, _id: makeId(), opId: makeId(), actorId: auxiliary._id });
    await days.rebuild(day, dayOf(now()));
    const twice = { $set: { 'parts.duty.shifts': 2 } };
    for (const rows of [reviewDayCollection, reviewWeekCollection]) {
      await mongo.db.collection(rows.name).updateMany({ personId: { $in: memberIds } }, twice);
    }
    return memberIds;
  }

  async function migrateAndLetANightPass(): Promise<void> {
    const { db } = await kit.get(MongoService);
    await definedMigrations()
      .find((one) => one.number === MIGRATION)!
      .run(db);
    await night();
  }

  async function night(): Promise<void> {
    const { signal } = new AbortController();
    await (await kit.get(ReviewDayService)).job().run({ at: new Date(now()), fence: 1, signal });
  }

  async function shiftsOf(personId: string): Promise<(number | undefined)[]> {
    const mongo = await kit.get(MongoService);
    const days = await mongo.collection(reviewDayCollection).find({ personId, day }).toArray();
    const from = weekStart(day);
    const weeks = await mongo.collection(reviewWeekCollection).find({ personId, from }).toArray();
    return [...days, ...weeks].map(({ parts }) => parts.duty?.shifts);
  }

  it('has duties of long ago counted once that were opened twice, in the next night', async () => {
    const people = await countedTwice();
    await night();
    for (const one of people) expect(await shiftsOf(one)).toEqual([2, 2]);
    await migrateAndLetANightPass();
    for (const one of people) expect(await shiftsOf(one)).toEqual([1, 1]);
    const due = (await kit.get(MongoService)).collection(dutiesDueCollection);
    expect(await due.countDocuments({})).toBe(0);
  });

  it('does again in the next night what changed faster than it was derived', async () => {
    const people = await countedTwice();
    const days = await kit.get(ReviewDayRepository);
    const beaten = jest.spyOn(days, 'save').mockResolvedValue(1);
    await migrateAndLetANightPass();
    beaten.mockRestore();
    for (const one of people) expect(await shiftsOf(one)).toEqual([2, 2]);
    await night();
    for (const one of people) expect(await shiftsOf(one)).toEqual([1, 1]);
    expect(await days.findDutiesDue()).toBeNull();
  });

  it('goes on from where a night was broken off', async () => {
    const [done = '', left = ''] = await countedTwice();
    const due = (await kit.get(MongoService)).collection(dutiesDueCollection);
    await due.insertOne({ _id: 'duties', after: done });
    await migrateAndLetANightPass();
    expect(await shiftsOf(done)).toEqual([2, 2]);
    expect(await shiftsOf(left)).toEqual([1, 1]);
  });
});
