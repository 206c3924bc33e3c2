import { examContract, openPaper } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { documentOf, LONGEST_MS } from '../../platform/journal';
import { MongoService } from '../../platform/mongo';
import { attemptCollection, attemptJournal } from './attempt.collection';
import { AttemptGate, FAR_BACK_MS } from './attempt.gate';
import { AttemptRepository } from './attempt.repository';
import { SETTLE_MS } from './attempt.rules';
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
import { SittingRepository } from './sitting.repository';
import { SnapshotService } from './snapshot.service';

/** Of the exam below: half an hour to write, and half a minute for what is on its way. */
const LAST = 30.5 * MINUTE;

let kit: Kit;
let paperId: string;
let questions: Confirmed[];
let snapshots: SnapshotService;
let repository: AttemptRepository;

beforeAll(async () => {
  ({ kit, paperId, questions } = await beginExams(10, 5));
  snapshots = await kit.get(SnapshotService);
  repository = await kit.get(AttemptRepository);
});

afterEach(() => {
  jest.restoreAllMocks();
  moveClock(kit, 0);
});

afterAll(() => kit.stop());

const stored = async (_id: string) =>
  (await kit.get(MongoService)).collection(attemptCollection).findOne({ _id });

async function begin() {
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const { attempt, envelope, paperKey } = await start(kit, exam.id, 'officer');
  const codes = openPaper(envelope!, paperKey, openGcm).questions.map(({ code }) => code);
  const params = { attemptId: attempt.id };
  const answers = codes.map((code, index) => rightAnswer(questions, code, index + 1));
  const send = (index: number) =>
    kit.call(examContract.appendAnswer, { params, body: answers[index]! }, 'officer');
  return { id: attempt.id, examId: exam.id, send };
}

/** The database stalls: the next event is written once it is let go, and the answer comes then. */
function stall() {
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  let come = () => {};
  const came = new Promise<void>((done) => (come = done));
  const append = repository.append.bind(repository);
  jest.spyOn(repository, 'append').mockImplementationOnce(async (event) => {
    come();
    await held;
    return append(event);
  });
  return { came, letGo };
}

it('has in the attempt what it acknowledged after that was final', async () => {
  const { id, send } = await begin();
  expect((await send(0)).status).toBe(200);
  const { came, letGo } = stall();
  const late = send(1);
  await came;
  moveClock(kit, LAST + SETTLE_MS + MINUTE);
  await collect(kit);
  expect(await stored(id)).toMatchObject({ state: 'collected', final: true, answered: 1 });
  letGo();
  expect((await late).status).toBe(200);
  expect(await stored(id)).toMatchObject({ final: true, answered: 2, centi: 800 });
});

it('has in it what was kept unheard, once its phone asks again', async () => {
  const { id, send } = await begin();
  const { came, letGo } = stall();
  const unheard = send(0);
  await came;
  moveClock(kit, LAST + SETTLE_MS + MINUTE);
  await collect(kit);
  expect(await stored(id)).toMatchObject({ final: true, answered: 0 });
  // It becomes durable, and its answer is lost on the way.
  jest.spyOn(snapshots, 'takeLate').mockRejectedValueOnce(new Error('killed'));
  letGo();
  expect((await unheard).status).toBe(500);
  expect(await stored(id)).toMatchObject({ final: true, answered: 0 });
  expect((await send(0)).status).toBe(200);
  expect(await stored(id)).toMatchObject({ final: true, answered: 1, centi: 400 });
});

it('makes nothing final by what it read before everything had to be there', async () => {
  const { id, examId, send } = await begin();
  expect((await send(0)).status).toBe(200);
  await handIn(kit, id, 6, 'officer');
  await snapshots.idle();
  // In the last millisecond in which an event may still become durable it is read, which takes a minute.
  const { submittedAt } = (await stored(id))!;
  jest.spyOn(Date, 'now').mockReturnValue(submittedAt!.getTime());
  const listEventsOf = repository.listEventsOf.bind(repository);
  jest.spyOn(repository, 'listEventsOf').mockImplementation(async (ids) => {
    const events = await listEventsOf(ids);
    moveClock(kit, LAST + SETTLE_MS + MINUTE);
    return events;
  });
  moveClock(kit, 30_000 + SETTLE_MS);
  await snapshots.takeLate(id, examId);
  expect(await stored(id)).toMatchObject({ final: false, answered: 1 });
  await collect(kit);
  expect(await stored(id)).toMatchObject({ final: true });
});

it('hears of a hand-in that became durable as late as the journal allows', async () => {
  const { id } = await begin();
  const gate = await kit.get(AttemptGate);
  expect(FAR_BACK_MS).toBeGreaterThanOrEqual(LONGEST_MS + 15_000);
  jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  // What each look reads last.
  const read = jest.spyOn(await kit.get(SittingRepository), 'listChanged');
  const look = async () => {
    const before = read.mock.calls.length;
    await gate.get(id);
    while (read.mock.calls.length === before) await new Promise((done) => setImmediate(done));
    await read.mock.results.at(-1)?.value;
    await new Promise((done) => setImmediate(done));
  };
  for (const after of [MINUTE, 2 * MINUTE]) {
    moveClock(kit, after);
    await look();
  }
  // By another process, which waited for the database.
  const at = new Date(now() - LONGEST_MS);
  const events = (await kit.get(MongoService)).collection(attemptJournal.collection);
  const submit = { type: 'submit' as const, at, deviceAt: at, mark: at, by: 'other' };
  await events.insertOne(documentOf(attemptJournal, { ...submit, attemptId: id, seq: 9 }));
  for (const after of [5_000, 10_000, 14_999, 29_998]) {
    moveClock(kit, 2 * MINUTE + after);
    await look();
  }
  expect(gate.handedInAt(id)).toEqual(at);
  const late = { params: { attemptId: id }, body: { ...phoneWrite(), seq: 10, awayMs: 1 } };
  await kit.fails(examContract.appendLeave, late, 'officer', 'EXAM_HANDED_IN');
});
