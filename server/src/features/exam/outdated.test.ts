import fc from 'fast-check';
import {
  addDays,
  dayOf,
  examContract,
  noticeContract,
  openPaper,
  quizContract,
  todayContract,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { now } from '../../platform/clock';
import {
  blueprint,
  collect,
  confirmedQuestions,
  examDraft,
  iso,
  makeExam,
  MINUTE,
  moveClock,
  openGcm,
  publishedExam,
  publishedPaper,
  start,
  statesOf,
} from './exam.test-kit';
import { NoticeService } from '../notice';
import { makeId } from '../../platform/ids';
import { ExamCache } from './exam-cache.service';
import { OutdatedService } from './outdated.service';
import { ExamTaskService } from './task.service';
import { drawnOf, frozenOf, withoutSome } from './paper-store.service';

const DAY = 24 * 60 * MINUTE;
const LAW = { name: '市容条例（试行）', article: '第三条', version: '2019' };

const frozen = frozenOf({ _id: 'paper', draft: blueprint(1), pools: [] }, []);

const UNSEEN = {
  score: 'when_released',
  answers: 'when_released',
  keys: 'when_released',
  explanations: 'when_released',
} as const;

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

/** An exam so many days from now, for an hour; nobody reads its paper, which is asked again. */
function inDays(days: number) {
  const { times } = examDraft(paperId, now());
  const opensAt = now() + days * DAY;
  const window = { ...times, opensAt: iso(opensAt), closesAt: iso(opensAt + 60 * MINUTE) };
  return examDraft(paperId, now(), { times: window, review: UNSEEN });
}

async function endLaw(endsOn: string | null, { name, version }: typeof LAW = LAW) {
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

/** As the service does each minute. */
async function leaveOut() {
  const { run } = (await kit.get(OutdatedService)).job();
  await run({ at: new Date(now()) } as Parameters<typeof run>[0]);
}

describe('questions whose law ends before the exam', () => {
  const found = (examId: string) => kit.ok(examContract.findExam, { params: { examId } }, 'office');
  const ahead = (examId: string) =>
    kit.ok(examContract.findEnvelope, { params: { examId }, query: { no: 1 } }, 'officer');

  afterEach(async () => {
    moveClock(kit, 0);
    await endLaw(null);
  });

  it('leave it before anybody has begun, and a paper fetched before opens no more', async () => {
    const exam = await publishedExam(kit, inDays(10));
    const before = await ahead(exam.id);
    const mark = async () =>
      (await kit.ok(examContract.findMine, { params: { examId: exam.id } }, 'officer')).paperMark;
    expect(await mark()).toBe(before.mark);
    await endLaw(addDays(dayOf(now()), 5));
    await leaveOut();
    const left = await found(exam.id);
    expect(left).toMatchObject({ outdated: 0, leftOut: 2, paper: { questions: 1, points: 4 } });
    await leaveOut();
    expect(await found(exam.id)).toEqual(left);
    // By another mark phones know that theirs is not the one any more.
    expect(await mark()).not.toBe(before.mark);
    const anew = await ahead(exam.id);
    expect(anew.mark).toBe(await mark());
    await kit.ok(noticeContract.listMine, {}, 'office', ({ items }) => {
      const own = items.filter(({ link }) => link?.id === exam.id);
      expect(own).toMatchObject([{ title: '卷子有变：第 3 期', link: { page: 'console' } }]);
    });
    moveClock(kit, 10 * DAY + MINUTE);
    const { paperKey, envelope } = await start(kit, exam.id, 'officer');
    expect(() => openPaper(before, paperKey, openGcm)).toThrow();
    const { questions, points } = openPaper(envelope!, paperKey, openGcm);
    expect([questions.length, points]).toEqual([1, 4]);
    expect(openPaper(anew, paperKey, openGcm).questions).toEqual(questions);
    expect(await ahead(exam.id)).toEqual(envelope);
  });

  it('come back where the ending was written down by mistake', async () => {
    const exam = await publishedExam(kit, inDays(10));
    await endLaw(addDays(dayOf(now()), 5));
    await leaveOut();
    expect(await found(exam.id)).toMatchObject({ leftOut: 2, paper: { questions: 1 } });
    await endLaw(null);
    await leaveOut();
    expect(await found(exam.id)).toMatchObject({ leftOut: 0, paper: { questions: 3, points: 12 } });
  });

  it('are told of each time they leave, also after a process that died before it told', async () => {
    const exam = await publishedExam(kit, inDays(10));
    const titles = async () => {
      const { items } = await kit.ok(noticeContract.listMine, {}, 'office');
      return items.filter(({ link }) => link?.id === exam.id).map(({ title }) => title);
    };
    const inFive = addDays(dayOf(now()), 5);
    for (const endsOn of [inFive, null]) {
      await endLaw(endsOn);
      await leaveOut();
    }
    expect(await titles()).toHaveLength(2);
    const notices = await kit.get(NoticeService);
    const append = notices.appendAll.bind(notices);
    const killed = jest.spyOn(notices, 'appendAll').mockImplementation(async (rows) => {
      if (rows.some(({ link }) => link?.id === exam.id)) throw new Error('killed');
      await append(rows);
    });
    await endLaw(inFive);
    await expect(leaveOut()).rejects.toThrow('killed');
    killed.mockRestore();
    expect(await titles()).toHaveLength(2);
    moveClock(kit, 2 * MINUTE);
    const { run } = (await kit.get(ExamTaskService)).job();
    await run({ at: new Date(now()) } as Parameters<typeof run>[0]);
    expect(await titles()).toHaveLength(3);
    await run({ at: new Date(now()) } as Parameters<typeof run>[0]);
    expect(await titles()).toHaveLength(3);
  });

  it('count by the last day on which anybody may sit, also in a window given later', async () => {
    const { times, ...rest } = inDays(1);
    const long = { ...times, closesAt: iso(now() + 10 * DAY) };
    const month = await makeExam(kit, { ...rest, times: long });
    const closed = await publishedExam(kit, inDays(1));
    await endLaw(addDays(dayOf(now()), 5));
    const publish = {
      params: { examId: month.id },
      body: { ...phoneWrite(), version: month.version },
    };
    await kit.fails(examContract.publishExam, publish, 'office', 'STATE_CONFLICT');
    moveClock(kit, 2 * DAY);
    const window = { opensAt: iso(now() + 5 * DAY), closesAt: iso(now() + 6 * DAY) };
    const makeUp = {
      params: { examId: closed.id },
      body: { ...phoneWrite(), ...window, personIds: [kit.people.officer._id] },
    };
    const { message } = await kit.fails(examContract.makeUp, makeUp, 'office', 'STATE_CONFLICT');
    expect(message).toContain('市容条例（试行）（2019）');
    const add = {
      params: { examId: closed.id },
      body: {
        ...phoneWrite(),
        version: closed.version,
        personIds: [kit.people.siblingOfficer._id],
        window,
      },
    };
    await kit.fails(examContract.addPeople, add, 'office', 'STATE_CONFLICT');
  });

  it('stay where somebody may have begun in a window of their own', async () => {
    const exam = await publishedExam(kit, inDays(10));
    const personId = kit.people.officer._id;
    const { version } = (await statesOf(kit, exam.id)).get(personId)!;
    const times = { opensAt: iso(now() - MINUTE), closesAt: iso(now() + 60 * MINUTE), extraMin: 0 };
    const body = { ...phoneWrite(), version, times, deferred: null, note: null };
    await kit.ok(
      examContract.changeSitting,
      { params: { examId: exam.id, personId }, body },
      'office',
    );
    await endLaw(addDays(dayOf(now()), 5));
    await leaveOut();
    expect(await found(exam.id)).toMatchObject({ outdated: 2, leftOut: 0 });
  });

  it('stay where the exam opens within two minutes, which its keepers are told once', async () => {
    const near = await publishedExam(kit, inDays(MINUTE / DAY));
    await endLaw(dayOf(now() - DAY));
    await leaveOut();
    await leaveOut();
    expect(await found(near.id)).toMatchObject({ outdated: 2, leftOut: 0 });
    for (const as of ['office', 'legalOfficer'] as const) {
      expect(await toldOf(as, near.id)).toEqual(['卷子要看一下：第 3 期']);
    }
    expect(await toldOf('leader', near.id)).toEqual(['考试通知：第 3 期']);
  });

  it('stay once somebody has begun, which its keepers are told', async () => {
    const exam = await publishedExam(kit, inDays(-MINUTE / DAY));
    await start(kit, exam.id, 'officer');
    await endLaw(dayOf(now() - DAY));
    await leaveOut();
    expect(await found(exam.id)).toMatchObject({ outdated: 2, leftOut: 0 });
    expect(await toldOf('legalOfficer', exam.id)).toEqual(['卷子要看一下：第 3 期']);
  });
});

describe('an exam all of whose questions cite what ends', () => {
  /** A paper with one question, and the law of each its own: endings count by when they were written. */
  async function whole(name: string) {
    const law = { ...LAW, name };
    const [only] = await confirmedQuestions(kit, 1, law);
    const content = { method: 'fixed' as const, questions: [{ code: only!.code, points: 4 }] };
    const { id } = await publishedPaper(kit, blueprint(1, { content }));
    return { law, paperId: id };
  }

  const body = () => ({ ...phoneWrite(), no: 1, deviceId: makeId(), withPaper: true });

  it('is started by nobody, is told to its keepers, and is held again where the law goes on', async () => {
    const { law, paperId: id } = await whole('甲办法');
    const exam = await publishedExam(kit, { ...inDays(10), paperId: id });
    const params = { examId: exam.id };
    await endLaw(addDays(dayOf(now()), 5), law);
    await leaveOut();
    await leaveOut();
    const held = await kit.ok(examContract.findExam, { params }, 'office');
    expect(held).toMatchObject({ held: true, outdated: 1, leftOut: 0, paper: { questions: 1 } });
    for (const as of ['office', 'legalOfficer'] as const) {
      expect(await toldOf(as, exam.id)).toEqual(['考试先不开：第 3 期']);
    }
    moveClock(kit, 10 * DAY + MINUTE);
    const refused = await kit.fails(
      examContract.startAttempt,
      { params, body: body() },
      'officer',
      'EXAM_HELD',
    );
    expect(refused.message).toContain('法规都失效了');
    // Nor is it a task of anybody's, and its page says so.
    expect(await isTask(exam.id)).toBe(false);
    expect(await kit.ok(examContract.findMine, { params }, 'officer')).toMatchObject({
      held: true,
      state: 'not_started',
      phase: 'open',
      nextNo: null,
      paperMark: null,
    });
    await endLaw(null, law);
    await leaveOut();
    const back = await kit.ok(examContract.findExam, { params }, 'office');
    expect(back).not.toHaveProperty('held');
    // Other processes know of it within two seconds.
    (await kit.get(ExamCache)).forget(exam.id);
    moveClock(kit, 10 * DAY + 2 * MINUTE);
    expect(await isTask(exam.id)).toBe(true);
    const mine = await kit.ok(examContract.findMine, { params }, 'officer');
    expect(mine).toMatchObject({ nextNo: 1 });
    expect(mine).not.toHaveProperty('held');
    expect((await start(kit, exam.id, 'officer')).attempt.state).toBe('in_progress');
  });

  it('is missed by nobody', async () => {
    const { law, paperId: id } = await whole('乙办法');
    const exam = await publishedExam(kit, { ...inDays(10), paperId: id });
    await endLaw(addDays(dayOf(now()), 5), law);
    await leaveOut();
    moveClock(kit, 10 * DAY + 63 * MINUTE);
    await collect(kit);
    const states = [...(await statesOf(kit, exam.id)).values()].map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['deferred']));
  });

  it('goes on where somebody has begun it, and its keepers are told', async () => {
    const { law, paperId: id } = await whole('丙办法');
    const exam = await publishedExam(kit, { ...inDays(-MINUTE / DAY), paperId: id });
    await start(kit, exam.id, 'officer');
    await endLaw(dayOf(now() - DAY), law);
    await leaveOut();
    expect((await start(kit, exam.id, 'officer2')).attempt.state).toBe('in_progress');
    expect(await toldOf('office', exam.id)).toEqual(['卷子要看一下：第 3 期']);
  });
});

/** Whether an exam is in the today of one of its people. */
async function isTask(examId: string): Promise<boolean> {
  const { tasks } = await kit.ok(todayContract.find, {}, 'officer');
  return tasks.some(({ kind, link }) => kind === 'exam' && link.id === examId);
}

async function toldOf(as: 'office' | 'legalOfficer' | 'leader', examId: string): Promise<string[]> {
  const { items } = await kit.ok(noticeContract.listMine, {}, as);
  return items.filter(({ link }) => link?.id === examId).map(({ title }) => title);
}

describe('a paper without some of its questions', () => {
  it('asks as many of each pool as before wherever others are left, and never one that left', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(fc.integer({ min: 0, max: 39 })),
        (sizes, gone) => {
          const pools = sizes.map(([count, spare], at) => {
            const codes = Array.from({ length: count + spare }, (_, i) => `q${at * 10 + i}`);
            return { id: `p${at}`, codes, count, points: 2 };
          });
          const leftOut = new Set(gone.map((one) => `q${one}`));
          const asked = withoutSome({ ...frozen, pools }, [...leftOut]);
          const drawn = drawnOf(asked, 'ab'.repeat(32)).map(({ code }) => code);
          const expected = pools.map(({ count, codes }) =>
            Math.min(count, codes.filter((code) => !leftOut.has(code)).length),
          );
          expect(drawn.some((code) => leftOut.has(code))).toBe(false);
          expect(asked.pools.map(({ count }) => count)).toEqual(expected);
          expect([drawn.length, asked.points]).toEqual([
            asked.questionCount,
            asked.questionCount * 2,
          ]);
        },
      ),
    );
  });
});
