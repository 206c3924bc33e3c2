import {
  examContract,
  examResultContract,
  openPaper,
  type SheetQuestion,
} from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { JournalService } from '../../platform/journal';
import { MongoService } from '../../platform/mongo';
import { attemptCollection } from './attempt.collection';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository } from './attempt.repository';
import { AttemptService } from './attempt.service';
import {
  beginExams,
  collect,
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
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let paperId: string;
let questions: Confirmed[];
let snapshots: SnapshotService;

beforeAll(async () => {
  ({ kit, paperId, questions } = await beginExams(10, 5));
  snapshots = await kit.get(SnapshotService);
});

afterEach(() => {
  jest.restoreAllMocks();
  moveClock(kit, 0);
});

afterAll(() => kit.stop());

/** A second process on the same database: what it hears of an attempt it keeps to itself, and it has its own journal. */
async function secondProcess() {
  const mongo = await kit.get(MongoService);
  const first = await kit.get(AttemptService);
  const journals = Object.assign(new JournalService(), { mongo });
  const repository = Object.assign(new AttemptRepository(), { mongo, journals });
  const { sittings, exams, papers } = first;
  const known = { repository, sittings, exams, papers };
  const gate = Object.assign(new AttemptGate(), known);
  const service = Object.assign(new AttemptService(), { ...known, gate, snapshots });
  const { _id: personId } = kit.people.officer;
  const call = { scope: { personId }, clockOffsetMs: 0 } as never;
  type Asked<K extends 'appendAnswer' | 'submitAttempt'> = Parameters<AttemptService[K]>[0];
  return {
    appendAnswer: (asked: Omit<Asked<'appendAnswer'>, 'query'>) =>
      service.appendAnswer({ ...asked, query: undefined as never }, call),
    submitAttempt: (asked: Omit<Asked<'submitAttempt'>, 'query'>) =>
      service.submitAttempt({ ...asked, query: undefined as never }, call),
  };
}

async function begun() {
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const { attempt, paperKey, envelope } = await start(kit, exam.id, 'officer', makeId());
  const params = { attemptId: attempt.id };
  const sheet = openPaper(envelope!, paperKey, openGcm).questions;
  const answer = (at: number) => ({
    params,
    body: rightAnswer(questions, codeOf(sheet, at), at + 1),
  });
  return { exam, params, answer };
}

const codeOf = (sheet: readonly SheetQuestion[], at: number) => sheet[at]!.code;

const made = async (_id: string) =>
  (await kit.get(MongoService)).collection(attemptCollection).findOne({ _id });

it('loses no acknowledged answer of an attempt that is written through two processes', async () => {
  const { exam, params, answer } = await begun();
  const second = await secondProcess();
  const kept: number[] = [];
  const toFirst = async (at: number) => {
    const { seq } = await kit.ok(examContract.appendAnswer, answer(at), 'officer');
    kept.push(seq);
  };
  const toSecond = async (at: number) => {
    kept.push((await second.appendAnswer(answer(at))).seq);
  };
  await toFirst(0);
  await toSecond(1);
  await toSecond(2);
  // The hand-in goes to the second. The first has not heard of it when what was written before arrives there.
  const body = { ...phoneWrite(), seq: 9 };
  await second.submitAttempt({ params, body });
  await toFirst(3);
  await toSecond(4);
  await snapshots.idle();
  moveClock(kit, 90 * MINUTE);
  await collect(kit);
  expect(kept).toEqual([1, 2, 3, 4, 5]);
  const { answers, centi, state } = (await made(params.attemptId))!;
  expect(answers.map(({ seq }) => seq).sort()).toEqual(kept);
  expect({ centi, state }).toEqual({ centi: 2_000, state: 'submitted' });
  const mine = { params: { examId: exam.id } };
  await kit.ok(examResultContract.findMine, mine, 'officer', ({ attempt }) => {
    expect(attempt?.score?.centi).toBe(2_000);
  });
});

it('grades what one process took after the hand-in that another one took, once it hears of that', async () => {
  const { params, answer } = await begun();
  const second = await secondProcess();
  await kit.ok(examContract.appendAnswer, answer(0), 'officer');
  const body = { ...phoneWrite(), seq: 9 };
  await second.submitAttempt({ params, body });
  await snapshots.takeIn([params.attemptId]);
  await kit.ok(examContract.appendAnswer, answer(1), 'officer');
  await snapshots.idle();
  expect((await made(params.attemptId))?.centi).toBe(400);
  // Whatever comes next makes the first look around.
  const gate = await kit.get(AttemptGate);
  const looked = jest.spyOn(gate.sittings, 'listChanged');
  moveClock(kit, 10_000);
  await kit.ok(examContract.appendAnswer, answer(1), 'officer');
  while (looked.mock.calls.length === 0) await new Promise(setImmediate);
  // It reads what it missed before it grades anew.
  while ((await made(params.attemptId))?.centi === 400) await snapshots.idle();
  expect((await made(params.attemptId))?.centi).toBe(800);
});

it('grades an answer that a hand-in overtook while its attempt was read anew', async () => {
  const { params, answer } = await begun();
  const gate = await kit.get(AttemptGate);
  const repository = await kit.get(AttemptRepository);
  await kit.ok(examContract.appendAnswer, answer(0), 'officer');
  // The answer is let in, and is not durable yet.
  let write: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (write = resolve));
  const append = repository.append.bind(repository);
  let reached: () => void = () => undefined;
  const atJournal = new Promise<void>((resolve) => (reached = resolve));
  jest.spyOn(repository, 'append').mockImplementationOnce(async (event) => {
    reached();
    await held;
    return append(event);
  });
  const late = kit.ok(examContract.appendAnswer, answer(1), 'officer');
  await atJournal;
  await gate.load(params.attemptId);
  await handIn(kit, params.attemptId, 9, 'officer');
  await snapshots.idle();
  expect((await made(params.attemptId))?.centi).toBe(400);
  write();
  await late;
  await snapshots.idle();
  expect((await made(params.attemptId))?.centi).toBe(800);
});
