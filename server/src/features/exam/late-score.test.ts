import {
  examContract,
  examResultContract,
  type MarkingTask,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { makeId } from '../../platform/ids';
import { documentOf } from '../../platform/journal';
import { log } from '../../platform/log';
import { MongoService } from '../../platform/mongo';
import { noticeCollection } from '../notice';
import { attemptJournal } from './attempt.collection';
import type { AttemptEvent } from './attempt.events';
import { AttemptRepository } from './attempt.repository';
import { sittingCollection } from './exam.collection';
import { collect, MINUTE, moveClock } from './exam.test-kit';
import { LateScoreService } from './late-score.service';
import { KeyCorrectionService } from './marking.correction';
import { MarkingRepository } from './marking.repository';
import { chose, satExam, wrote, type Answers, type Sat } from './result.test-kit';
import { SnapshotService } from './snapshot.service';
import { UnmadeRepository } from './unmade.repository';

let kit: Kit;
let snapshots: SnapshotService;

beforeAll(async () => {
  kit = await Kit.start();
  snapshots = await kit.get(SnapshotService);
  (await kit.get(KeyCorrectionService)).patienceMs = 20_000;
});

afterEach(() => {
  jest.restoreAllMocks();
  moveClock(kit, 0);
});

afterAll(() => kit.stop());

const paramsOf = ({ exam }: Sat) => ({ examId: exam._id });
const SUBMIT_SEQ = 90;

async function insertEvents(events: readonly AttemptEvent[]): Promise<void> {
  const rows = events.map((one) => documentOf(attemptJournal, one));
  const journal = (await kit.get(MongoService)).collection(attemptJournal.collection);
  await journal.insertMany(rows);
}

/** A settled exam of one person, whose events are in the journal as well. */
async function settled(answers: Answers): Promise<Sat> {
  const sat = await satExam(kit, { officer: answers });
  const own = sat.attempts.officer!;
  const { _id: attemptId, sittingId, personId, unitPath, no, startedAt } = own;
  const at = { at: startedAt, deviceAt: startedAt };
  const device = { deviceId: 'phone', opId: makeId() };
  await insertEvents([
    { type: 'start', attemptId, seq: 0, ...at, startOf: own.examId, sittingId, personId, unitPath, no, ...device }, // prettier-ignore
    ...own.answers.map(({ code, answer, seq }) => ({
      ...{ type: 'answer' as const, attemptId, seq, ...at, code, answer },
    })),
    { type: 'submit', attemptId, seq: SUBMIT_SEQ, ...at, mark: startedAt, by: 'other' },
  ]);
  return sat;
}

/** An answer of before the hand-in becomes durable after its exam was settled. */
async function comesLate(sat: Sat, code: string, answer: QuestionAnswer, seq = 50): Promise<void> {
  const { _id: attemptId, startedAt: at } = sat.attempts.officer!;
  await insertEvents([{ type: 'answer', attemptId, seq, at, deviceAt: at, code, answer }]);
  await snapshots.takeLate(attemptId, sat.exam._id);
}

const mine = async (sat: Sat) =>
  (await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, 'officer')).attempt;
const itemOf = async (sat: Sat, code: string) =>
  (await mine(sat))?.items?.find((one) => one.code === code);
const scoreOf = async (sat: Sat) => (await mine(sat))?.score;

function correct(sat: Sat, code: string, answer: string) {
  const change = { kind: 'key' as const, key: { kind: 'single' as const, answer: [answer] } };
  const body = { ...phoneWrite(), change, reason: '答案印错了' };
  const params = { ...paramsOf(sat), code };
  return kit.ok(examResultContract.correctKey, { params, body }, 'office');
}

const corrections = async (sat: Sat) =>
  (await kit.ok(examResultContract.listCorrections, { params: paramsOf(sat) }, 'office')).items;

async function told(sat: Sat, key: RegExp): Promise<string[]> {
  const notices = (await kit.get(MongoService)).collection(noticeCollection);
  const rows = await notices.find({ 'link.id': sat.exam._id, key }).toArray();
  return rows.map(({ title }) => title.split('：')[0]!);
}

async function claim(sat: Sat, as: PersonKey = 'office'): Promise<MarkingTask | null> {
  const body = { ...phoneWrite(), code: null };
  return (await kit.ok(examResultContract.claimMarking, { params: paramsOf(sat), body }, as)).task;
}

const markOf = (task: MarkingTask, points: number) => ({
  params: { markingId: task.id },
  body: {
    ...{ ...phoneWrite(), version: task.version, note: null },
    parts: task.parts.map(({ partId, criteria }) => ({
      partId,
      criteria: criteria.map(({ id }) => ({ id, points })),
    })),
  },
});

const waiting = async (sat: Sat) =>
  (await kit.ok(examResultContract.findMarking, { params: paramsOf(sat) }, 'office')).waiting;

describe('an answer that comes in after its exam was settled', () => {
  it('counts by the key as it was corrected, in the record of that as well', async () => {
    const sat = await settled({ two: chose('b') });
    expect(await correct(sat, 'one', 'b')).toMatchObject({ affected: 0 });
    await comesLate(sat, 'one', chose('b'));
    expect(await scoreOf(sat)).toMatchObject({ centi: 2_000 });
    expect(await itemOf(sat, 'one')).toMatchObject({
      scoreBp: 10_000,
      changes: [{ kind: 'corrected', beforeBp: 0, afterBp: 10_000 }],
    });
    expect(await corrections(sat)).toMatchObject([{ affected: 1 }]);
    expect(await told(sat, /^exam-corrected/)).toHaveLength(1);
  });

  it('keeps nothing that another answer had by the corrected key', async () => {
    const sat = await settled({ one: chose('b') });
    await correct(sat, 'one', 'b');
    expect(await scoreOf(sat)).toMatchObject({ centi: 1_000 });
    await comesLate(sat, 'one', chose('a'));
    // Right by the printed key, and wrong by the one that counts.
    expect(await scoreOf(sat)).toMatchObject({ centi: 0 });
    await comesLate(sat, 'one', chose('b'), 51);
    expect(await scoreOf(sat)).toMatchObject({ centi: 1_000 });
    expect((await itemOf(sat, 'one'))?.changes.map(({ kind, afterBp }) => [kind, afterBp])).toEqual(
      [
        ['corrected', 10_000],
        ['late', 0],
        ['late', 10_000],
      ],
    );
    expect(await told(sat, /^exam-corrected/)).toHaveLength(1);
  });

  it('goes to the queue again where a person marked another text, and what was marked stays to see', async () => {
    const sat = await settled({ own: wrote('因为甲') });
    const first = await claim(sat);
    await kit.ok(examResultContract.markAnswer, markOf(first!, 2), 'office');
    expect(await scoreOf(sat)).toMatchObject({ centi: 800, waiting: 0 });
    await comesLate(sat, 'own', wrote('因为乙'));
    expect(await scoreOf(sat)).toMatchObject({ centi: 0, waiting: 1 });
    expect(await told(sat, /:to-mark:/)).toContain('有答案等人阅');
    const second = await claim(sat);
    expect(second?.parts.map(({ text }) => text)).toEqual(['因为乙']);
    expect(second?.again).toContain('另一个答案');
    await kit.ok(examResultContract.markAnswer, markOf(second!, 1), 'office');
    expect(await scoreOf(sat)).toMatchObject({ centi: 400, waiting: 0 });
    expect((await itemOf(sat, 'own'))?.changes).toMatchObject([
      { kind: 'marked', beforeBp: null, afterBp: 8_000 },
      { kind: 'late', beforeBp: 8_000, afterBp: null },
      { kind: 'marked', beforeBp: null, afterBp: 4_000 },
    ]);
    expect(await told(sat, /^exam-marked-again/)).toEqual(['有一道题重新评了分']);
  });

  it('takes the answer before out of the hand of whoever is at it', async () => {
    const sat = await settled({ own: wrote('因为甲') });
    const inHand = await claim(sat);
    await comesLate(sat, 'own', wrote('因为乙'));
    const stale = markOf(inHand!, 2);
    await kit.fails(examResultContract.markAnswer, stale, 'office', 'VERSION_CONFLICT');
    expect((await claim(sat, 'legalOfficer'))?.parts.map(({ text }) => text)).toEqual(['因为乙']);
  });

  it('leaves what was marked where it came twice, or changed another answer', async () => {
    const sat = await settled({ own: wrote('因为甲') });
    const task = await claim(sat);
    await kit.ok(examResultContract.markAnswer, markOf(task!, 2), 'office');
    await comesLate(sat, 'one', chose('a'));
    await snapshots.takeLate(sat.attempts.officer!._id, sat.exam._id);
    expect(await scoreOf(sat)).toMatchObject({ centi: 1_800, waiting: 0 });
    expect((await itemOf(sat, 'own'))?.changes).toHaveLength(1);
  });

  it('waits to be marked as soon as it could be made', async () => {
    jest.spyOn(log(), 'error').mockReturnValue(undefined);
    const sat = await settled({ one: chose('a') });
    expect(await waiting(sat)).toBe(0);
    const save = jest.spyOn(await kit.get(AttemptRepository), 'saveAll');
    save.mockRejectedValueOnce(new Error('cannot be made'));
    await comesLate(sat, 'own', wrote('因为甲'));
    expect(await waiting(sat)).toBe(0);
    moveClock(kit, MINUTE);
    await collect(kit);
    expect(await waiting(sat)).toBe(1);
  });

  it('is marked and corrected as all others were once a keeper has its paper count again', async () => {
    const sat = await settled({ one: chose('b'), own: wrote('因为甲') });
    const sittings = (await kit.get(MongoService)).collection(sittingCollection);
    const aside = { deferred: 'unmade' as const, setAside: 1, setAsideBefore: 0 };
    await sittings.updateOne({ examId: sat.exam._id }, { $set: aside });
    expect(await waiting(sat)).toBe(0);
    expect(await correct(sat, 'one', 'b')).toMatchObject({ affected: 0 });
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const back = {
      params: { ...paramsOf(sat), personId: kit.people.officer._id },
      body: { ...phoneWrite(), version: 1, times, deferred: null, note: null },
    };
    const scores = await kit.get(LateScoreService);
    const dying = jest.spyOn(scores, 'follow').mockRejectedValueOnce(new Error('killed'));
    await kit.fails(examContract.changeSitting, back, 'office', 'INTERNAL');
    dying.mockRestore();
    await kit.ok(examContract.changeSitting, back, 'office');
    expect(await waiting(sat)).toBe(1);
    expect(await scoreOf(sat)).toMatchObject({ centi: 1_000, waiting: 1 });
  });

  it('is marked by the job where the process that took it in ended before that', async () => {
    const sat = await settled({ own: wrote('因为甲') });
    await kit.ok(examResultContract.markAnswer, markOf((await claim(sat))!, 2), 'office');
    const scores = await kit.get(LateScoreService);
    jest.spyOn(scores, 'follow').mockRejectedValueOnce(new Error('killed'));
    await expect(comesLate(sat, 'own', wrote('因为乙'))).rejects.toThrow('killed');
    expect(await waiting(sat)).toBe(0);
    moveClock(kit, 2 * MINUTE);
    await collect(kit);
    expect(await waiting(sat)).toBe(1);
    // Nothing went wrong with those that were followed: nobody waits for them.
    expect(await (await kit.get(UnmadeRepository)).countOf(sat.exam._id)).toBe(0);
  });

  it('is the one that is marked where it came while the other was put into the queue', async () => {
    const sat = await settled({ own: wrote('因为甲') });
    const markings = await kit.get(MarkingRepository);
    const insert = markings.insertAll.bind(markings);
    const corrections = await kit.get(KeyCorrectionService);
    jest.spyOn(markings, 'insertAll').mockImplementationOnce(async (rows) => {
      jest.spyOn(corrections, 'takeLate').mockImplementationOnce(() => insert(rows));
      await comesLate(sat, 'own', wrote('因为乙'));
    });
    expect(await waiting(sat)).toBe(1);
    const [kept] = await markings.listOfAttempt(sat.attempts.officer!._id);
    expect(kept?.answerSeq).toBe(50);
  });
});
