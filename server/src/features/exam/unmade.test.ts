import { examContract, examResultContract, openPaper } from '@qiangji/shared-types';
import { MongoNetworkError } from 'mongodb';
import { phoneWrite, type Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { log } from '../../platform/log';
import { MongoService } from '../../platform/mongo';
import { noticeCollection } from '../notice';
import { attemptCollection, writingCollection } from './attempt.collection';
import { AttemptRepository } from './attempt.repository';
import { examCollection, type ExamDocument } from './exam.collection';
import {
  beginExams,
  damage,
  examDraft,
  handIn,
  iso,
  MINUTE,
  moveClock,
  openGcm,
  publishedExam,
  rightAnswer,
  start,
  statesOf,
  type Confirmed,
} from './exam.test-kit';
import { PaperStore } from './paper-store.service';
import { SnapshotService } from './snapshot.service';
import { ExamTaskService } from './task.service';
import { UnmadeService } from './unmade.service';

let kit: Kit;
let paperId: string;
let questions: Confirmed[];
let snapshots: SnapshotService;
let mongo: MongoService;
const PEOPLE = ['officer', 'officer2', 'leader'] as const;
/** Keys wait for a release: whoever could not be graded may be given another time. */
const SEALED = { score: 'after_submit', answers: 'when_released', keys: 'when_released', explanations: 'when_released' } as const; // prettier-ignore

beforeAll(async () => {
  ({ kit, paperId, questions } = await beginExams(10, 5));
  snapshots = await kit.get(SnapshotService);
  mongo = await kit.get(MongoService);
});

afterEach(() => {
  jest.restoreAllMocks();
  moveClock(kit, 0);
});

afterAll(() => kit.stop());

const run = (name: string) =>
  snapshots
    .jobs()
    .find((one) => one.name === name)!
    .run({ at: new Date(now()) } as never);

const made = (_id: string) => mongo.collection(attemptCollection).findOne({ _id });
const settledAt = async (_id: string) =>
  (await mongo.collection(examCollection).findOne({ _id }))?.settledAt;
const unmadeOf = async (examId: string) =>
  (await kit.ok(examContract.findProgress, { params: { examId } }, 'office')).unmade;

/** Starts and answers one question rightly. */
async function write(examId: string, as: PersonKey): Promise<string> {
  const { attempt, envelope, paperKey } = await start(kit, examId, as);
  const [question] = openPaper(envelope!, paperKey, openGcm).questions;
  const body = rightAnswer(questions, question!.code, 1);
  await kit.ok(examContract.appendAnswer, { params: { attemptId: attempt.id }, body }, as);
  return attempt.id;
}

it('grades and settles all but the one that cannot be graded, names it, and makes it once it is mended', async () => {
  const told = jest.spyOn(log(), 'error').mockReturnValue(undefined);
  const other = await publishedExam(kit, examDraft(paperId, now()));
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const ids = [];
  for (const as of PEOPLE) ids.push(await write(exam.id, as));
  const [good, bad, late] = ids as [string, string, string];
  const mend = await damage(kit, bad);
  await handIn(kit, good, 2, 'officer');
  await handIn(kit, bad, 2, 'officer2');
  await snapshots.idle();
  expect(await made(good)).toMatchObject({ state: 'submitted', centi: 400 });
  expect(await made(bad)).toBeNull();
  expect(told.mock.calls).toEqual([
    [expect.objectContaining({ attemptId: bad, examId: exam.id, tries: 1 }), expect.any(String)],
  ]);
  expect(await unmadeOf(exam.id)).toBe(1);
  // Its person is told that it is in, not that something broke.
  const mine = { params: { examId: exam.id } };
  expect((await kit.ok(examResultContract.findMine, mine, 'officer2')).attempt).toBeNull();

  moveClock(kit, 90 * MINUTE);
  await run('exam-collect');
  expect(await made(good)).toMatchObject({ final: true, centi: 400 });
  expect(await made(late)).toMatchObject({ state: 'collected', final: true });
  expect(told).toHaveBeenCalledTimes(2);
  expect(await settledAt(other.id)).not.toBeNull();
  expect(await settledAt(exam.id)).toBeNull();
  // Until its pause is over nobody tries, and nobody writes the same line again.
  await run('exam-collect');
  expect(told).toHaveBeenCalledTimes(2);
  expect(await settledAt(exam.id)).toBeNull();

  await mend();
  moveClock(kit, 91 * MINUTE);
  await run('exam-collect');
  expect(await made(bad)).toMatchObject({ state: 'submitted', final: true, centi: 400 });
  expect(await settledAt(exam.id)).not.toBeNull();
  expect(await unmadeOf(exam.id)).toBe(0);
});

it('makes the starts of other exams where the paper of one is missing', async () => {
  jest.spyOn(log(), 'error').mockReturnValue(undefined);
  const missing = await publishedExam(kit, examDraft(paperId, now()));
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const repository = await kit.get(AttemptRepository);
  const papers = await kit.get(PaperStore);
  const held = jest.spyOn(snapshots, 'noteStart').mockReturnValue(undefined);
  const bad = (await start(kit, missing.id, 'officer')).attempt.id;
  const good = (await start(kit, exam.id, 'officer')).attempt.id;
  held.mockRestore();
  const ofExam = papers.ofExam.bind(papers);
  const gone = jest
    .spyOn(papers, 'ofExam')
    .mockImplementation((one) =>
      (one as ExamDocument)._id === missing.id
        ? Promise.reject(new Error('no such paper'))
        : ofExam(one),
    );
  for (const id of [bad, good]) {
    const [event] = await repository.listEvents(id);
    snapshots.noteStart(event as never, { times: null });
  }
  await snapshots.idle();
  const writing = (_id: string) => mongo.collection(writingCollection).findOne({ _id });
  expect(await writing(good)).not.toBeNull();
  expect(await writing(bad)).toBeNull();
  gone.mockRestore();
  moveClock(kit, MINUTE);
  await run('exam-collect');
  expect(await writing(bad)).not.toBeNull();
  expect(await unmadeOf(missing.id)).toBe(0);
});

it('blames no attempt where the database is away', async () => {
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const id = await write(exam.id, 'officer');
  const repository = await kit.get(AttemptRepository);
  jest.spyOn(repository, 'saveAll').mockRejectedValueOnce(new MongoNetworkError('gone'));
  await expect(snapshots.takeIn([id])).rejects.toThrow('gone');
  expect(await unmadeOf(exam.id)).toBe(0);
});

describe('an exam with a paper that nobody can ever grade', () => {
  const settle = (exam: { id: string; version: number }) => ({
    params: { examId: exam.id },
    body: { ...phoneWrite(), version: exam.version, reason: '存盘坏了，找不回来' },
  });
  const rowOf = async (examId: string, as: PersonKey) =>
    (await statesOf(kit, examId)).get(kit.people[as]._id);

  /** `officer` handed in what can be graded, `officer2` what cannot. */
  async function stuck() {
    jest.spyOn(log(), 'error').mockReturnValue(undefined);
    const exam = await publishedExam(kit, examDraft(paperId, now(), { review: SEALED }));
    const good = await write(exam.id, 'officer');
    const bad = await write(exam.id, 'officer2');
    const mend = await damage(kit, bad);
    await handIn(kit, good, 2, 'officer');
    await handIn(kit, bad, 2, 'officer2');
    moveClock(kit, 90 * MINUTE);
    await run('exam-collect');
    expect(await settledAt(exam.id)).toBeNull();
    return { exam, good, bad, mend };
  }

  it('is settled without it on a keeper’s word, and its person sits another time', async () => {
    const { exam, good, bad, mend } = await stuck();
    const asked = settle(exam);
    const done = await kit.ok(examContract.settleUnmade, asked, 'office', ({ settledWithout }) => {
      expect(settledWithout).toMatchObject({ papers: 1, reason: '存盘坏了，找不回来' });
      expect(settledWithout?.who).toBe(kit.people.office.name);
    });
    expect(await kit.ok(examContract.settleUnmade, asked, 'office')).toEqual(done);
    const other = { ...asked, body: { ...asked.body, reason: '另一个原因' } };
    await kit.fails(examContract.settleUnmade, other, 'office', 'OP_ID_REUSED');
    expect(await unmadeOf(exam.id)).toBe(0);
    await run('exam-collect');
    expect(await settledAt(exam.id)).not.toBeNull();
    // Never failed, never absent: listed apart, and told.
    const row = await rowOf(exam.id, 'officer2');
    expect(row).toMatchObject({ state: 'deferred', deferred: 'unmade' });
    expect((await rowOf(exam.id, 'officer'))?.state).toBe('submitted');
    expect(await made(good)).toMatchObject({ final: true });
    const kept = await mongo.collection(examCollection).findOne({ _id: exam.id });
    const actorId = kit.people.office._id;
    const without = {
      reason: '存盘坏了，找不回来',
      who: kit.people.office.name,
      attemptIds: [bad],
    };
    expect(kept?.events.at(-1)).toMatchObject({ type: 'settled_without', actorId, without });
    const notices = mongo.collection(noticeCollection);
    // As words: one database of the chain finds nothing by an expression beside an index's first field.
    const key = { $regex: '^exam:.*:unmade:' };
    const told = { personId: kit.people.officer2._id, key };
    expect(await notices.countDocuments(told)).toBe(1);

    // It does not count again as long as nobody can grade it: they would be absent from what they sat.
    const own = { params: { examId: exam.id, personId: kit.people.officer2._id } };
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const back = () => ({
      ...own,
      body: { ...phoneWrite(), version: row!.version, times, deferred: null, note: null },
    });
    await kit.fails(examContract.changeSitting, back(), 'office', 'STATE_CONFLICT');
    // Should somebody mend it after all it is made and kept, and a keeper may have it count.
    await mend();
    moveClock(kit, 90 * MINUTE + 25 * 60 * MINUTE);
    await run('exam-collect');
    expect(await made(bad)).toMatchObject({ final: true, centi: 400 });
    await kit.ok(examContract.changeSitting, back(), 'office', ({ state }) => {
      expect(state).toBe('submitted');
    });
  });

  it('gives whoever wrote it another window, in which they begin anew', async () => {
    const { exam } = await stuck();
    await kit.ok(examContract.settleUnmade, settle(exam), 'office');
    await run('exam-collect');
    const window = { opensAt: iso(now()), closesAt: iso(now() + 60 * MINUTE) };
    const body = { ...phoneWrite(), ...window, personIds: null };
    const params = { examId: exam.id };
    expect((await kit.ok(examContract.makeUp, { params, body }, 'office')).people).toBe(1);
    const { attempt } = await start(kit, exam.id, 'officer2', undefined, 2);
    expect(attempt.no).toBe(2);
    moveClock(kit, 180 * MINUTE);
    await run('exam-collect');
    expect(await settledAt(exam.id)).not.toBeNull();
    expect((await rowOf(exam.id, 'officer2'))?.state).toBe('submitted');
  });

  it('is settled without none that may still come, and where all are graded there is nothing to settle', async () => {
    jest.spyOn(log(), 'error').mockReturnValue(undefined);
    const exam = await publishedExam(kit, examDraft(paperId, now(), { review: SEALED }));
    const id = await write(exam.id, 'officer');
    const mend = await damage(kit, id);
    await handIn(kit, id, 2, 'officer');
    await snapshots.idle();
    expect(await unmadeOf(exam.id)).toBe(1);
    const refused = () => kit.fails(examContract.settleUnmade, settle(exam), 'office', 'STATE_CONFLICT'); // prettier-ignore
    await refused();
    // The last window is over; what came at its last moment is not durable before a minute has passed.
    moveClock(kit, 61 * MINUTE);
    await refused();
    await mend();
    moveClock(kit, 90 * MINUTE);
    await run('exam-collect');
    expect(await settledAt(exam.id)).not.toBeNull();
    await refused();
  });

  it('is carried out by the job where the process that heard it ended', async () => {
    const { exam } = await stuck();
    const tasks = await kit.get(ExamTaskService);
    const dying = jest.spyOn(tasks, 'carryOut').mockRejectedValueOnce(new Error('killed'));
    await kit.fails(examContract.settleUnmade, settle(exam), 'office', 'INTERNAL');
    dying.mockRestore();
    expect(await unmadeOf(exam.id)).toBe(1);
    moveClock(kit, 95 * MINUTE);
    await tasks.job().run({ at: new Date(now()) } as never);
    expect(await unmadeOf(exam.id)).toBe(0);
    expect((await rowOf(exam.id, 'officer2'))?.deferred).toBe('unmade');
  });
});

it('keeps the note of an attempt that two take in at once until both are done', async () => {
  const unmade = await kit.get(UnmadeService);
  const first = await unmade.expect('two-at-once', 'attempt-of-two');
  const second = await unmade.expect('two-at-once', 'attempt-of-two');
  await first();
  // A process that ends now leaves the second half done, and the job finds it.
  expect(await unmade.countOf('two-at-once')).toBe(1);
  await first();
  expect(await unmade.countOf('two-at-once')).toBe(1);
  await second();
  expect(await unmade.countOf('two-at-once')).toBe(0);
});
