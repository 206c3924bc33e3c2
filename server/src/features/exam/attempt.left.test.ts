import { examContract } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { writingCollection } from './attempt.collection';
import {
  beginExams,
  handIn,
  MINUTE,
  moveClock,
  publishedExam,
  statesOf,
  surpriseDraft,
} from './exam.test-kit';
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let paperId: string;
let snapshots: SnapshotService;

beforeAll(async () => {
  ({ kit, paperId } = await beginExams(10, 5));
  snapshots = await kit.get(SnapshotService);
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

/** Starts, and the process is killed before it makes the document. */
async function startAndDie() {
  const exam = await publishedExam(kit, surpriseDraft(paperId, now()));
  const dying = jest.spyOn(snapshots, 'noteStart').mockReturnValueOnce(undefined);
  const body = { ...phoneWrite(), no: 1, deviceId: makeId() };
  const asked = { params: { examId: exam.id }, body };
  const { attempt } = await kit.ok(examContract.startAttempt, asked, 'officer');
  dying.mockRestore();
  await snapshots.idle();
  return { exam, asked, attempt };
}

const stateOf = async (examId: string) =>
  (await statesOf(kit, examId)).get(kit.people.officer._id)?.state;

const written = async (_id: string) =>
  (await kit.get(MongoService)).collection(writingCollection).findOne({ _id });

it('makes the document of a start whose process was killed when the phone starts again', async () => {
  const { exam, asked, attempt } = await startAndDie();
  expect(await stateOf(exam.id)).toBe('not_started');
  await kit.ok(examContract.startAttempt, asked, 'officer');
  await snapshots.idle();
  expect(await stateOf(exam.id)).toBe('in_progress');
  // Handed in, it does not come back by the first start that arrives once more.
  await handIn(kit, attempt.id, 1, 'officer');
  await snapshots.idle();
  await kit.ok(examContract.startAttempt, asked, 'officer');
  await snapshots.idle();
  expect(await written(attempt.id)).toBeNull();
});

it('finds it by a job, and its person goes on also when nobody may start any more', async () => {
  const { exam } = await startAndDie();
  const params = { examId: exam.id };
  // Whoever just began is seen to by the process that took the start.
  await run('exam-unmade');
  expect(await stateOf(exam.id)).toBe('not_started');
  moveClock(kit, 6 * MINUTE);
  const stuck = await kit.ok(examContract.findMine, { params }, 'officer');
  expect(stuck.nextNo).toBeNull();
  await run('exam-unmade');
  expect(await stateOf(exam.id)).toBe('in_progress');
  await kit.ok(examContract.findMine, { params }, 'officer', (mine) => {
    expect(mine).toMatchObject({ state: 'in_progress', nextNo: 1 });
  });
});
