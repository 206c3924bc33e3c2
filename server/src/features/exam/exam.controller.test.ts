import {
  contracts,
  drawFrom,
  examContract,
  examResultContract,
  type ExamDraft,
} from '@qiangji/shared-types';
import { openShift } from '../../../test/duty-fixture';
import { phoneWrite, type Kit } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { registerBusy, type BusyReason } from '../../platform/availability';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { JobService } from '../../platform/jobs';
import { hmacSha256 } from './envelope.rules';
import { ExamRepository } from './exam.repository';
import {
  beginExams,
  examDraft,
  makeExam,
  iso,
  MINUTE,
  moveClock,
  publishedExam,
  rightAnswer,
  start,
  statesOf,
  surpriseDraft,
  type Confirmed,
} from './exam.test-kit';

let kit: Kit;
let questions: Confirmed[];
let paperId: string;
const busy = new Map<string, BusyReason>();

beforeAll(async () => {
  ({ kit, questions, paperId } = await beginExams(10, 5));
  registerBusy('test', (ids) =>
    Promise.resolve(new Map([...busy].filter(([personId]) => ids.includes(personId)))),
  );
});

afterEach(() => {
  at(0);
  busy.clear();
});

afterAll(async () => {
  await kit.stop();
});

const at = (ms: number) => moveClock(kit, ms);
const surprise = () => surpriseDraft(paperId, now());

describe('planning an exam', () => {
  it('is a draft until it is published, and tells then whoever is to sit it', async () => {
    const draft = examDraft(paperId, now());
    const body = { ...phoneWrite(), draft };
    const made = await kit.ok(examContract.createExam, { body }, 'office', (exam) => {
      expect(exam).toMatchObject({ state: 'draft', phase: 'draft', draw: null });
    });
    const params = { examId: made.id };
    await kit.fails(examContract.findMine, { params }, 'officer', 'NOT_FOUND');
    const change = { ...phoneWrite(), version: made.version, draft: { ...draft, title: '改过' } };
    const changed = await kit.ok(
      examContract.changeExam,
      { params, body: change },
      'office',
      (exam) => {
        expect(exam.title).toBe('改过');
      },
    );
    const publish = { ...phoneWrite(), version: changed.version };
    const done = await kit.ok(
      examContract.publishExam,
      { params, body: publish },
      'office',
      (exam) => {
        expect(exam).toMatchObject({ state: 'published', phase: 'open' });
        expect(exam.assigned).toBe(exam.draw?.drawn);
      },
    );
    expect(await kit.ok(examContract.publishExam, { params, body: publish }, 'office')).toEqual(
      done,
    );
    const { items } = await kit.ok(contracts.notice.listMine, {}, 'officer');
    expect(items.filter((one) => one.link?.id === made.id)).toHaveLength(1);
    await kit.ok(examContract.findExam, { params }, 'legalOfficer', (exam) => {
      expect(exam.id).toBe(made.id);
    });
    await kit.ok(examContract.listExams, { query: {} }, 'office', (page) => {
      expect(page.items.map((one) => one.id)).toContain(made.id);
    });
    await kit.fails(examContract.findExam, { params }, 'outsiderOffice', 'NOT_FOUND');
    const late = { ...phoneWrite(), version: done.version, draft };
    await kit.fails(examContract.changeExam, { params, body: late }, 'office', 'STATE_CONFLICT');
  });

  it('refuses what cannot be held', async () => {
    const draft = examDraft(paperId, now());
    const refused = (more: Partial<ExamDraft>, code: Parameters<Kit['fails']>[3]) =>
      kit.fails(
        examContract.createExam,
        { body: { ...phoneWrite(), draft: { ...draft, ...more } } },
        'office',
        code,
      );
    await refused({ paperId: makeId() }, 'STATE_CONFLICT');
    // Another bureau's paper is none, however often its own bureau has asked for it.
    const theirs = { body: { ...phoneWrite(), draft } };
    await kit.fails(examContract.createExam, theirs, 'outsiderOffice', 'STATE_CONFLICT');
    await refused({ kind: 'surprise' }, 'VALIDATION_FAILED');
    await refused(
      { kind: 'contest', attempts: { allowed: 2, counts: 'best' } },
      'VALIDATION_FAILED',
    );
    // Its ranking shows points from the first hand-in on.
    for (const score of ['after_close', 'when_released', 'never'] as const) {
      const review = { ...draft.review, score };
      await refused({ kind: 'contest', review }, 'VALIDATION_FAILED');
    }
    await refused(
      { times: { ...draft.times, closesAt: draft.times.opensAt } },
      'VALIDATION_FAILED',
    );
  });

  it('draws a sample that anybody can draw again', async () => {
    const audience = {
      unitPaths: [UNITS.brigade],
      kinds: ['officer' as const],
      posts: [],
      sample: 3,
    };
    const exam = await publishedExam(kit, examDraft(paperId, now(), { audience }));
    expect(exam.draw).toMatchObject({ drawn: 3 });
    const kept = await (await kit.get(ExamRepository)).findDraw(exam.id);
    expect(drawFrom(hmacSha256, kept!.seed, 'audience', kept!.candidates, 3)).toEqual(kept!.drawn);
    expect([...(await statesOf(kit, exam.id)).keys()].sort()).toEqual([...kept!.drawn].sort());
  });

  it('stops, and says why', async () => {
    const exam = await publishedExam(kit, examDraft(paperId, now()));
    const params = { examId: exam.id };
    const { attempt, envelope } = await start(kit, exam.id, 'officer');
    expect(envelope).not.toBeNull();
    const body = { ...phoneWrite(), version: exam.version, reason: '有重大保障任务' };
    await kit.ok(examContract.cancelExam, { params, body }, 'office', (cancelled) => {
      expect(cancelled).toMatchObject({ state: 'cancelled', cancelledReason: '有重大保障任务' });
    });
    at(3_000);
    const late = { ...phoneWrite(), seq: 1, awayMs: 1 };
    await kit.fails(
      examContract.appendLeave,
      { params: { attemptId: attempt.id }, body: late },
      'officer',
      'EXAM_OVER',
    );
  });

  it('releases by hand only when nobody can write any more', async () => {
    const review = { ...examDraft(paperId, now()).review, keys: 'when_released' as const };
    const exam = await publishedExam(kit, examDraft(paperId, now(), { review }));
    const params = { examId: exam.id };
    await start(kit, exam.id, 'officer');
    const body = { ...phoneWrite(), version: exam.version };
    await kit.fails(examContract.releaseExam, { params, body }, 'office', 'STATE_CONFLICT');
    at(61 * MINUTE);
    await kit.ok(examContract.releaseExam, { params, body }, 'office', ({ releasedAt }) => {
      expect(releasedAt).not.toBeNull();
    });
    expect(await toldOf('officer', exam.id)).toContain('成绩公布：第 3 期');
    expect(await toldOf('officer2', exam.id)).not.toContain('成绩公布：第 3 期');
    // Whoever sat it now could be told each answer by those who are through.
    const window = { opensAt: iso(now()), closesAt: iso(now() + 30 * MINUTE), personIds: null };
    const again = { params, body: { ...phoneWrite(), ...window } };
    await kit.fails(examContract.makeUp, again, 'office', 'STATE_CONFLICT');
  });
});

describe('a surprise exam', () => {
  it('is planned whatever window its draft had, and has one of its own once it is published', async () => {
    const draft = surprise();
    const { opensAt } = draft.times;
    const times = { ...draft.times, closesAt: iso(Date.parse(opensAt) - MINUTE) };
    const { id: examId, version } = await makeExam(kit, { ...draft, times });
    const body = { ...phoneWrite(), version };
    const sent = await kit.ok(examContract.publishExam, { params: { examId }, body }, 'office');
    const lasts = Date.parse(sent.times.closesAt) - Date.parse(sent.times.opensAt);
    // Five minutes to begin and ten to write.
    expect(lasts).toBe(15 * MINUTE);
  });

  it('defers those on a shift or in an incident, never fails the unreached, and lets them sit again', async () => {
    const { officer, officer2, officer3, auxiliary, leader } = kit.people;
    busy.set(officer2._id, 'on_shift').set(officer3._id, 'incident');
    const exam = await publishedExam(kit, surprise());
    const params = { examId: exam.id };
    const body = { ...phoneWrite(), no: 1, deviceId: makeId() };
    await kit.fails(examContract.startAttempt, { params, body }, 'officer2', 'EXAM_DEFERRED');
    await start(kit, exam.id, 'officer');
    await kit.ok(examContract.findMine, { params }, 'auxiliary');
    at(6 * MINUTE);
    // The phone comes back after the last moment to start: it was not reached.
    await kit.ok(examContract.findMine, { params }, 'leader', (mine) => {
      expect(mine.state).toBe('unreached');
    });
    at(20 * MINUTE);
    await (await kit.get(JobService)).runDue();
    const states = await statesOf(kit, exam.id);
    const stateOf = (id: string) => states.get(id)?.state;
    expect(stateOf(officer2._id)).toBe('deferred');
    expect(states.get(officer3._id)?.deferred).toBe('incident');
    expect(stateOf(auxiliary._id)).toBe('absent');
    expect(stateOf(leader._id)).toBe('unreached');
    expect(stateOf(officer._id)).toBe('submitted');
    busy.clear();
    const makeUp = {
      ...phoneWrite(),
      opensAt: iso(now()),
      closesAt: iso(now() + 30 * MINUTE),
      personIds: null,
    };
    const { people } = await kit.ok(
      examContract.makeUp,
      { params, body: makeUp },
      'office',
      (told) => {
        expect(told.people).toBeGreaterThanOrEqual(3);
      },
    );
    expect((await kit.ok(examContract.makeUp, { params, body: makeUp }, 'office')).people).toBe(
      people,
    );
    expect((await start(kit, exam.id, 'officer2')).attempt.state).toBe('in_progress');
    await kit.fails(examContract.startAttempt, { params, body }, 'auxiliary', 'EXAM_OVER');
  });
});

it('defers whoever went on a shift before the last moment to start, though they had seen the exam', async () => {
  const exam = await publishedExam(kit, surprise());
  const params = { examId: exam.id };
  await kit.ok(examContract.findMine, { params }, 'officer3');
  await kit.ok(examContract.findMine, { params }, 'auxiliary');
  at(2 * MINUTE);
  await openShift(kit, 'officer3', { deviceAt: iso(now()) });
  at(30 * MINUTE);
  await (await kit.get(JobService)).runDue();
  const states = await statesOf(kit, exam.id);
  const { officer3, auxiliary } = kit.people;
  expect(states.get(officer3._id)).toMatchObject({ state: 'deferred', deferred: 'on_shift' });
  expect(states.get(auxiliary._id)?.state).toBe('absent');
});

describe('watching an exam', () => {
  it('counts where people stand, and shows leaders their own', async () => {
    const audience = { unitPaths: [UNITS.brigade], kinds: [], posts: [], sample: null };
    const exam = await publishedExam(kit, examDraft(paperId, now(), { audience }));
    const params = { examId: exam.id };
    const { attempt } = await start(kit, exam.id, 'officer');
    const answer = rightAnswer(questions, await firstCode(exam.id), 1);
    await kit.call(
      examContract.appendAnswer,
      { params: { attemptId: attempt.id }, body: answer },
      'officer',
    );
    const all = await statesOf(kit, exam.id);
    await kit.ok(
      examContract.findProgress,
      { params },
      'office',
      ({ counts, curve, answered, saved }) => {
        expect(counts).toMatchObject({ assigned: all.size, inProgress: 1, submitted: 0 });
        expect(curve.at(-1)).toMatchObject({ started: 1, submitted: 0 });
        expect(answered.reduce((sum, one) => sum + one.people, 0)).toBe(1);
        expect(saved.withinMinute).toBe(1);
      },
    );
    const query = { limit: 100 };
    await kit.ok(examContract.listAttendance, { params, query }, 'siblingLeader', ({ items }) => {
      expect(items.length).toBeGreaterThan(0);
      expect(items.every((row) => row.unitName === '牛塘中队')).toBe(true);
    });
    const writing = { ...query, state: 'in_progress' as const };
    const page = await kit.ok(examContract.listAttendance, { params, query: writing }, 'office');
    expect(page.items.map((row) => row.name)).toEqual(['陈立']);
    await kit.fails(examContract.findProgress, { params }, 'outsiderLeader', 'NOT_FOUND');
  });

  it('tells no key before it is closed, nor to its keepers', async () => {
    const exam = await publishedExam(kit, examDraft(paperId, now()));
    const params = { examId: exam.id, code: questions[0]!.code };
    await kit.fails(examResultContract.findKey, { params }, 'office', 'STATE_CONFLICT');
    const body = { ...phoneWrite(), change: { kind: 'everyone' as const }, reason: '题出错了' };
    await kit.fails(examResultContract.correctKey, { params, body }, 'office', 'STATE_CONFLICT');
    // Its own window is over, and one person has another.
    const personId = kit.people.officer._id;
    const { version } = (await statesOf(kit, exam.id)).get(personId)!;
    const times = { opensAt: null, closesAt: iso(now() + 180 * MINUTE), extraMin: 0 };
    const change = { ...phoneWrite(), version, times, deferred: null, note: null };
    const one = { params: { examId: exam.id, personId }, body: change };
    await kit.ok(examContract.changeSitting, one, 'office');
    at(90 * MINUTE);
    await kit.fails(examResultContract.findStatistics, { params }, 'office', 'STATE_CONFLICT');
    await kit.fails(examResultContract.correctKey, { params, body }, 'office', 'STATE_CONFLICT');
  });

  it('gives one person more time while they write', async () => {
    const exam = await publishedExam(kit, examDraft(paperId, now()));
    const { attempt } = await start(kit, exam.id, 'officer');
    const personId = kit.people.officer._id;
    const params = { examId: exam.id, personId };
    const { version } = (await statesOf(kit, exam.id)).get(personId)!;
    const times = { opensAt: null, closesAt: null, extraMin: 15 };
    const body = { ...phoneWrite(), version, times, deferred: null, note: '手机没电' };
    await kit.ok(examContract.changeSitting, { params, body }, 'office', (row) => {
      expect(row).toMatchObject({ note: '手机没电', times: { extraMin: 15 } });
    });
    const told = await toldOf('officer', exam.id);
    expect(told.filter((title) => title === '考试时间有变：第 3 期')).toHaveLength(1);
    await kit.fails(
      examContract.changeSitting,
      { params, body: { ...body, ...phoneWrite() } },
      'office',
      'VERSION_CONFLICT',
    );
    const leave = { ...phoneWrite(), seq: 1, awayMs: 1 };
    const kept = await kit.ok(
      examContract.appendLeave,
      { params: { attemptId: attempt.id }, body: leave },
      'officer',
    );
    expect(Date.parse(kept.endsAt) - Date.parse(attempt.endsAt)).toBe(15 * MINUTE);
    // Past the end of all others the phone is still shown the way back in, and so are those who watch.
    at(40 * MINUTE);
    const mine = { params: { examId: exam.id } };
    await kit.ok(examContract.findMine, mine, 'officer', ({ nextNo, attempts }) => {
      expect([nextNo, attempts[0]?.endsAt]).toEqual([1, kept.endsAt]);
    });
    expect((await statesOf(kit, exam.id)).get(personId)?.attempt?.endsAt).toBe(kept.endsAt);
  });

  it('defers one person by hand', async () => {
    const exam = await publishedExam(kit, examDraft(paperId, now()));
    const personId = kit.people.officer2._id;
    const { version } = (await statesOf(kit, exam.id)).get(personId)!;
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const body = { ...phoneWrite(), version, times, deferred: 'leave' as const, note: null };
    await kit.ok(
      examContract.changeSitting,
      { params: { examId: exam.id, personId }, body },
      'office',
    );
    const again = { ...phoneWrite(), no: 1, deviceId: makeId() };
    await kit.fails(
      examContract.startAttempt,
      { params: { examId: exam.id }, body: again },
      'officer2',
      'EXAM_DEFERRED',
    );
  });
});

async function toldOf(as: 'officer' | 'officer2', examId: string): Promise<string[]> {
  const { items } = await kit.ok(contracts.notice.listMine, {}, as);
  return items.filter((one) => one.link?.id === examId).map((one) => one.title);
}

/** Some question of the officer's own paper: those of the pool that the gate lets through. */
async function firstCode(examId: string): Promise<string> {
  const { attempt } = await start(kit, examId, 'officer');
  for (const { code } of questions) {
    const body = rightAnswer(questions, code, attempt.nextSeq);
    const params = { attemptId: attempt.id };
    const answer = await kit.call(examContract.appendAnswer, { params, body }, 'officer');
    if (answer.status === 200) return code;
  }
  throw new Error('no question of the paper was found');
}
