import { Collection } from 'mongodb';
import {
  DAY_MS,
  dayOf,
  dayStart,
  examContract,
  examResultContract,
  todayContract,
  type ExamTimes,
  type TodayTask,
} from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now, nowDate } from '../../platform/clock';
import { JobService } from '../../platform/jobs';
import { MongoService } from '../../platform/mongo';
import { DeskTasksService } from './desk-tasks.service';
import { examCollection } from './exam.collection';
import {
  beginExams,
  blueprint,
  examDraft,
  handIn,
  iso,
  MINUTE,
  moveClock,
  publishedExam,
  publishedPaper,
  start,
  statesOf,
  surpriseDraft,
} from './exam.test-kit';
import { MarkingQueue } from './marking.queue';
import { chose, satExam, wrote, type Sat } from './result.test-kit';
import { SittingRepository } from './sitting.repository';

const HOUR = 60 * MINUTE;

let kit: Kit;
/** How far (ms) the clock stands from the real one: ten in the morning of the test's own day. */
let ten: number;
let days = 0;

beforeAll(async () => {
  ({ kit } = await beginExams(10, 5));
});
// A day of its own for each: what one test publishes is over in the next.
beforeEach(() => {
  const day = dayStart(dayOf(Date.now())) + (days += 2) * DAY_MS;
  ten = day + 10 * HOUR - Date.now();
  moveClock(kit, ten);
});
afterAll(async () => {
  moveClock(kit, 0);
  await kit.stop();
});

/** So long after ten, in ms. */
const at = (ms: number) => moveClock(kit, ten + ms);

async function tasksOf(as: PersonKey, ...kinds: TodayTask['kind'][]): Promise<TodayTask[]> {
  const { tasks } = await kit.ok(todayContract.find, {}, as);
  return tasks.filter(({ kind }) => kinds.includes(kind));
}

async function exam(as: PersonKey, examId: string): Promise<TodayTask | undefined> {
  return (await tasksOf(as, 'exam')).find(({ link }) => link.id === examId);
}

function timesFrom(opensMs: number, closesMs: number, more: Partial<ExamTimes> = {}) {
  const window = { opensAt: iso(now() + opensMs), closesAt: iso(now() + closesMs) };
  return { ...window, durationMin: 30, startWithinMin: 15, graceS: 30, ...more };
}

/** One whose keys nobody may see yet by another exam. */
const freshPaper = async () => (await publishedPaper(kit, blueprint(5))).id;

/** Published at ten. */
const publish = async (times: ExamTimes) =>
  publishedExam(kit, examDraft(await freshPaper(), now(), { times }));

describe('an exam in the today of those who sit it', () => {
  it('is there on its day, first once it can be started, and gone once handed in', async () => {
    const { id } = await publish(timesFrom(4 * HOUR, 5 * HOUR));
    at(MINUTE);
    const coming = await exam('officer', id);
    expect(coming).toMatchObject({ title: '考试：第 3 期', meta: '30 分钟，14:00 开考' });
    expect(coming?.link).toEqual({ feature: 'exam', page: 'before', id });
    at(4 * HOUR + MINUTE);
    const { tasks } = await kit.ok(todayContract.find, {}, 'officer');
    expect(tasks[0]).toMatchObject({ kind: 'exam', meta: '30 分钟，14:15 前开考', state: 'due' });
    const { attempt } = await start(kit, id, 'officer');
    expect(await exam('officer', id)).toMatchObject({
      title: '接着答：第 3 期',
      meta: '正在答，14:31 前交卷',
      attemptId: attempt.id,
    });
    await handIn(kit, attempt.id, 1, 'officer');
    expect(await exam('officer', id)).toBeUndefined();
    // Whoever did not come is not asked any more.
    expect(await exam('officer2', id)).toBeDefined();
    at(4 * HOUR + 16 * MINUTE);
    expect(await exam('officer2', id)).toBeUndefined();
  });

  it('is no matter yet the day before, but within the half hour before midnight', async () => {
    const { id } = await publish(timesFrom(14 * HOUR + 10 * MINUTE, 16 * HOUR));
    at(HOUR);
    expect(await exam('officer', id)).toBeUndefined();
    at(13 * HOUR + 39 * MINUTE);
    expect(await exam('officer', id)).toBeUndefined();
    at(13 * HOUR + 41 * MINUTE);
    expect(await exam('officer', id)).toMatchObject({ state: 'normal' });
    expect((await exam('officer', id))?.meta).toMatch(/月\d+日 00:10 开考$/);
  });

  it('of surprise is there as soon as it is told, for those of the audience alone', async () => {
    const { id } = await publishedExam(kit, surpriseDraft(await freshPaper(), now()));
    at(MINUTE);
    expect(await exam('officer', id)).toMatchObject({
      title: '飞行考试：第 3 期',
      meta: '10 分钟，10:05 前开考',
      state: 'due',
    });
    expect(await exam('siblingOfficer', id)).toBeUndefined();
    expect(await exam('office', id)).toBeUndefined();
  });

  it('of surprise has reached whoever saw it there, and today comes where that cannot be noted', async () => {
    const { id } = await publishedExam(kit, surpriseDraft(await freshPaper(), now()));
    at(MINUTE);
    const sittings = await kit.get(SittingRepository);
    const failing = jest.spyOn(sittings, 'saveReached').mockRejectedValue(new Error('no disk'));
    expect(await exam('officer2', id)).toBeDefined();
    expect(failing).toHaveBeenCalledTimes(1);
    failing.mockRestore();
    const saved = jest.spyOn(sittings, 'saveReached');
    for (let look = 0; look < 2; look++) expect(await exam('officer', id)).toBeDefined();
    // The second look finds it noted.
    expect(saved.mock.calls.map(([ids]) => ids.length)).toEqual([1, 0]);
    saved.mockRestore();
    at(16 * MINUTE);
    await (await kit.get(JobService)).runDue();
    const states = await statesOf(kit, id);
    expect(states.get(kit.people.officer._id)?.state).toBe('absent');
    expect(states.get(kit.people.officer2._id)?.state).toBe('unreached');
  });

  it('goes by the window and the word that its person was given', async () => {
    const { id: examId } = await publish(timesFrom(4 * HOUR, 5 * HOUR));
    const asked = { params: { examId }, query: { limit: 100 } };
    const change = async (as: PersonKey, given: object) => {
      const { items } = await kit.ok(examContract.listAttendance, asked, 'office');
      const { personId, version } = items.find((one) => one.personId === kit.people[as]._id)!;
      const body = { ...phoneWrite(), version, deferred: null, note: null, ...given };
      const times = { opensAt: null, closesAt: null, extraMin: 0 };
      await kit.ok(
        examContract.changeSitting,
        { params: { examId, personId }, body: { ...body, times, ...given } },
        'office',
      );
    };
    const times = { opensAt: iso(now() - MINUTE), closesAt: iso(now() + 2 * HOUR), extraMin: 0 };
    await change('officer', { times });
    await change('officer2', { deferred: 'leave' });
    at(MINUTE);
    expect((await exam('officer', examId))?.meta).toBe('30 分钟，12:00 前开考');
    expect(await exam('officer2', examId)).toBeUndefined();
    expect((await exam('officer3', examId))?.meta).toBe('30 分钟，14:00 开考');
  });

  it('asks nothing for anybody where no exam is near, and once before one has opened', async () => {
    // All of before is over, and settled.
    const exams = (await kit.get(MongoService)).collection(examCollection);
    await exams.updateMany({ settledAt: null }, { $set: { settledAt: nowDate() } });
    at(2 * HOUR);
    await tasksOf('officer2', 'exam');
    expect(await asked('officer', 'exam_')).toEqual([]);
    await publish(timesFrom(HOUR, 3 * HOUR));
    at(2 * HOUR + MINUTE);
    await tasksOf('officer2', 'exam');
    expect(await asked('officer', 'exam_')).toEqual(['exam_sittings']);
    at(3 * HOUR + MINUTE);
    await tasksOf('officer2', 'exam');
    expect(await asked('officer', 'exam_')).toEqual([
      'exam_sittings',
      'exam_writing',
      'exam_attempts',
    ]);
  });
});

/** Which collections of that prefix are read for the today of somebody. */
async function asked(as: PersonKey, prefix: string): Promise<string[]> {
  const names: string[] = [];
  const spies = (['find', 'findOne', 'aggregate', 'countDocuments'] as const).map((name) => {
    const original = Collection.prototype[name] as (...args: unknown[]) => unknown;
    return jest.spyOn(Collection.prototype, name).mockImplementation(function (
      this: Collection,
      ...args: unknown[]
    ) {
      if (this.collectionName.startsWith(prefix)) names.push(this.collectionName);
      return original.apply(this, args) as never;
    });
  });
  await kit.ok(todayContract.find, {}, as);
  for (const spy of spies) spy.mockRestore();
  return names;
}

describe('what waits for those who keep exams', () => {
  const desk = (as: PersonKey) => tasksOf(as, 'marking', 'appeal');
  const appeal = (sat: Sat, as: PersonKey, code: string) =>
    kit.ok(
      examResultContract.appealQuestion,
      {
        params: { examId: sat.exam._id, code },
        body: { ...phoneWrite(), attemptId: sat.attempts[as]!._id, text: '应当选乙' },
      },
      as,
    );

  it('is one line of answers to mark and one of appeals, with the way to the oldest', async () => {
    expect(await desk('office')).toEqual([]);
    const first = await satExam(kit, {
      officer: { one: chose('b'), own: wrote('因为甲') },
      officer2: { own: wrote('因为乙') },
    });
    const second = await satExam(kit, { officer: { own: wrote('因为丙') } }, { title: '第 4 期' });
    await appeal(first, 'officer', 'one');
    // Whoever looks first is told of what is in the queue already; what waits comes in behind.
    await desk('office');
    await filled();
    const link = (page: string, { exam: { _id } }: Sat) => ({ feature: 'exam', page, id: _id });
    expect(await desk('office')).toMatchObject([
      {
        title: '考试答案 3 份等着评',
        meta: '2 场考试，先看“第 3 期”',
        link: link('marking', first),
      },
      { title: '考试申诉 1 条没答复', meta: '第 3 期', link: link('appeals', first) },
    ]);
    expect(await desk('legalOfficer')).toHaveLength(2);
    for (const as of ['officer', 'leader', 'outsiderOffice'] as const) {
      expect(await desk(as)).toEqual([]);
    }
    await decideAll(first);
    for (const sat of [first, first, second]) await markOne(sat);
    expect(await desk('office')).toEqual([]);
  });

  const filled = async () => (await kit.get(DeskTasksService)).filled();

  it('is counted at once whoever looks, while the queues are filled one after another, once for all', async () => {
    for (const title of ['第 5 期', '第 6 期']) {
      await satExam(kit, { officer: { own: wrote('因为') } }, { title });
    }
    await filled();
    const queue = await kit.get(MarkingQueue);
    let atOnce = 0;
    let most = 0;
    const seen: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const spy = jest.spyOn(queue, 'fill').mockImplementation(async ({ _id }) => {
      seen.push(_id);
      most = Math.max(most, (atOnce += 1));
      await gate;
      atOnce -= 1;
      // One that fails is tried again, and holds up no other.
      throw new Error('no disk');
    });
    // Both pages come though nothing is filled yet.
    for (const as of ['office', 'legalOfficer'] as const) expect(await desk(as)).toEqual([]);
    release();
    await filled();
    spy.mockRestore();
    expect(most).toBe(1);
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(new Set(seen).size).toBe(seen.length);
    await desk('office');
    await filled();
    expect(await desk('office')).toMatchObject([{ title: '考试答案 2 份等着评' }]);
  });

  async function decideAll({ exam: { _id: examId } }: Sat): Promise<void> {
    const { items } = await kit.ok(
      examResultContract.listAppeals,
      { params: { examId } },
      'legalOfficer',
    );
    for (const { id: appealId, version } of items) {
      const decision = { outcome: 'rejected' as const };
      const body = { ...phoneWrite(), version, reason: '答复如下', decision };
      await kit.ok(examResultContract.decideAppeal, { params: { appealId }, body }, 'legalOfficer');
    }
  }

  async function markOne({ exam: { _id: examId } }: Sat): Promise<void> {
    const { task } = await kit.ok(
      examResultContract.claimMarking,
      { params: { examId }, body: { ...phoneWrite(), code: null } },
      'office',
    );
    // What is in one's own hand waits for oneself, and for nobody else.
    const parts = task!.parts.map(({ partId, criteria }) => ({
      partId,
      criteria: criteria.map(({ id, points }) => ({ id, points })),
    }));
    const body = { ...phoneWrite(), version: task!.version, parts, note: null };
    await kit.ok(
      examResultContract.markAnswer,
      { params: { markingId: task!.id }, body },
      'office',
    );
  }
});
