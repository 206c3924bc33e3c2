import {
  addDays,
  contracts,
  dayOf,
  dayStart,
  reviewContract,
  weekStart,
  type ReviewPerson,
  type ReviewRecord,
  type ReviewRecordKind,
  type ReviewWaiting,
  type SquadronWhy,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { sealedCheck } from '../../../test/spot-check-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { shiftCollection } from '../duty-log';
import { ReviewDayService } from './review-day.service';

let kit: Kit;

/** Of a week to come, so that the clock only moves on. */
const monday = addDays(weekStart(dayOf(Date.now())), 14);
const sunday = addDays(monday, 6);
const week = { from: monday, to: sunday };

/** Ten in the morning of a day of that week; days before it are of the week before. */
function on(index: number): void {
  shiftClock(dayStart(addDays(monday, index)) + 10 * 3_600_000 - Date.now());
  kit.tokens.clear();
}

/** Answers the day's practice: the first so many right, the others wrong. */
async function practise(right: number): Promise<void> {
  const { questions } = await practiceOf(kit, 'officer', dayOf(now()));
  const answers = questions.map((one, index) => answerTo(one, index < right, now()));
  await send(kit, 'officer', answers);
}

const params = () => ({ personId: kit.people.officer._id });

async function figures(): Promise<ReviewPerson> {
  const asked = { params: params(), query: { day: monday } };
  return kit.ok(reviewContract.person, asked, 'leader');
}

/** Every record of a kind, page by page. */
async function listed(
  kind: ReviewRecordKind,
  { from, to } = week,
  topic?: string,
): Promise<ReviewRecord[]> {
  const records: ReviewRecord[] = [];
  let cursor: string | null | undefined;
  do {
    const more = { ...(topic ? { topic } : {}), ...(cursor ? { cursor } : {}) };
    const query = { kind, from, to, limit: 3, ...more };
    const page = await kit.ok(
      reviewContract.listRecords,
      { params: params(), query },
      'leader',
      ({ items }) => expect(items.length).toBeLessThanOrEqual(3),
    );
    records.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  const days = records.map(({ day }) => day);
  expect(days).toEqual([...days].sort().reverse());
  return records;
}

const ofTone = (records: readonly ReviewRecord[], tone: ReviewRecord['tone']) =>
  records.filter((one) => one.tone === tone).length;

const write = () => ({ ...phoneWrite(), deviceAt: new Date(now()).toISOString() });

/** A readiness check with so many faults; answers the corrections that came of it. */
async function checkReady(faults: number): Promise<string[]> {
  const asked = { query: { kind: 'readiness' as const } };
  const { checklists } = await kit.ok(contracts.standard.listChecklists, asked, 'officer');
  const { code: checklistCode, version: checklistVersion, groups: all } = checklists[0]!;
  let left = faults;
  const groups = all.map(({ code: groupCode, items }) => {
    const faulty = items.slice(0, left);
    left -= faulty.length;
    return { groupCode, faults: faulty.map(({ code: itemCode }) => ({ itemCode })) };
  });
  const body = { ...write(), checklistCode, checklistVersion, groups };
  const { corrections } = await kit.ok(contracts.selfCheck.submit, { body }, 'officer');
  return corrections.map(({ id }) => id);
}

async function openShift(): Promise<string> {
  const shiftId = makeId();
  const open = { shiftId, templateCode: 'early', catalogueVersion: 1, sections: ['花园街'] };
  await kit.ok(contracts.dutyLog.openShift, { body: { ...write(), ...open } }, 'officer');
  return shiftId;
}

async function wholeShift(entries: number): Promise<string> {
  const shiftId = await openShift();
  const params = { shiftId };
  for (let index = 0; index < entries; index++) {
    const entry = { categoryCode: 'outdoor_trading', handlingCode: 'persuasion' };
    const more = { entryId: makeId(), catalogueVersion: 1, partyTypeCode: 'shop' };
    const body = { ...write(), ...entry, ...more };
    await kit.ok(contracts.dutyLog.appendEntry, { params, body }, 'officer');
  }
  await kit.ok(contracts.dutyLog.closeShift, { params, body: write() }, 'officer');
  return shiftId;
}

async function giveBack(shiftId: string): Promise<void> {
  const input = { params: { shiftId }, body: { ...write(), reason: '少一条' } };
  await kit.ok(contracts.dutyLog.returnLog, input, 'leader');
}

/** Reads in one of the pieces, to its end and with all its questions right or half of it. */
async function read(index: number, learn: boolean): Promise<void> {
  const { items } = await kit.ok(contracts.study.listPieces, { query: {} }, 'officer');
  const slug = items.map((one) => one.slug).sort()[index]!;
  const piece = await kit.ok(contracts.study.findPiece, { params: { slug } }, 'officer');
  const right = piece.questions.map(({ id, answer }) => ({ questionId: id, chosen: answer }));
  const far = learn ? { positionBp: 10_000, answers: right } : { positionBp: 5_000, answers: [] };
  const body = { ...write(), pieceVersion: piece.version, ...far };
  await kit.ok(contracts.study.appendProgress, { params: { slug }, body }, 'officer');
}

/** A colleague's shift with the officer on it, kept beside the officer's own as it was before openings joined. */
async function doubled(shiftId: string): Promise<void> {
  const shifts = (await kit.get(MongoService)).collection(shiftCollection);
  const own = (await shifts.findOne({ _id: shiftId }))!;
  const actorId = kit.people.auxiliary._id;
  const memberIds = [actorId, ...own.memberIds];
  await shifts.insertOne({ ...own, _id: makeId(), opId: makeId(), actorId, memberIds });
}

beforeAll(async () => {
  kit = await Kit.start();
  await sealedCheck(kit);
  on(-4);
  await practise(2);
  await checkReady(1);
  await giveBack(await wholeShift(1));
  await read(0, true);
  await read(1, false);
  on(1);
  // What was learnt before is read again; of the rest one is learnt.
  await read(0, false);
  await read(1, true);
  await read(2, false);
  await read(3, false);
  const [mended] = await checkReady(3);
  const close = { params: { correctionId: mended! }, body: write() };
  await kit.ok(contracts.selfCheck.closeCorrection, close, 'officer');
  await wholeShift(1);
  on(2);
  await wholeShift(0);
  on(3);
  await practise(6);
  await practise(7);
  await giveBack(await wholeShift(2));
  // Checked, and no shift: nothing of the figure.
  on(4);
  await checkReady(1);
  on(6);
  await doubled(await openShift());
  const days = await kit.get(ReviewDayService);
  await days.settled();
  await days.rebuild(sunday, sunday);
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

describe('behind each figure lie the records that it counts', () => {
  it('answers of the week, those of the week before left out', async () => {
    const { practice } = (await figures()).counts;
    const records = await listed('practice');
    expect(practice).toEqual({ have: ofTone(records, 'ok'), of: records.length });
    expect(practice?.of).toBeGreaterThan(0);
    const fortnight = await listed('practice', { from: addDays(monday, -7), to: sunday });
    expect(fortnight.length).toBeGreaterThan(records.length);
  });

  it('questions met until then, those of weeks before too, as they stood', async () => {
    const { cells } = await figures();
    const fortnight = { from: addDays(monday, -7), to: sunday };
    const records = await listed('mastery', fortnight);
    expect(cells.mastery).toEqual({ have: ofTone(records, 'ok'), of: records.length });
    // What is seen of one's mastery is no list of answers: a question answered twice is one.
    const answers = await listed('practice', fortnight);
    expect(answers.length).toBeGreaterThan(records.length);
    const first = await listed('mastery', { from: addDays(monday, -7), to: addDays(monday, -1) });
    expect(first.length).toBeLessThan(records.length);
    expect(await listed('mastery', { from: addDays(monday, 4), to: sunday })).toEqual([]);
  });

  it('questions of a topic as they stand now', async () => {
    const { topics } = await figures();
    expect(topics.length).toBeGreaterThan(0);
    for (const { topic, answered, mastered } of topics) {
      const records = await listed('mastery', week, topic);
      expect([ofTone(records, 'ok'), records.length]).toEqual([mastered, answered]);
    }
  });

  it('every shift, with the check before it or without one', async () => {
    const { readiness } = (await figures()).cells;
    expect(readiness).toEqual({ have: 1, of: 4 });
    const records = await listed('readiness');
    expect(records).toHaveLength(4);
    expect(ofTone(records, 'warn')).toBe(3);
    for (const { tone, link, meta } of records) {
      expect(link?.feature).toBe(tone === 'warn' ? 'duty-log' : 'self-check');
      expect(meta).toContain(tone === 'warn' ? '没做岗前自查' : '3 条要改');
    }
  });

  it('shifts, and of those that ended the logs', async () => {
    const { cells, counts } = await figures();
    expect(await listed('shifts')).toHaveLength(counts.shifts);
    const logs = await listed('logs');
    const complete = logs.length - ofTone(logs, 'warn');
    expect(cells.logs).toEqual({ have: complete, of: logs.length });
    expect(cells.logs).toEqual({ have: 1, of: 3 });
    expect(counts.shifts).toBe(4);
  });

  it('a duty once, of which a colleague opened a second shift', async () => {
    const stored = (await kit.get(MongoService)).collection(shiftCollection);
    const { personId } = params();
    expect(await stored.countDocuments({ memberIds: personId, day: sunday })).toBe(2);
    expect(await listed('shifts', { from: sunday, to: sunday })).toHaveLength(1);
  });

  it('pieces read in the week, and of those the ones learnt in it', async () => {
    const { study } = (await figures()).cells;
    const records = await listed('study');
    expect(study).toEqual({ have: ofTone(records, 'ok'), of: records.length });
    expect(study).toEqual({ have: 1, of: 4 });
  });

  it('corrections that are open, whenever they were found, and the late ones by themselves', async () => {
    const { counts, reasons } = await figures();
    expect(await listed('corrections')).toHaveLength(counts.correctionsOpen);
    expect(counts.correctionsOpen).toBe(4);
    const { behind, text } = reasons.find(({ code }) => code === 'corrections_overdue')!;
    const late = await listed(behind.kind, behind);
    expect(late).toHaveLength(counts.correctionsOverdue);
    expect(ofTone(late, 'bad')).toBe(late.length);
    expect(text).toBe(`改正超期 ${late.length} 条`);
    expect(counts.correctionsOverdue).toBeLessThan(counts.correctionsOpen);
  });

  it('items of spot checks, those disputed said to be left out', async () => {
    const today = dayOf(Date.now());
    const asked = { params: params(), query: { day: today } };
    const { from, to, cells } = await kit.ok(reviewContract.person, asked, 'leader');
    const metas = (await listed('spot_check', { from, to })).map(({ meta }) => meta);
    const items = metas.flatMap((meta) => [/^查 (\d+) 项，合格 (\d+) 项$/.exec(meta) ?? []]);
    const sum = (index: number) => items.reduce((all, one) => all + Number(one[index]), 0);
    expect(cells.spot_check).toEqual({ have: sum(2), of: sum(1) });
  });

  it('what a squadron stands out by', async () => {
    const query = { day: monday };
    const { squadrons } = await kit.ok(reviewContract.squadrons, { query }, 'office');
    const { unit, why } = squadrons.find((one) => one.unit.path === UNITS.squadron)!;
    const asked = { query: { unitPath: unit.path, ...query } };
    const { waiting } = await kit.ok(reviewContract.week, asked, 'office');
    const count = (code: SquadronWhy['code']) =>
      Number(/ (\d+) [条份]/.exec(why.find((one) => one.code === code)?.text ?? '')?.[1]);
    const waits = (kind: ReviewWaiting['kind']) =>
      waiting.filter((one) => one.kind === kind).length;
    expect(count('corrections_overdue')).toBe(waits('correction_overdue'));
    expect(count('logs_returned')).toBe(waits('log_returned'));
    // One of the week before among them.
    expect(count('logs_returned')).toBe(2);
  });
});

it('refuses a cursor that is not its own', async () => {
  const query = { kind: 'practice', ...week, cursor: 'x' };
  const input = { params: params(), query };
  await kit.fails(reviewContract.listRecords, input, 'leader', 'VALIDATION_FAILED');
});
