import { addDays, dayOf, examContract, quizContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { now } from '../../platform/clock';
import {
  confirmedQuestions,
  examDraft,
  iso,
  makeExam,
  MINUTE,
  moveClock,
  publishedExam,
  publishedPaper,
  blueprint,
} from './exam.test-kit';

const DAY = 24 * 60 * MINUTE;
const LAW = { name: '市容条例（试行）', article: '第三条', version: '2019' };

let kit: Kit;
let paperId: string;

beforeAll(async () => {
  kit = await Kit.start();
  const cited = await confirmedQuestions(kit, 2, LAW);
  const [other] = await confirmedQuestions(kit, 1);
  const questions = [...cited, other!].map(({ code }) => ({ code, points: 4 }));
  const content = { method: 'fixed' as const, questions };
  paperId = (await publishedPaper(kit, blueprint(3, { content }))).id;
});

afterEach(() => moveClock(kit, 0));
afterAll(() => kit.stop());

/** An exam so many days from now, for an hour. */
function inDays(days: number) {
  const { times } = examDraft(paperId, now());
  const opensAt = now() + days * DAY;
  const window = { ...times, opensAt: iso(opensAt), closesAt: iso(opensAt + 60 * MINUTE) };
  return examDraft(paperId, now(), { times: window });
}

async function endLaw(endsOn: string | null) {
  const { name, version } = LAW;
  const body = { ...phoneWrite(), name, version, endsOn };
  await kit.ok(quizContract.endLaw, { body }, 'legalOfficer');
}

it('finds exams that would ask by a law which is out of force on their day, and sends none out', async () => {
  const before = await publishedExam(kit, inDays(1));
  const after = await publishedExam(kit, inDays(10));
  const planned = await makeExam(kit, inDays(10));
  expect([before.outdated, after.outdated, planned.outdated]).toEqual([0, 0, 0]);
  await endLaw(addDays(dayOf(now()), 5));
  const listed = await kit.ok(examContract.listExams, {}, 'office');
  const outdated = new Map(listed.items.map((one) => [one.id, one.outdated]));
  // The day of each exam counts: the one before is asked as the law then stands.
  expect([before.id, after.id, planned.id].map((id) => outdated.get(id))).toEqual([0, 2, 2]);
  const publish = {
    params: { examId: planned.id },
    body: { ...phoneWrite(), version: planned.version },
  };
  const refused = await kit.fails(examContract.publishExam, publish, 'office', 'STATE_CONFLICT');
  expect(refused.message).toContain('市容条例（试行）（2019）');
  expect(refused.message).toContain('2 道题');
  const exam = { params: { examId: after.id } };
  moveClock(kit, 11 * DAY);
  // Whatever was sat is over.
  expect((await kit.ok(examContract.findExam, exam, 'office')).outdated).toBe(0);
  moveClock(kit, 0);
  await endLaw(null);
  expect((await kit.ok(examContract.findExam, exam, 'office')).outdated).toBe(0);
  await kit.ok(examContract.publishExam, publish, 'office');
});
