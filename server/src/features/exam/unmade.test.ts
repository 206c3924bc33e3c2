import { examContract, examResultContract, openPaper } from '@qiangji/shared-types';
import { MongoNetworkError } from 'mongodb';
import type { Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { log } from '../../platform/log';
import { MongoService } from '../../platform/mongo';
import { attemptCollection, attemptJournal, writingCollection } from './attempt.collection';
import type { AnswerEvent } from './attempt.events';
import { AttemptRepository } from './attempt.repository';
import { examCollection, type ExamDocument } from './exam.collection';
import {
  beginExams,
  examDraft,
  handIn,
  MINUTE,
  moveClock,
  openGcm,
  publishedExam,
  rightAnswer,
  start,
  type Confirmed,
} from './exam.test-kit';
import { PaperStore } from './paper-store.service';
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let paperId: string;
let questions: Confirmed[];
let snapshots: SnapshotService;
let mongo: MongoService;
const PEOPLE = ['officer', 'officer2', 'leader'] as const;

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

/** The one answer of an attempt is kept as nobody can read it; the way back is answered. */
async function damage(attemptId: string): Promise<() => Promise<unknown>> {
  const events = mongo.collection(attemptJournal.collection);
  const _id = `${attemptId}:0000000001`;
  const { answer } = (await events.findOne({ _id })) as AnswerEvent;
  await events.updateOne({ _id }, { $set: { answer: { kind: answer.kind } as never } });
  return () => events.updateOne({ _id }, { $set: { answer } });
}

it('grades and settles all but the one that cannot be graded, names it, and makes it once it is mended', async () => {
  const told = jest.spyOn(log(), 'error').mockReturnValue(undefined);
  const other = await publishedExam(kit, examDraft(paperId, now()));
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const ids = [];
  for (const as of PEOPLE) ids.push(await write(exam.id, as));
  const [good, bad, late] = ids as [string, string, string];
  const mend = await damage(bad);
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
    snapshots.noteStart(event as never);
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
