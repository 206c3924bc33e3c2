import { examContract, openPaper } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { log } from '../../platform/log';
import { MongoService } from '../../platform/mongo';
import { examCollection, sittingCollection } from './exam.collection';
import {
  beginExams,
  collect,
  damage,
  examDraft,
  handIn,
  MINUTE,
  moveClock,
  openGcm,
  publishedExam,
  rightAnswer,
  start,
  statesOf,
  type Confirmed,
} from './exam.test-kit';
import { SnapshotService } from './snapshot.service';
import { ExamTaskService } from './task.service';
import { UnmadeRepository } from './unmade.repository';

let kit: Kit;
let paperId: string;
let questions: Confirmed[];
let snapshots: SnapshotService;
const REVIEW = { score: 'after_submit', answers: 'when_released', keys: 'when_released', explanations: 'when_released' } as const; // prettier-ignore

beforeAll(async () => {
  ({ kit, paperId, questions } = await beginExams(10, 5));
  snapshots = await kit.get(SnapshotService);
});

beforeEach(() => jest.spyOn(log(), 'error').mockReturnValue(undefined));

afterEach(() => {
  jest.restoreAllMocks();
  moveClock(kit, 0);
});

afterAll(() => kit.stop());

const twice = () =>
  publishedExam(
    kit,
    examDraft(paperId, now(), { review: REVIEW, attempts: { allowed: 2, counts: 'best' } }),
  );

/** Answers one question rightly and hands in; a damaged one nobody can grade. */
async function sit(
  examId: string,
  no: number,
  how: 'whole' | 'damaged',
  as: PersonKey = 'officer',
): Promise<() => Promise<unknown>> {
  const { attempt, envelope, paperKey } = await start(kit, examId, as, undefined, no);
  const [question] = openPaper(envelope!, paperKey, openGcm).questions;
  const body = rightAnswer(questions, question!.code, 1);
  await kit.ok(examContract.appendAnswer, { params: { attemptId: attempt.id }, body }, as);
  const mend = how === 'damaged' ? await damage(kit, attempt.id) : () => Promise.resolve();
  await handIn(kit, attempt.id, 2, as);
  await snapshots.idle();
  return mend;
}

const settle = (exam: { id: string; version: number }) => ({
  params: { examId: exam.id },
  body: { ...phoneWrite(), version: exam.version, reason: '存盘坏了，找不回来' },
});

async function sittingOf(examId: string, as: PersonKey = 'officer') {
  const sittings = (await kit.get(MongoService)).collection(sittingCollection);
  return sittings.findOne({ examId, personId: kit.people[as]._id });
}

const settledAt = async (_id: string) =>
  (await (await kit.get(MongoService)).collection(examCollection).findOne({ _id }))?.settledAt;

describe('whoever has another paper in an exam that is settled without one of theirs', () => {
  it.each([
    ['an earlier one', 'whole', 'damaged'],
    ['a later one', 'damaged', 'whole'],
  ] as const)('keeps %s, which counts', async (_, first, second) => {
    const exam = await twice();
    await sit(exam.id, 1, first);
    await sit(exam.id, 2, second);
    moveClock(kit, 90 * MINUTE);
    await collect(kit);
    expect(await settledAt(exam.id)).toBeNull();
    await kit.ok(examContract.settleUnmade, settle(exam), 'office');
    await collect(kit);
    expect(await settledAt(exam.id)).not.toBeNull();
    const sitting = await sittingOf(exam.id);
    expect(sitting).toMatchObject({ deferred: null });
    expect(sitting?.setAside ?? 0).toBe(0);
    expect((await statesOf(kit, exam.id)).get(sitting!.personId)?.state).toBe('submitted');
  });

  it('is deferred where nobody can grade either of them', async () => {
    const exam = await twice();
    await sit(exam.id, 1, 'damaged');
    await sit(exam.id, 2, 'damaged');
    moveClock(kit, 90 * MINUTE);
    await collect(kit);
    await kit.ok(examContract.settleUnmade, settle(exam), 'office');
    expect(await sittingOf(exam.id)).toMatchObject({ deferred: 'unmade', setAside: 2 });
  });
});

it('counts a paper that could be graded before the word of the keeper was carried out', async () => {
  const exam = await twice();
  const mend = await sit(exam.id, 1, 'damaged');
  await sit(exam.id, 1, 'damaged', 'officer2');
  moveClock(kit, 90 * MINUTE);
  await collect(kit);
  const tasks = await kit.get(ExamTaskService);
  const dying = jest.spyOn(tasks, 'carryOut').mockRejectedValueOnce(new Error('killed'));
  await kit.fails(examContract.settleUnmade, settle(exam), 'office', 'INTERNAL');
  dying.mockRestore();
  await mend();
  moveClock(kit, 95 * MINUTE);
  await collect(kit);
  await tasks.job().run({ at: new Date(now()) } as never);
  expect((await sittingOf(exam.id))?.deferred).toBeNull();
  expect((await sittingOf(exam.id, 'officer2'))?.deferred).toBe('unmade');
});

it('waits no longer for what follows of a paper that could be graded, on the word of the keeper', async () => {
  const exam = await twice();
  await sit(exam.id, 1, 'whole');
  await sit(exam.id, 1, 'damaged', 'officer2');
  moveClock(kit, 90 * MINUTE);
  await collect(kit);
  const { officer } = kit.people;
  const states = await statesOf(kit, exam.id);
  const attemptId = states.get(officer._id)!.attempt!.id;
  const dueAt = new Date(now() + 1_000 * MINUTE);
  const noted = { _id: attemptId, examId: exam.id, over: true, tries: 1, dueAt };
  await (await kit.get(UnmadeRepository)).save({ ...noted, schemaVersion: 1 });
  expect(await settledAt(exam.id)).toBeNull();
  await kit.ok(examContract.settleUnmade, settle(exam), 'office');
  await collect(kit);
  expect(await settledAt(exam.id)).not.toBeNull();
  expect(await sittingOf(exam.id)).toMatchObject({ deferred: null });
  expect(await sittingOf(exam.id, 'officer2')).toMatchObject({ deferred: 'unmade' });
});

it('waits for none again that a keeper left out while it was tried', async () => {
  const exam = await twice();
  await sit(exam.id, 1, 'damaged');
  moveClock(kit, 90 * MINUTE);
  await collect(kit);
  const repository = await kit.get(UnmadeRepository);
  const find = repository.find.bind(repository);
  jest.spyOn(repository, 'find').mockImplementation(async (id) => {
    const known = await find(id);
    await repository.leaveOut([id]);
    return known;
  });
  moveClock(kit, 95 * MINUTE);
  await collect(kit);
  expect(await repository.countOf(exam.id)).toBe(0);
});
