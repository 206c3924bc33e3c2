import {
  DEVICE_NOW_HEADER,
  examContract,
  examResultContract,
  type Exam,
} from '@qiangji/shared-types';
import type { Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import {
  beginExams,
  examDraft,
  handIn,
  iso,
  MINUTE,
  moveClock,
  openAttempt,
  publishedExam,
  type Confirmed,
} from './exam.test-kit';
import { AttemptRepository } from './attempt.repository';
import { sittingCollection } from './exam.collection';
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let questions: Confirmed[];
let paperId: string;
let exam: Exam;

beforeAll(async () => {
  ({ kit, questions, paperId } = await beginExams(12, 6));
});

beforeEach(async () => {
  moveClock(kit, 0);
  const draft = examDraft(paperId, now());
  exam = await publishedExam(kit, { ...draft, times: { ...draft.times, graceS: 120 } });
});

afterEach(() => moveClock(kit, 0));

afterAll(() => kit.stop());

/** An attempt that ends half an hour from now; `written` in seconds after that end. */
async function begun() {
  const begin = await openAttempt(kit, questions, exam.id, 'officer');
  const { attempt, params } = begin;
  const endMs = Date.parse(attempt.endsAt);
  const answer = (seq: number, written: number) => ({
    params,
    body: {
      ...begin.answer(seq % 6, seq),
      writtenAt: iso(endMs + written * 1_000),
    },
  });
  const after = (s: number) => moveClock(kit, 30 * MINUTE + s * 1_000);
  return { attempt, endMs, answer, after };
}

const { appendAnswer } = examContract;

it('takes in the grace what was written in time, and nothing that was written after the end', async () => {
  const { attempt, answer, after } = await begun();
  after(60);
  await kit.fails(appendAnswer, answer(1, 30), 'officer', 'ANSWER_TOO_LATE');
  await kit.ok(appendAnswer, answer(2, -1), 'officer', (kept) => expect(kept.seq).toBe(2));
  const kept = await (await kit.get(AttemptRepository)).listEvents(attempt.id);
  expect(kept.map(({ seq }) => seq)).toEqual([0, 2]);
});

it('goes by the phone’s clock as it was measured at the sending where the phone knew no other', async () => {
  const { endMs, answer, after } = await begun();
  after(60);
  const day = 24 * 60 * MINUTE;
  const send = (seq: number, s: number) => {
    const { params, body } = answer(seq, 0);
    const deviceAt = iso(endMs + s * 1_000 + day);
    const headers = { [DEVICE_NOW_HEADER]: iso(now() + day) };
    const asked = { params, body: { ...body, writtenAt: undefined, deviceAt } };
    return kit.call(appendAnswer, asked, 'officer', headers);
  };
  expect(await send(1, 50)).toMatchObject({ status: 409, body: { code: 'ANSWER_TOO_LATE' } });
  expect(await send(2, -50)).toMatchObject({ status: 200 });
});

it('refuses nothing for a date ahead of its arrival, which stands instead, and has it judged', async () => {
  const { attempt, answer, after } = await begun();
  after(60);
  await kit.ok(appendAnswer, answer(1, 90), 'officer');
  const repository = await kit.get(AttemptRepository);
  const kept = (await repository.listEvents(attempt.id)).find(({ seq }) => seq === 1);
  expect(kept).toMatchObject({ ahead: true, writtenAt: kept?.at });
  await handIn(kit, attempt.id, 2, 'officer');
  await (await kit.get(SnapshotService)).idle();
  const params = { examId: exam.id };
  await kit.ok(examResultContract.listFlags, { params }, 'office', ({ items }) => {
    expect(items).toMatchObject([{ attemptId: attempt.id, late: 1 }]);
  });
});

it('takes what was written in the time that another process has just given', async () => {
  const { answer, after } = await begun();
  const sittings = (await kit.get(MongoService)).collection(sittingCollection);
  const whose = { examId: exam.id, personId: kit.people.officer._id };
  const times = { opensAt: null, closesAt: null, extraMin: 5 };
  await sittings.updateOne(whose, { $set: { times } });
  after(60);
  await kit.ok(appendAnswer, answer(1, 30), 'officer', ({ endsAt }) => {
    expect(Date.parse(endsAt) - now()).toBeGreaterThan(3 * MINUTE);
  });
});

it('takes what is written in such time though its old end and grace are over', async () => {
  const { answer, after } = await begun();
  const sittings = (await kit.get(MongoService)).collection(sittingCollection);
  const whose = { examId: exam.id, personId: kit.people.officer._id };
  await sittings.updateOne(whose, {
    $set: { times: { opensAt: null, closesAt: null, extraMin: 5 } },
  });
  after(200);
  await kit.ok(appendAnswer, answer(1, 199), 'officer');
});

it('keeps for a person to judge what was held back until after the end, and counts it', async () => {
  const { attempt, answer, after } = await begun();
  after(-10);
  await kit.ok(appendAnswer, answer(6, -10), 'officer');
  after(60);
  // Dated a minute before the end, while the phone was heard ten seconds before it.
  for (const seq of [1, 2, 3]) await kit.ok(appendAnswer, answer(seq, -60), 'officer');
  await handIn(kit, attempt.id, 7, 'officer');
  await (await kit.get(SnapshotService)).idle();
  const params = { examId: exam.id };
  await kit.ok(examResultContract.listFlags, { params }, 'office', ({ items }) => {
    expect(items).toMatchObject([{ attemptId: attempt.id, late: 3, leaves: 0, judgement: null }]);
  });
  const mine = await kit.ok(examResultContract.findMine, { params }, 'officer');
  expect(mine.attempt?.score).toMatchObject({ centi: 1_600 });
});
