import { examContract, type Exam } from '@qiangji/shared-types';
import type { Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { AttemptRepository } from './attempt.repository';
import { beginExams, examDraft, publishedExam, start } from './exam.test-kit';
import { ExamRepository } from './exam.repository';

const CONSOLES = 6;

let kit: Kit;
let exam: Exam;

beforeAll(async () => {
  const begun = await beginExams(6, 3);
  ({ kit } = begun);
  exam = await publishedExam(kit, examDraft(begun.paperId, now()));
  await start(kit, exam.id, 'officer');
});

afterAll(() => kit.stop());

/** Everything of an exam is read only once `release` is called; `reads` are those begun. */
async function held() {
  const attempts = await kit.get(AttemptRepository);
  let release: () => void = () => undefined;
  const until = new Promise<void>((done) => (release = done));
  const list = attempts.listOfExam.bind(attempts);
  const reads = jest.spyOn(attempts, 'listOfExam').mockImplementation(async (...asked) => {
    await until;
    return list(...asked);
  });
  return { reads, release };
}

it('is read once for all consoles of one reach that ask meanwhile, and apart for each reach', async () => {
  const { reads, release } = await held();
  const found = jest.spyOn(await kit.get(ExamRepository), 'find');
  const ask = (as: 'office' | 'leader') =>
    kit.ok(examContract.findProgress, { params: { examId: exam.id } }, as);
  const asked = Array.from({ length: CONSOLES }, () => ask('office'));
  const leader = ask('leader');
  while (found.mock.results.length < CONSOLES + 1) await new Promise(setImmediate);
  await Promise.all(found.mock.results.map(({ value }) => value as Promise<unknown>));
  await new Promise(setImmediate);
  release();
  const all = await Promise.all(asked);
  for (const one of all) expect(one.counts.inProgress).toBe(1);
  expect((await leader).counts.inProgress).toBe(1);
  // Of the keepers the first, and one for whoever asked after it began; the leader's own people apart.
  expect(reads).toHaveBeenCalledTimes(3);
});
