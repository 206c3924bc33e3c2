import {
  addDays,
  dayOf,
  dayStart,
  examContract,
  leaveContract,
  noticeContract,
  type ExamAudience,
  type LeaveKind,
} from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { JobService } from '../../platform/jobs';
import { MongoService } from '../../platform/mongo';
import { examCollection } from './exam.collection';
import {
  beginExams,
  blueprint,
  examDraft,
  iso,
  MINUTE,
  moveClock,
  publishedExam,
  publishedPaper,
  start,
  statesOf,
  surpriseDraft,
} from './exam.test-kit';
import { SnapshotService } from './snapshot.service';
import { ExamTaskService } from './task.service';

const HOUR = 60 * MINUTE;
/** Nothing that would help whoever sits later. */
const RELEASED = {
  answers: 'when_released',
  keys: 'when_released',
  explanations: 'when_released',
} as const;
const DAY = 24 * HOUR;

let kit: Kit;
let paperId: string;
let today: string;

/** So many days on, at ten. */
const on = (days: number) => {
  moveClock(kit, dayStart(addDays(today, days)) + 10 * HOUR - Date.now());
};

beforeAll(async () => {
  ({ kit } = await beginExams(10, 5));
  today = dayOf(Date.now());
});

// What was sat days later in one test has shown the keys of its paper.
beforeEach(async () => {
  paperId = (await publishedPaper(kit, blueprint(5))).id;
});

afterEach(() => moveClock(kit, 0));

afterAll(async () => {
  await kit.stop();
});

const day = (n: number) => addDays(dayOf(now()), n);

/** From `a` to `b` days from now. */
async function away(of: PersonKey, a: number, b: number, kind: LeaveKind = 'annual') {
  const personId = kit.people[of]._id;
  const body = { ...phoneWrite(), personId, kind, from: day(a), to: day(b) };
  return kit.ok(leaveContract.record, { body }, 'office');
}

const rule = (more: Partial<ExamAudience> = {}): ExamAudience => ({
  unitPaths: [UNITS.squadron],
  kinds: [],
  posts: [],
  sample: null,
  ...more,
});

const count = (audience: ExamAudience) =>
  kit.ok(examContract.countAudience, { body: { audience } }, 'office');

describe('a rule of who sits', () => {
  it('says whom it means now, which posts it may choose from, and who could not be asked', async () => {
    on(10);
    const body = { audience: rule() };
    const all = await kit.ok(examContract.countAudience, { body }, 'office', (found) => {
      expect(found.posts.map(({ post }) => post).sort()).toEqual(['协管员', '队员'].sort());
      expect(found.posts.reduce((sum, one) => sum + one.people, 0)).toBe(found.people);
      expect(found.busy).toEqual({ on_shift: 0, incident: 0, leave: 0 });
    });
    const posts = await count(rule({ posts: ['协管员'] }));
    expect(posts.people).toBe(1);
    // What may be chosen does not shrink by what was chosen.
    expect(posts.posts).toEqual(all.posts);
    expect((await count(rule({ kinds: ['auxiliary'] }))).posts).toEqual([
      { post: '协管员', people: 1 },
    ]);
    await away('auxiliary', 0, 1);
    expect((await count(rule())).busy).toMatchObject({ leave: 1 });
  });

  it('reaches no other bureau', async () => {
    const body = { audience: rule({ unitPaths: [UNITS.otherSquadron] }) };
    await kit.fails(examContract.countAudience, { body }, 'office', 'NOT_FOUND');
    await kit.fails(
      examContract.countAudience,
      { body: { audience: rule() } },
      'leader',
      'FORBIDDEN',
    );
  });

  it('draws by post what it counted', async () => {
    const audience = rule({ posts: ['协管员'] });
    const exam = await publishedExam(kit, examDraft(paperId, now(), { audience }));
    expect([...(await statesOf(kit, exam.id)).keys()]).toEqual([kit.people.auxiliary._id]);
  });
});

describe('people on leave', () => {
  it('are deferred by a surprise exam with the reason shown, and drawn again once they are back', async () => {
    on(30);
    await away('officer', -1, 2, 'training');
    await away('officer2', 0, 9);
    const exam = await publishedExam(kit, surpriseDraft(paperId, now()));
    const params = { examId: exam.id };
    await kit.ok(examContract.findMine, { params }, 'officer', (mine) => {
      expect(mine).toMatchObject({ state: 'deferred', deferred: 'leave', nextNo: null });
    });
    on(31);
    await (await kit.get(JobService)).runDue();
    const states = await statesOf(kit, exam.id);
    const { officer, officer2, officer3 } = kit.people;
    expect(states.get(officer._id)).toMatchObject({ state: 'deferred', deferred: 'leave' });
    expect(states.get(officer3._id)?.state).toBe('unreached');

    // A window in which one of them is back and the other is still away.
    const window = { opensAt: iso(now()), closesAt: iso(now() + 4 * DAY) };
    const body = { ...phoneWrite(), ...window, personIds: null };
    const done = await kit.ok(examContract.makeUp, { params, body }, 'office', (told) => {
      expect(told.stillAway).toBe(1);
    });
    expect((await kit.ok(examContract.makeUp, { params, body }, 'office')).people).toBe(
      done.people,
    );
    on(33);
    const after = await statesOf(kit, exam.id);
    expect(after.get(officer._id)).toMatchObject({ state: 'not_started', deferred: null });
    expect(after.get(officer2._id)).toMatchObject({ state: 'deferred', deferred: 'leave' });
    expect((await start(kit, exam.id, 'officer')).attempt.state).toBe('in_progress');
  });

  it('are deferred instead of missed where their whole window lay in the leave, recorded later or not', async () => {
    on(50);
    const exam = await publishedExam(kit, examDraft(paperId, now()));
    on(52);
    await away('leader', -2, -2);
    await away('liaison', -1, 0);
    await (await kit.get(JobService)).runDue();
    const states = await statesOf(kit, exam.id);
    const { leader, liaison } = kit.people;
    expect(states.get(leader._id)).toMatchObject({ state: 'deferred', deferred: 'leave' });
    expect(states.get(liaison._id)?.state).toBe('absent');
    const audience = { params: { examId: exam.id }, query: { state: 'deferred' as const } };
    const listed = await kit.ok(examContract.listAttendance, audience, 'office');
    expect(listed.items.map(({ name }) => name)).toEqual(['马骏']);
  });
});

describe('people picked for a make-up', () => {
  it('are found by how a name or a staff number begins, and within a unit', async () => {
    const audience = rule({ unitPaths: [UNITS.brigade] });
    const exam = await publishedExam(kit, examDraft(paperId, now(), { audience }));
    const params = { examId: exam.id };
    const asked = { params, query: { q: '陈' } };
    await kit.ok(examContract.listAttendance, asked, 'office', (page) => {
      expect(page.items.map(({ name }) => name)).toEqual(['陈立']);
    });
    const { staffNumber } = kit.people.siblingOfficer;
    const found = async (q: string, unitPath?: string) => {
      const query = { q, unitPath };
      const page = await kit.ok(examContract.listAttendance, { params, query }, 'office');
      return page.items.map(({ name }) => name);
    };
    expect(await found(staffNumber)).toEqual(['许明']);
    expect(await found(staffNumber, UNITS.squadron)).toEqual([]);
    // A leader finds their own people only.
    const own = { params, query: { q: staffNumber } };
    expect((await kit.ok(examContract.listAttendance, own, 'leader')).items).toEqual([]);
  });

  it('sit again, whether they were deferred or absent, and nobody else does', async () => {
    on(70);
    const base = examDraft(paperId, now());
    // Keys that could be seen by then would refuse it.
    const review = { ...base.review, ...RELEASED };
    const exam = await publishedExam(kit, { ...base, review });
    const params = { examId: exam.id };
    await start(kit, exam.id, 'officer2');
    on(71);
    await (await kit.get(JobService)).runDue();
    const { officer, officer2 } = kit.people;
    const window = { opensAt: iso(now()), closesAt: iso(now() + HOUR) };
    const personIds = [officer._id, officer2._id];
    const body = { ...phoneWrite(), ...window, personIds };
    const told = await kit.ok(examContract.makeUp, { params, body }, 'office');
    // Whoever has started already has had their exam.
    expect(told).toEqual({ people: 1, stillAway: 0 });
    expect((await start(kit, exam.id, 'officer')).attempt.state).toBe('in_progress');
    const late = { ...phoneWrite(), no: 1, deviceId: makeId() };
    await kit.fails(examContract.startAttempt, { params, body: late }, 'auxiliary', 'EXAM_OVER');
  });

  it('may have a window of their own, one by one', async () => {
    const exam = await publishedExam(kit, examDraft(paperId, now()));
    const personId = kit.people.officer3._id;
    const { version } = (await statesOf(kit, exam.id)).get(personId)!;
    const times = { opensAt: iso(now() + DAY), closesAt: iso(now() + DAY + HOUR), extraMin: 5 };
    const body = { ...phoneWrite(), version, times, deferred: null, note: null };
    const params = { examId: exam.id, personId };
    const row = await kit.ok(examContract.changeSitting, { params, body }, 'office');
    expect(row.times).toEqual(times);
    const early = {
      params: { examId: exam.id },
      body: { ...phoneWrite(), no: 1, deviceId: makeId() },
    };
    await kit.fails(examContract.startAttempt, early, 'officer3', 'EXAM_NOT_OPEN');
    moveClock(kit, DAY + MINUTE);
    expect((await start(kit, exam.id, 'officer3')).attempt.state).toBe('in_progress');
    await (await kit.get(SnapshotService)).idle();
    // A phone that was closed finds the way back in.
    const mine = { params: { examId: exam.id } };
    await kit.ok(examContract.findMine, mine, 'officer3', ({ nextNo }) => expect(nextNo).toBe(1));
    const back = { ...times, closesAt: times.opensAt };
    const wrong = { ...body, ...phoneWrite(), version: row.version, times: back };
    await kit.fails(
      examContract.changeSitting,
      { params, body: wrong },
      'office',
      'VALIDATION_FAILED',
    );
  });
});

describe('people who come in after the draw', () => {
  const few = () => examDraft(paperId, now(), { audience: rule({ posts: ['协管员'] }) });

  async function told(who: PersonKey, examId: string): Promise<string[]> {
    const { items } = await kit.ok(noticeContract.listMine, {}, who);
    return items.filter(({ link }) => link?.id === examId).map(({ title }) => title);
  }

  it('sit with the others, are told and counted, once', async () => {
    const exam = await publishedExam(kit, few());
    const params = { examId: exam.id };
    await kit.fails(examContract.findMine, { params }, 'officer', 'NOT_FOUND');
    const personIds = [kit.people.officer._id, kit.people.auxiliary._id];
    const body = { ...phoneWrite(), version: exam.version, personIds, window: null };
    const again = async () => {
      await kit.ok(examContract.addPeople, { params, body }, 'office', (more) => {
        // One of the two was on the list.
        expect([more.assigned, more.added, more.draw?.drawn]).toEqual([2, 1, 1]);
      });
      expect((await statesOf(kit, exam.id)).size).toBe(2);
      expect(await told('officer', exam.id)).toEqual(['考试通知：第 3 期']);
      expect(await told('auxiliary', exam.id)).toEqual(['考试通知：第 3 期']);
    };
    await again();
    await again();
    expect((await start(kit, exam.id, 'officer')).attempt.state).toBe('in_progress');
  });

  it('have a window of their own once the others may not start any more', async () => {
    const exam = await publishedExam(kit, few());
    const params = { examId: exam.id };
    moveClock(kit, 2 * HOUR);
    const personIds = [kit.people.officer._id];
    const add = (window: { opensAt: string; closesAt: string } | null) => ({
      params,
      body: { ...phoneWrite(), version: exam.version, personIds, window },
    });
    const review = { opensAt: iso(now()), closesAt: iso(now() + HOUR) };
    await kit.fails(examContract.addPeople, add(null), 'office', 'STATE_CONFLICT');
    // Keys may be seen now: whoever sat this paper could be told them.
    await kit.fails(examContract.addPeople, add(review), 'office', 'STATE_CONFLICT');
    const shut = { opensAt: iso(now() - HOUR), closesAt: iso(now() - 1) };
    await kit.fails(examContract.addPeople, add(shut), 'office', 'VALIDATION_FAILED');
  });

  it('sit within their window where no key is out', async () => {
    const base = few();
    const review = { ...base.review, ...RELEASED };
    const exam = await publishedExam(kit, { ...base, review });
    const params = { examId: exam.id };
    moveClock(kit, 2 * HOUR);
    const window = { opensAt: iso(now()), closesAt: iso(now() + HOUR) };
    const personIds = [kit.people.officer2._id];
    const body = { ...phoneWrite(), version: exam.version, personIds, window };
    await kit.ok(examContract.addPeople, { params, body }, 'office');
    expect(await told('officer2', exam.id)).toEqual(['补考通知：第 3 期']);
    expect((await start(kit, exam.id, 'officer2')).attempt.state).toBe('in_progress');
  });

  it('are active people of the bureau who are not on the list', async () => {
    const exam = await publishedExam(kit, few());
    const add = (personIds: string[]) => ({
      params: { examId: exam.id },
      body: { ...phoneWrite(), version: exam.version, personIds, window: null },
    });
    const { auxiliary, outsider } = kit.people;
    await kit.fails(examContract.addPeople, add([makeId()]), 'office', 'NOT_FOUND');
    await kit.fails(examContract.addPeople, add([outsider._id]), 'office', 'NOT_FOUND');
    await kit.fails(examContract.addPeople, add([auxiliary._id]), 'office', 'STATE_CONFLICT');
  });

  it('are named where a make-up is for somebody who is not on the list', async () => {
    const exam = await publishedExam(kit, few());
    const window = { opensAt: iso(now()), closesAt: iso(now() + HOUR) };
    const personIds = [kit.people.officer._id];
    const body = { ...phoneWrite(), ...window, personIds };
    const asked = { params: { examId: exam.id }, body };
    const { message } = await kit.fails(examContract.makeUp, asked, 'office', 'STATE_CONFLICT');
    expect(message).toContain('陈立');
  });
});

it('tells whoever was not told yet when the process died that sent an exam out', async () => {
  const tasks = await kit.get(ExamTaskService);
  const dying = jest.spyOn(tasks, 'carryOut').mockRejectedValue(new Error('killed'));
  const made = { ...phoneWrite(), draft: examDraft(paperId, now()) };
  const { id: examId, version } = await kit.ok(examContract.createExam, { body: made }, 'office');
  const body = { ...phoneWrite(), version };
  const publish = { params: { examId }, body };
  await kit.fails(examContract.publishExam, publish, 'office', 'INTERNAL');
  dying.mockRestore();
  const titles = async () => {
    const { items } = await kit.ok(noticeContract.listMine, {}, 'officer');
    return items.filter(({ link }) => link?.id === examId).map(({ title }) => title);
  };
  expect(await titles()).toEqual([]);
  const run = (at: number) =>
    tasks.job().run({ at: new Date(at), fence: 1, signal: new AbortController().signal });
  // Whoever decided it may be at it still.
  await run(now());
  expect(await titles()).toEqual([]);
  await run(now() + 2 * MINUTE);
  expect(await titles()).toEqual(['考试通知：第 3 期']);
  const mongo = await kit.get(MongoService);
  const kept = await mongo.collection(examCollection).findOne({ _id: examId });
  expect(kept?.tasks).toEqual([]);
});
