import { examContract, openPaper, type Exam } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { JobService } from '../../platform/jobs';
import { MongoService } from '../../platform/mongo';
import { AttemptGate } from './attempt.gate';
import { attemptCollection, writingCollection } from './attempt.collection';
import { AttemptRepository } from './attempt.repository';
import {
  beginExams,
  examDraft,
  handIn,
  iso,
  MINUTE,
  moveClock,
  openAttempt,
  openGcm,
  publishedExam,
  start,
  type Confirmed,
} from './exam.test-kit';
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let questions: Confirmed[];
let paperId: string;
let exam: Exam;

beforeAll(async () => {
  ({ kit, questions, paperId } = await beginExams(12, 6));
});

beforeEach(async () => {
  at(0);
  exam = await publishedExam(kit, examDraft(paperId, now()));
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
});

const begun = (deviceId = makeId()) => openAttempt(kit, questions, exam.id, 'officer', deviceId);

async function snapshotOf(attemptId: string) {
  await (await kit.get(SnapshotService)).idle();
  const mongo = await kit.get(MongoService);
  const over = await mongo.collection(attemptCollection).findOne({ _id: attemptId });
  const writing = await mongo.collection(writingCollection).findOne({ _id: attemptId });
  // In one of the two, never in both once all is written.
  expect(over && writing).toBeNull();
  return over ?? writing;
}

const at = (ms: number) => moveClock(kit, ms);

async function runJobs() {
  await (await kit.get(JobService)).runDue();
}

describe('before an exam', () => {
  it('shows a person what there is to sit, and marks them as reached', async () => {
    await kit.ok(examContract.listMine, { query: {} }, 'officer', ({ items }) => {
      expect(items[0]).toMatchObject({ examId: exam.id, state: 'not_started', nextNo: 1 });
    });
    await kit.ok(examContract.findMine, { params: { examId: exam.id } }, 'officer', (mine) => {
      expect(mine).toMatchObject({
        phase: 'open',
        watermark: `陈立 ${kit.people.officer.staffNumber}`,
        attemptsAllowed: 1,
      });
      expect(mine.paper).toEqual({ title: '执法程序', questions: 6, points: 24 });
    });
    const query = { limit: 100 };
    const params = { examId: exam.id };
    const { items } = await kit.ok(examContract.listAttendance, { params, query }, 'leader');
    const reached = items.filter((row) => row.reachedAt !== null).map((row) => row.name);
    expect(reached).toContain('陈立');
  });

  it('is nothing to those who are not to sit it', async () => {
    const params = { examId: exam.id };
    await kit.fails(examContract.findMine, { params }, 'siblingOfficer', 'NOT_FOUND');
    await kit.fails(examContract.findEnvelope, { params }, 'outsider', 'NOT_FOUND');
    const body = { ...phoneWrite(), no: 1, deviceId: makeId() };
    await kit.fails(examContract.startAttempt, { params, body }, 'outsider', 'NOT_FOUND');
  });

  it('delivers the paper sealed, the same each time, and its key opens no other', async () => {
    const params = { examId: exam.id };
    const first = await kit.ok(examContract.findEnvelope, { params }, 'officer', (envelope) => {
      expect(envelope.sealed).toMatch(/^[0-9a-f]{200,}$/);
    });
    expect(await kit.ok(examContract.findEnvelope, { params }, 'officer')).toEqual(first);
    const other = await kit.ok(examContract.findEnvelope, { params }, 'officer2');
    const { paperKey } = await start(kit, exam.id, 'officer');
    expect(openPaper(first, paperKey, openGcm).questions).toHaveLength(6);
    expect(() => openPaper(other, paperKey, openGcm)).toThrow();
  });
});

describe('writing an exam', () => {
  it('is judged by one gate, whichever route is asked', async () => {
    const { attempt, params, answer } = await begun();
    const gate = await kit.get(AttemptGate);
    expect(gate.get(attempt.id)).toMatchObject({ attemptId: attempt.id, submit: null });
    await kit.ok(examContract.appendAnswer, { params, body: answer(0, 1) }, 'officer');
    await handIn(kit, attempt.id, 2, 'officer');
    expect(gate.get(attempt.id)).toMatchObject({ submit: { seq: 2 } });
  });

  it('loses no hand-in that came while the attempt was read again', async () => {
    const { attempt, params, answer } = await begun();
    const gate = await kit.get(AttemptGate);
    const before = await (await kit.get(AttemptRepository)).listEvents(attempt.id);
    await kit.ok(examContract.appendAnswer, { params, body: answer(0, 1) }, 'officer');
    const taken = gate.take(before);
    gate.note({
      type: 'submit',
      attemptId: attempt.id,
      seq: 2,
      at: new Date(now()),
      deviceAt: new Date(now()),
      mark: new Date(now()),
      by: 'another',
    });
    await taken;
    expect(await gate.get(attempt.id)).toMatchObject({ submit: { seq: 2 } });
  });

  it('starts once, whichever of two phones is first, and ends by the clock of the service', async () => {
    const body = { ...phoneWrite(), no: 1, deviceId: makeId() };
    const params = { examId: exam.id };
    const first = await kit.ok(
      examContract.startAttempt,
      { params, body },
      'officer',
      (started) => {
        const { startedAt, endsAt } = started.attempt;
        expect(Date.parse(endsAt) - Date.parse(startedAt)).toBe(30 * MINUTE);
      },
    );
    expect(await kit.ok(examContract.startAttempt, { params, body }, 'officer')).toEqual(first);
    const again = { ...phoneWrite(), no: 1, deviceId: makeId() };
    const second = await kit.ok(examContract.startAttempt, { params, body: again }, 'officer');
    expect(second.attempt.id).toBe(first.attempt.id);
    expect(second.attempt.startedAt).toBe(first.attempt.startedAt);
  });

  it('keeps the latest answer of each question, and goes on with them on another phone', async () => {
    const { attempt, params, answer } = await begun();
    const wrong = { ...answer(0, 1), answer: { ...answer(0, 1).answer, chosen: [] } };
    await kit.ok(examContract.appendAnswer, { params, body: wrong as never }, 'officer');
    const right = answer(0, 2);
    await kit.ok(examContract.appendAnswer, { params, body: right }, 'officer', (kept) => {
      expect(kept).toMatchObject({ seq: 2, endsAt: attempt.endsAt });
    });
    const leave = { ...phoneWrite(), seq: 3, awayMs: 4_000 };
    await kit.ok(examContract.appendLeave, { params, body: leave }, 'officer', (kept) => {
      expect(kept.seq).toBe(3);
    });
    const { attempt: there } = await start(kit, exam.id, 'officer');
    expect(there.answers.map(({ code, answer: given }) => [code, given])).toEqual([
      [right.questionCode, right.answer],
    ]);
    expect(there.leaves).toBe(1);
    const late = { ...answer(1, 4) };
    await kit.fails(
      examContract.appendAnswer,
      { params, body: late },
      'officer',
      'EXAM_OTHER_DEVICE',
    );
    const here = answer(1, there.nextSeq);
    expect((await kit.ok(examContract.appendAnswer, { params, body: here }, 'officer')).seq).toBe(
      there.nextSeq,
    );
    // What was acknowledged to the first phone is acknowledged to it again.
    const repeated = await kit.ok(examContract.appendAnswer, { params, body: right }, 'officer');
    expect(repeated.seq).toBe(2);
  });

  it('refuses each wrong answer with its own code', async () => {
    const { params, answer, sheet } = await begun();
    const fails = (body: object, code: Parameters<Kit['fails']>[3], as: 'officer' | 'officer2') =>
      kit.fails(examContract.appendAnswer, { params, body }, as, code);
    const one = answer(0, 1);
    const elsewhere = questions.find(
      ({ code }) => !sheet.questions.some((question) => question.code === code),
    )!;
    await fails({ ...one, questionCode: elsewhere.code }, 'NOT_ON_PAPER', 'officer');
    await fails({ ...one, questionCode: 'nowhere' }, 'NOT_ON_PAPER', 'officer');
    const { kind } = one.answer as { kind: string };
    await fails({ ...one, answer: { kind, chosen: ['z'] } }, 'ANSWER_IMPOSSIBLE', 'officer');
    await fails({ ...one, answer: { kind: 'numeric', text: '1' } }, 'ANSWER_IMPOSSIBLE', 'officer');
    await fails(one, 'NOT_FOUND', 'officer2');
    await kit.ok(examContract.appendAnswer, { params, body: one }, 'officer');
    await fails({ ...answer(1, 1) }, 'EXAM_SEQ_TAKEN', 'officer');
    await fails({ ...answer(1, 100_000) }, 'EXAM_OTHER_DEVICE', 'officer');
    const nobody = { attemptId: makeId() };
    await kit.fails(
      examContract.appendAnswer,
      { params: nobody, body: one },
      'officer',
      'NOT_FOUND',
    );
    await kit.fails(
      examContract.appendLeave,
      { params, body: { ...phoneWrite(), seq: 1, awayMs: 1 } },
      'officer',
      'EXAM_SEQ_TAKEN',
    );
    await kit.fails(
      examContract.submitAttempt,
      { params, body: { ...phoneWrite(), seq: 1 } },
      'officer2',
      'NOT_FOUND',
    );
  });

  it.each([-1, 1])('does not care about a phone whose clock is off by %i day', async (days) => {
    const { params, answer } = await begun();
    const deviceAt = new Date(now() + days * 24 * 60 * MINUTE).toISOString();
    const body = { ...answer(0, 1), deviceAt };
    const kept = await kit.ok(examContract.appendAnswer, { params, body }, 'officer');
    expect(Math.abs(Date.parse(kept.receivedAt) - now())).toBeLessThan(MINUTE);
  });

  it('takes answers in the grace and none after it; what it has, it acknowledges for ever', async () => {
    const { params, answer } = await begun();
    at(30 * MINUTE + 20_000);
    const late = answer(0, 1);
    const kept = await kit.ok(examContract.appendAnswer, { params, body: late }, 'officer');
    at(30 * MINUTE + 40_000);
    await kit.fails(
      examContract.appendAnswer,
      { params, body: answer(1, 2) },
      'officer',
      'EXAM_OVER',
    );
    expect(await kit.ok(examContract.appendAnswer, { params, body: late }, 'officer')).toEqual(
      kept,
    );
  });

  it('counts an answer that its own hand-in overtook, and refuses what was written after it', async () => {
    const { attempt, params, answer } = await begun();
    await kit.ok(examContract.appendAnswer, { params, body: answer(0, 1) }, 'officer');
    const body = { ...phoneWrite(), seq: 3 };
    await kit.ok(examContract.submitAttempt, { params, body }, 'officer', (kept) => {
      expect(kept.seq).toBe(3);
    });
    await kit.ok(examContract.appendAnswer, { params, body: answer(1, 2) }, 'officer');
    await kit.fails(
      examContract.appendAnswer,
      { params, body: answer(2, 4) },
      'officer',
      'EXAM_HANDED_IN',
    );
    const snapshot = await snapshotOf(attempt.id);
    expect(snapshot).toMatchObject({ state: 'submitted', centi: 800, maxCenti: 2_400, toMark: 0 });
    expect(snapshot?.answers).toHaveLength(2);
    const again = { ...phoneWrite(), no: 1, deviceId: makeId() };
    await kit.fails(
      examContract.startAttempt,
      { params: { examId: exam.id }, body: again },
      'officer',
      'EXAM_HANDED_IN',
    );
  });

  it('takes in what nobody handed in, and says who was absent', async () => {
    const { attempt, params, answer } = await begun();
    await kit.ok(examContract.appendAnswer, { params, body: answer(0, 1) }, 'officer');
    expect(await snapshotOf(attempt.id)).toMatchObject({ state: 'in_progress', grades: [] });
    at(70 * MINUTE);
    await runJobs();
    expect(await snapshotOf(attempt.id)).toMatchObject({
      state: 'collected',
      centi: 400,
      final: true,
    });
    const query = { limit: 100 };
    const { items } = await kit.ok(
      examContract.listAttendance,
      { params: { examId: exam.id }, query },
      'office',
    );
    const states = new Map(items.map((row) => [row.name, row.state]));
    expect(states.get('陈立')).toBe('submitted');
    expect(states.get('李国强')).toBe('absent');
  });

  it('is taken in while others may still begin, however many ended before and cannot be yet', async () => {
    const { times } = examDraft(paperId, now());
    const window = { ...times, closesAt: iso(now() + 600 * MINUTE), durationMin: 10 };
    exam = await publishedExam(kit, examDraft(paperId, now(), { times: window }));
    const { attempt } = await begun();
    const own = await snapshotOf(attempt.id);
    const attempts = (await kit.get(MongoService)).collection(writingCollection);
    // More than are read at once; nothing can be made of them, so that they stay.
    const crowd = Array.from({ length: 501 }, (_, i) => {
      const _id = makeId();
      return { ...own!, _id, examId: 'another', personId: `p${i}`, endsAt: new Date(0) };
    });
    await attempts.insertMany(crowd);
    // Later than the job ran before: it keeps its pause.
    at(80 * MINUTE);
    await runJobs();
    expect(await snapshotOf(attempt.id)).toMatchObject({ state: 'collected', final: true });
    await attempts.deleteMany({ examId: 'another' });
  });

  it('allows as many attempts as were planned, one after the other', async () => {
    const attempts = { allowed: 2, counts: 'best' as const };
    exam = await publishedExam(kit, examDraft(paperId, now(), { attempts }));
    const first = await begun();
    const params = { examId: exam.id };
    const second = { ...phoneWrite(), no: 2, deviceId: makeId() };
    await kit.fails(
      examContract.startAttempt,
      { params, body: second },
      'officer',
      'STATE_CONFLICT',
    );
    await handIn(kit, first.attempt.id, 1, 'officer');
    const { attempt } = await kit.ok(
      examContract.startAttempt,
      { params, body: second },
      'officer',
    );
    expect(attempt.no).toBe(2);
    expect(attempt.id).not.toBe(first.attempt.id);
    const third = { ...phoneWrite(), no: 3, deviceId: makeId() };
    await kit.fails(
      examContract.startAttempt,
      { params, body: third },
      'officer',
      'NO_ATTEMPT_LEFT',
    );
  });

  it('opens and closes its doors by the clock', async () => {
    const times = { ...examDraft(paperId, now()).times, startWithinMin: 5 };
    exam = await publishedExam(kit, examDraft(paperId, now(), { times }));
    const params = { examId: exam.id };
    const body = { ...phoneWrite(), no: 1, deviceId: makeId() };
    at(-10 * MINUTE);
    await kit.fails(examContract.startAttempt, { params, body }, 'officer', 'EXAM_NOT_OPEN');
    at(10 * MINUTE);
    await kit.fails(examContract.startAttempt, { params, body }, 'officer', 'EXAM_OVER');
  });

  it('never lets a key or an explanation out before its stage', async () => {
    const { attempt, params, answer } = await begun();
    const seen: string[] = [];
    const look = async (contract: Parameters<Kit['call']>[0], input: Parameters<Kit['call']>[1]) =>
      seen.push(JSON.stringify((await kit.call(contract, input, 'officer')).body));
    const examParams = { examId: exam.id };
    await look(examContract.appendAnswer, { params, body: answer(0, 1) });
    await look(examContract.submitAttempt, { params, body: { ...phoneWrite(), seq: 2 } });
    await snapshotOf(attempt.id);
    await look(examContract.findMine, { params: examParams });
    await look(examContract.findEnvelope, { params: examParams });
    await look(examContract.listMine, {});
    const { sheet } = await begunBy('officer2');
    seen.push(JSON.stringify(sheet));
    expect(seen.join()).not.toMatch(/"key":|"explanation"|阅卷后才能看|secret/);
  });
});

async function begunBy(as: 'officer2') {
  const { paperKey, envelope } = await start(kit, exam.id, as);
  return { sheet: openPaper(envelope!, paperKey, openGcm) };
}
