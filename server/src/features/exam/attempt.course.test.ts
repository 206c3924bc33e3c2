import { examContract, openPaper, type Exam } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { JobService } from '../../platform/jobs';
import { MongoService } from '../../platform/mongo';
import { attemptCollection } from './attempt.collection';
import { AttemptGate } from './attempt.gate';
import { LiveAttempts } from './attempt.live';
import { sittingCollection } from './exam.collection';
import {
  beginExams,
  examDraft,
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
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let paperId: string;
let questions: Confirmed[];
let exam: Exam;

beforeAll(async () => {
  ({ kit, paperId, questions } = await beginExams(10, 5));
});

afterEach(() => moveClock(kit, 0));
afterAll(() => kit.stop());

const at = (ms: number) => moveClock(kit, ms);

async function snapshotOf(attemptId: string) {
  await (await kit.get(SnapshotService)).idle();
  const mongo = await kit.get(MongoService);
  return mongo.collection(attemptCollection).findOne({ _id: attemptId });
}

describe('from the sealed paper to the hand-in', () => {
  it('hands the sealed paper out ahead, and its key only with the start', async () => {
    const { times } = examDraft(paperId, now());
    const later = {
      ...times,
      opensAt: iso(now() + 60 * MINUTE),
      closesAt: iso(now() + 120 * MINUTE),
    };
    exam = await publishedExam(kit, examDraft(paperId, now(), { times: later }));
    const params = { examId: exam.id };
    const ahead = await kit.ok(examContract.findEnvelope, { params }, 'officer');
    const body = { ...phoneWrite(), no: 1, deviceId: makeId(), withPaper: false };
    await kit.fails(examContract.startAttempt, { params, body }, 'officer', 'EXAM_NOT_OPEN');
    at(61 * MINUTE);
    const begun = await kit.ok(examContract.startAttempt, { params, body }, 'officer');
    expect(begun.envelope).toBeNull();
    const { questions } = openPaper(ahead, begun.paperKey, openGcm);
    expect(questions).toHaveLength(exam.paper!.questions);
    expect(() => openPaper(ahead, 'ab'.repeat(32), openGcm)).toThrow();
  });

  it('may be begun on any day of a long window', async () => {
    const { times } = examDraft(paperId, now());
    const DAY = 24 * 60 * MINUTE;
    const week = { ...times, closesAt: iso(now() + 5 * DAY) };
    const kind = 'open_window' as const;
    exam = await publishedExam(kit, examDraft(paperId, now(), { kind, times: week }));
    at(3 * DAY);
    const { attempt } = await start(kit, exam.id, 'officer');
    expect(Date.parse(attempt.endsAt) - Date.parse(attempt.startedAt)).toBe(30 * MINUTE);
    at(5 * DAY + MINUTE);
    const body = { ...phoneWrite(), no: 1, deviceId: makeId() };
    const params = { examId: exam.id };
    await kit.fails(examContract.startAttempt, { params, body }, 'officer2', 'EXAM_OVER');
  });

  it('keeps each answer that it acknowledges, however a hand-in races it', async () => {
    const attempts = { allowed: 10, counts: 'last' as const };
    exam = await publishedExam(kit, examDraft(paperId, now(), { attempts }));
    for (let no = 1; no <= 10; no += 1) {
      const input = {
        params: { examId: exam.id },
        body: { ...phoneWrite(), no, deviceId: makeId(), withPaper: true },
      };
      const begun = await kit.ok(examContract.startAttempt, input, 'officer');
      const { id } = begun.attempt;
      const params = { attemptId: id };
      const sheet = openPaper(begun.envelope!, begun.paperKey, openGcm);
      const given = sheet.questions.map(({ code }, index) =>
        rightAnswer(questions, code, index + 1),
      );
      // All at once: the hand-in is written after the answers, and may arrive before some.
      const calls = given.map((body) =>
        kit.call(examContract.appendAnswer, { params, body }, 'officer'),
      );
      const submit = { ...phoneWrite(), seq: given.length + 1 };
      calls.splice(
        no % (calls.length + 1),
        0,
        kit.call(examContract.submitAttempt, { params, body: submit }, 'officer'),
      );
      const statuses = (await Promise.all(calls)).map(({ status }) => status);
      expect(statuses).toEqual(statuses.map(() => 200));
      const saved = await snapshotOf(id);
      expect(saved?.state).toBe('submitted');
      const kept = new Map(saved?.answers.map(({ code, seq }) => [code, seq]));
      expect(kept).toEqual(new Map(given.map(({ questionCode, seq }) => [questionCode, seq])));
    }
  });

  it('stays taken in: minutes that come after it are refused, and so is what they would let in', async () => {
    exam = await publishedExam(kit, examDraft(paperId, now()));
    const { attempt } = await start(kit, exam.id, 'officer');
    const personId = kit.people.officer._id;
    const params = { examId: exam.id, personId };
    at(70 * MINUTE);
    await (await kit.get(JobService)).runDue();
    expect(await snapshotOf(attempt.id)).toMatchObject({ state: 'collected', final: true });
    const { version } = (await statesOf(kit, exam.id)).get(personId)!;
    const times = { opensAt: null, closesAt: null, extraMin: 60 };
    const body = { ...phoneWrite(), version, times, deferred: null, note: null };
    const late = await kit.fails(
      examContract.changeSitting,
      { params, body },
      'office',
      'STATE_CONFLICT',
    );
    expect(late.message).toContain('已经收卷');
    // As where the minutes were given while it was being taken in.
    const mongo = await kit.get(MongoService);
    const sittings = mongo.collection(sittingCollection);
    await sittings.updateOne(
      { examId: exam.id, personId },
      { $set: { times: { opensAt: null, closesAt: null, extraMin: 60 } } },
    );
    const gate = await kit.get(AttemptGate);
    await gate.noteSitting((await sittings.findOne({ examId: exam.id, personId }))!);
    const leave = {
      params: { attemptId: attempt.id },
      body: { ...phoneWrite(), seq: 1, awayMs: 1 },
    };
    await kit.fails(examContract.appendLeave, leave, 'officer', 'EXAM_OVER');
    // As in another process, which reads it anew.
    Object.assign(gate, { live: new LiveAttempts(10) });
    await kit.fails(
      examContract.appendLeave,
      { ...leave, body: { ...leave.body, ...phoneWrite() } },
      'officer',
      'EXAM_OVER',
    );
  });
});
