import { examContract, type Exam } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { streamRange } from '../../platform/journal';
import { MongoService } from '../../platform/mongo';
import { attemptCollection, attemptJournal } from './attempt.collection';
import { AttemptGate } from './attempt.gate';
import {
  beginExams,
  examDraft,
  handIn,
  openAttempt,
  publishedExam,
  start,
  type Confirmed,
} from './exam.test-kit';
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let questions: Confirmed[];
let exam: Exam;

beforeAll(async () => {
  let paperId: string;
  ({ kit, questions, paperId } = await beginExams(12, 6));
  exam = await publishedExam(kit, examDraft(paperId, now()));
});

afterAll(() => kit.stop());

/** What happened so far as versions before kept it: every event with all its fields, and answers as they are. */
async function keepAsBefore(attemptId: string): Promise<number> {
  const events = (await kit.get(MongoService)).collection(attemptJournal.collection);
  const documents = await events.find({ _id: streamRange(attemptId) }).toArray();
  for (const document of documents) {
    const { _id } = document;
    await events.replaceOne({ _id }, { ...attemptJournal.unpack(document) } as never);
  }
  await (await kit.get(AttemptGate)).load(attemptId);
  return documents.length;
}

it('goes on with an attempt that began before answers were kept as one text', async () => {
  const { attempt, params, answer } = await openAttempt(kit, questions, exam.id, 'officer');
  const send = (body: ReturnType<typeof answer>) =>
    kit.ok(examContract.appendAnswer, { params, body }, 'officer');
  const [first, second] = [answer(0, 1), answer(1, 2)];
  const kept = await send(first);
  await send(second);
  expect(await keepAsBefore(attempt.id)).toBe(3);

  // A repeat is the first one; another answer under its number is refused.
  expect(await send(first)).toEqual(kept);
  const other = { params, body: answer(2, 1) };
  await kit.fails(examContract.appendAnswer, other, 'officer', 'EXAM_SEQ_TAKEN');

  const { attempt: there } = await start(kit, exam.id, 'officer', makeId());
  expect(new Map(there.answers.map((one) => [one.code, one.answer]))).toEqual(
    new Map([first, second].map((one) => [one.questionCode, one.answer])),
  );
  await send(answer(2, there.nextSeq));
  await handIn(kit, attempt.id, there.nextSeq + 1, 'officer');
  expect(await keepAsBefore(attempt.id)).toBe(6);
  await (await kit.get(SnapshotService)).idle();
  const attempts = (await kit.get(MongoService)).collection(attemptCollection);
  const graded = await attempts.findOne({ _id: attempt.id });
  expect(graded).toMatchObject({ state: 'submitted', answered: 3, folded: 6, devices: 2 });
  expect(graded!.grades.filter((one) => one.scoreBp === 10_000)).toHaveLength(3);
});
