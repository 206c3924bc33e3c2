import fc from 'fast-check';
import {
  addDays,
  contracts,
  dayOf,
  dayStart,
  type PracticeQuestion,
  type Shift,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { beginCheck, result, score, seal, signFor } from '../../../test/spot-check-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { reviewDayCollection, reviewWeekCollection } from './review.collection';
import { nextNight, ReviewDayService } from './review-day.service';

const DAYS = 12;

type Act = { type: string; person: PersonKey; daysAgo: number; good: boolean; pick: number };

const acts = fc.array(
  fc.record<Act>({
    type: fc.constantFrom('answer', 'answer', 'study', 'readiness', 'shift', 'close', 'check'),
    person: fc.constantFrom<PersonKey>('officer', 'auxiliary', 'officer2', 'siblingOfficer'),
    daysAgo: fc.integer({ min: 0, max: DAYS - 2 }),
    good: fc.boolean(),
    pick: fc.nat(),
  }),
  { minLength: 15, maxLength: 30 },
);

let kit: Kit;
let days: ReviewDayService;
let questions: PracticeQuestion[];

beforeAll(async () => {
  kit = await Kit.start();
  days = await kit.get(ReviewDayService);
  questions = (await practiceOf(kit, 'officer', dayOf(now()))).questions;
});

afterAll(async () => {
  await kit.stop();
});

/** Noon of some day before today, or this moment. */
function at(daysAgo: number): string {
  const ms = daysAgo === 0 ? now() : dayStart(addDays(dayOf(now()), -daysAgo)) + 12 * 3_600_000;
  return new Date(ms).toISOString();
}

async function readiness({ person, daysAgo, good }: Act): Promise<void> {
  const { checklists } = await kit.ok(
    contracts.standard.listChecklists,
    { query: { kind: 'readiness' } },
    person,
  );
  const list = checklists[0]!;
  const body = {
    ...phoneWrite(),
    deviceAt: at(daysAgo),
    checklistCode: list.code,
    checklistVersion: list.version,
    groups: list.groups.map((group, index) => ({
      groupCode: group.code,
      faults: !good && index === 0 ? [{ itemCode: group.items[0]!.code }] : [],
    })),
  };
  await kit.ok(contracts.selfCheck.submit, { body }, person);
}

async function closeCorrection({ person, pick }: Act): Promise<void> {
  const open = await kit.ok(
    contracts.selfCheck.listCorrections,
    { query: { state: 'open' } },
    person,
  );
  const one = open.items[pick % Math.max(1, open.items.length)];
  if (!one) return;
  const input = { params: { correctionId: one.id }, body: phoneWrite() };
  await kit.ok(contracts.selfCheck.closeCorrection, input, person);
}

async function study({ person, daysAgo, good, pick }: Act): Promise<void> {
  const { items } = await kit.ok(contracts.study.listPieces, { query: {} }, person);
  const { slug } = items[pick % items.length]!;
  const piece = await kit.ok(contracts.study.findPiece, { params: { slug } }, person);
  const body = {
    ...phoneWrite(),
    deviceAt: at(daysAgo),
    pieceVersion: piece.version,
    positionBp: good ? 10_000 : 4_000,
    answers: piece.questions.map((one) => ({
      questionId: one.id,
      chosen: pick % 2 === 0 ? one.answer : [],
    })),
  };
  await kit.ok(contracts.study.appendProgress, { params: { slug }, body }, person);
}

async function shift({ person, daysAgo, good, pick }: Act): Promise<void> {
  const partner = kit.people.officer3._id;
  const open: Shift = await kit.ok(
    contracts.dutyLog.openShift,
    {
      body: {
        ...phoneWrite(),
        deviceAt: at(daysAgo),
        shiftId: makeId(),
        templateCode: pick % 3 === 0 ? 'night' : 'early',
        catalogueVersion: 1,
        sections: ['花园街'],
        recorders: [],
        partnerIds: pick % 2 === 0 ? [partner] : [],
      },
    },
    person,
  );
  const params = { shiftId: open.id };
  if (good) {
    const body = {
      ...phoneWrite(),
      entryId: makeId(),
      catalogueVersion: 1,
      categoryCode: 'outdoor_trading',
      handlingCode: 'persuasion',
      partyTypeCode: 'shop',
    };
    await kit.ok(contracts.dutyLog.appendEntry, { params, body }, person);
  }
  await kit.ok(contracts.dutyLog.closeShift, { params, body: phoneWrite() }, person);
}

async function check({ person, good, pick }: Act): Promise<void> {
  if (person === 'siblingOfficer') return;
  const begun = await beginCheck(kit, [person]);
  const { _id } = kit.people[person];
  await score(kit, begun.id, [
    result('A1', _id, good ? 'ok' : 'fault'),
    result('B1', _id, 'ok'),
    result('G1', null),
  ]);
  await signFor(kit, begun);
  await seal(kit, begun);
  if (pick % 3 > 0) return;
  const body = { ...phoneWrite(), disagree: true, answer: '当时在换班' };
  await kit.ok(contracts.spotCheck.acknowledge, { params: { checkId: begun.id }, body }, person);
}

async function play(act: Act): Promise<void> {
  const { type, person, daysAgo, good, pick } = act;
  if (type === 'answer') {
    const question = questions[pick % questions.length]!;
    await send(kit, person, [answerTo(question, good, Date.parse(at(daysAgo)))]);
  } else if (type === 'study') await study(act);
  else if (type === 'readiness') await readiness(act);
  else if (type === 'close') await closeCorrection(act);
  else if (type === 'shift') await shift(act);
  else await check(act);
}

async function allRows() {
  const mongo = await kit.get(MongoService);
  const days = await mongo.collection(reviewDayCollection).find({}).sort({ _id: 1 }).toArray();
  const weeks = await mongo.collection(reviewWeekCollection).find({}).sort({ _id: 1 }).toArray();
  return [...days, ...weeks].map(({ version: _version, ...row }) => row);
}

describe('rollups of a day', () => {
  it('are the same whether kept up with each record or rebuilt from all of them', async () => {
    const mongo = await kit.get(MongoService);
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        for (const act of list) await play(act);
        await days.settled();
        const kept = await allRows();
        expect(kept.length).toBeGreaterThan(0);
        const today = dayOf(now());
        expect(kept.some((row) => 'nightDays' in row)).toBe(true);
        await mongo.collection(reviewDayCollection).deleteMany({});
        await mongo.collection(reviewWeekCollection).deleteMany({});
        await days.rebuild(addDays(today, -DAYS), today);
        expect(await allRows()).toEqual(kept);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);

  it('change nothing when they are derived again', async () => {
    const mongo = await kit.get(MongoService);
    const today = dayOf(now());
    const all = async () => [
      ...(await mongo.collection(reviewDayCollection).find({}).sort({ _id: 1 }).toArray()),
      ...(await mongo.collection(reviewWeekCollection).find({}).sort({ _id: 1 }).toArray()),
    ];
    const before = await all();
    await days.job().run({ at: new Date(now()), fence: 1, signal: new AbortController().signal });
    await days.rebuild(addDays(today, -DAYS), today);
    expect(await all()).toEqual(before);
  });

  it('are reconciled at night, in Shanghai, once a day', () => {
    const next = (at: string) => nextNight(new Date(at)).toISOString();
    // 03:30 in Shanghai is 19:30 UTC of the day before.
    expect(next('2026-07-06T19:29:59.999Z')).toBe('2026-07-06T19:30:00.000Z');
    expect(next('2026-07-06T19:30:00.000Z')).toBe('2026-07-07T19:30:00.000Z');
    expect(next('2026-07-07T04:00:00.000Z')).toBe('2026-07-07T19:30:00.000Z');
  });

  it('go when the records they were derived from are gone', async () => {
    const mongo = await kit.get(MongoService);
    const today = dayOf(now());
    const personId = kit.people.outsider._id;
    await mongo.collection(reviewDayCollection).insertOne({
      _id: `${personId}:${today}`,
      personId,
      day: today,
      unitPath: kit.people.outsider.unitPath,
      parts: {
        selfCheck: null,
        quiz: null,
        study: null,
        duty: null,
        spot: { unitPath: kit.people.outsider.unitPath, checked: 9, passed: 1 },
      },
      ready: 0,
      version: 1,
      schemaVersion: 1,
    });
    await days.rebuild(today, today);
    expect(await mongo.collection(reviewDayCollection).countDocuments({ personId })).toBe(0);
    expect(await mongo.collection(reviewWeekCollection).countDocuments({ personId })).toBe(0);
  });
});
