import { examContract, type SittingTimes } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { examCollection, type ExamDocument } from './exam.collection';
import {
  beginExams,
  collect,
  examDraft,
  iso,
  makeExam,
  MINUTE,
  moveClock,
  publishedExam,
  start,
  statesOf,
} from './exam.test-kit';
import { SittingRepository } from './sitting.repository';
import { SnapshotService } from './snapshot.service';
import { ExamTaskService } from './task.service';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NEVER = { score: 'never', answers: 'never', keys: 'never', explanations: 'never' } as const;
const NONE: SittingTimes = { opensAt: null, closesAt: null, extraMin: 0 };

let kit: Kit;
let paperId: string;

beforeAll(async () => {
  ({ kit, paperId } = await beginExams(10, 5));
});

afterEach(() => {
  jest.restoreAllMocks();
  moveClock(kit, 0);
});

afterAll(() => kit.stop());

const sent = () => publishedExam(kit, examDraft(paperId, now(), { review: NEVER }));
const days = (n: number) => ({ ...NONE, closesAt: iso(now() + n * DAY) });

async function found(examId: string): Promise<ExamDocument> {
  const exams = (await kit.get(MongoService)).collection(examCollection);
  return (await exams.findOne({ _id: examId }))!;
}

async function asked(
  examId: string,
  who: PersonKey,
  times: SittingTimes,
  deferred: 'other' | null = null,
) {
  const personId = kit.people[who]._id;
  const { version } = (await statesOf(kit, examId)).get(personId)!;
  const body = { ...phoneWrite(), version, times, deferred, note: null };
  return { params: { examId, personId }, body };
}

async function change(...of: Parameters<typeof asked>): Promise<void> {
  await kit.ok(examContract.changeSitting, await asked(...of), 'office');
}

const settle = () => collect(kit);

it('holds results up for a window only as long as somebody has it', async () => {
  const exam = await sent();
  const release = { params: { examId: exam.id }, body: { ...phoneWrite(), version: exam.version } };
  const own = (await found(exam.id)).lastCloseAt;
  await change(exam.id, 'officer', days(100));
  expect((await found(exam.id)).lastCloseAt.getTime()).toBeGreaterThan(now() + 99 * DAY);
  moveClock(kit, 2 * HOUR);
  await kit.fails(examContract.releaseExam, release, 'office', 'STATE_CONFLICT');
  await change(exam.id, 'officer', NONE);
  expect((await found(exam.id)).lastCloseAt).toEqual(own);
  await kit.ok(examContract.releaseExam, release, 'office');
});

it('is over for whoever is deferred, and what was settled stays so', async () => {
  const exam = await sent();
  await change(exam.id, 'officer', days(100));
  await change(exam.id, 'officer2', { ...NONE, closesAt: iso(now() + 3 * HOUR) });
  await change(exam.id, 'officer', days(100), 'other');
  const { lastCloseAt } = await found(exam.id);
  expect(lastCloseAt.getTime()).toBeLessThanOrEqual(now() + 3 * HOUR);
  moveClock(kit, 4 * HOUR);
  await settle();
  const { settledAt } = await found(exam.id);
  expect(settledAt).not.toBeNull();
  await change(exam.id, 'officer2', NONE);
  const after = await found(exam.id);
  expect(after.lastCloseAt.getTime()).toBeLessThan(lastCloseAt.getTime());
  expect(after.settledAt).toEqual(settledAt);
});

it('overlooks no window of two that are changed at once', async () => {
  const exam = await sent();
  await change(exam.id, 'officer', days(100));
  const { lastCloseAt } = await found(exam.id);
  const far = await asked(exam.id, 'officer2', { ...NONE, closesAt: lastCloseAt.toISOString() });
  const sittings = await kit.get(SittingRepository);
  const list = sittings.listTimes.bind(sittings);
  jest.spyOn(sittings, 'listTimes').mockImplementationOnce(async (examId) => {
    const seen = await list(examId);
    // Another keeper gives that very window to somebody else, just after these were read.
    await kit.ok(examContract.changeSitting, far, 'legalOfficer');
    return seen;
  });
  await change(exam.id, 'officer', NONE);
  expect((await found(exam.id)).lastCloseAt).toEqual(lastCloseAt);
});

it('counts a window that is just being given to people', async () => {
  const exam = await publishedExam(kit, {
    ...examDraft(paperId, now(), { review: NEVER }),
    audience: { ...examDraft(paperId, now()).audience, posts: ['协管员'] },
  });
  const tasks = await kit.get(ExamTaskService);
  const dying = jest.spyOn(tasks, 'carryOut').mockRejectedValueOnce(new Error('killed'));
  const window = { opensAt: iso(now()), closesAt: iso(now() + 5 * HOUR) };
  const personIds = [kit.people.officer._id];
  const body = { ...phoneWrite(), version: exam.version, personIds, window };
  const add = { params: { examId: exam.id }, body };
  await kit.fails(examContract.addPeople, add, 'office', 'INTERNAL');
  dying.mockRestore();
  await change(exam.id, 'auxiliary', { ...NONE, extraMin: 5 });
  expect((await found(exam.id)).lastCloseAt).toEqual(new Date(window.closesAt));
  await tasks.job().run({ at: new Date(now() + 2 * MINUTE) } as never);
  await change(exam.id, 'officer', NONE);
  expect((await found(exam.id)).lastCloseAt.getTime()).toBeLessThan(now() + 2 * HOUR);
});

it('gives nobody their window back once others have seen the keys', async () => {
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  await change(exam.id, 'officer', days(2));
  await start(kit, exam.id, 'officer');
  await (await kit.get(SnapshotService)).idle();
  await change(exam.id, 'officer', days(2), 'other');
  // Nothing else on this paper keeps its keys.
  const exams = (await kit.get(MongoService)).collection(examCollection);
  const others = { 'draft.paperId': paperId, _id: { $ne: exam.id } };
  await exams.updateMany(others, { $set: { state: 'cancelled' } });
  moveClock(kit, 2 * HOUR);
  const back = await asked(exam.id, 'officer', days(1));
  await kit.fails(examContract.changeSitting, back, 'office', 'STATE_CONFLICT');
});

it('takes no window that ends later than half a year from now', async () => {
  const exam = await sent();
  const params = { examId: exam.id };
  const far = { opensAt: iso(now()), closesAt: iso(now() + 181 * DAY) };
  const wrong = await kit.fails(
    examContract.changeSitting,
    await asked(exam.id, 'officer', days(3_653)),
    'office',
    'VALIDATION_FAILED',
  );
  expect(wrong.details?.[0]).toMatchObject({ path: 'body.times.closesAt' });
  expect(wrong.message).toBe('最多定到 180 天以后，看看年份对不对');
  const makeUp = { ...phoneWrite(), ...far, personIds: null };
  await kit.fails(examContract.makeUp, { params, body: makeUp }, 'office', 'VALIDATION_FAILED');
  const personIds = [kit.people.siblingOfficer._id];
  const add = { ...phoneWrite(), version: exam.version, personIds, window: far };
  await kit.fails(examContract.addPeople, { params, body: add }, 'office', 'VALIDATION_FAILED');
  const draft = examDraft(paperId, now());
  const long = { ...draft, times: { ...draft.times, ...far } };
  const create = { body: { ...phoneWrite(), draft: long } };
  await kit.fails(examContract.createExam, create, 'office', 'VALIDATION_FAILED');
  await makeExam(kit, { ...draft, times: { ...long.times, closesAt: iso(now() + 179 * DAY) } });
});

it('keeps a word on somebody whose window is as far away from before', async () => {
  const exam = await sent();
  await change(exam.id, 'officer', days(100));
  moveClock(kit, -100 * DAY);
  const times = { ...NONE, closesAt: iso(now() + 200 * DAY) };
  const { body, params } = await asked(exam.id, 'officer', times);
  const same = (await statesOf(kit, exam.id)).get(kit.people.officer._id)!.times!;
  await kit.fails(examContract.changeSitting, { params, body: { ...body, times: { ...same, closesAt: iso(Date.parse(same.closesAt!) + DAY) } } }, 'office', 'VALIDATION_FAILED'); // prettier-ignore
  const kept = { ...body, ...phoneWrite(), times: same, note: '年份写错了，等改' };
  await kit.ok(examContract.changeSitting, { params, body: kept }, 'office');
});
