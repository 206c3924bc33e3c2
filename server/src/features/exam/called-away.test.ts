import { examContract, examResultContract, noticeContract } from '@qiangji/shared-types';
import { openShift } from '../../../test/duty-fixture';
import { phoneWrite, type Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { AttemptGate } from './attempt.gate';
import {
  beginExams,
  collect,
  examDraft,
  handIn,
  iso,
  MINUTE,
  moveClock,
  publishedExam,
  start,
  statesOf,
  surpriseDraft,
} from './exam.test-kit';
import { SnapshotService } from './snapshot.service';

let kit: Kit;
let paperId: string;

beforeAll(async () => {
  ({ kit, paperId } = await beginExams(10, 5));
});
afterEach(() => moveClock(kit, 0));
afterAll(() => kit.stop());

const at = (ms: number) => moveClock(kit, ms);
const settle = () => collect(kit);

const goOnDuty = (as: PersonKey) => openShift(kit, as, { deviceAt: iso(now()) });

async function makeUp(examId: string) {
  const window = { opensAt: iso(now()), closesAt: iso(now() + 30 * MINUTE), personIds: null };
  const body = { ...phoneWrite(), ...window };
  return kit.ok(examContract.makeUp, { params: { examId }, body }, 'office');
}

/** What the office sees of one person's result. */
async function resultOf(examId: string, personId: string) {
  const input = { params: { examId }, query: { limit: 100 } };
  const { items } = await kit.ok(examResultContract.listPeople, input, 'office');
  return items.find((one) => one.personId === personId);
}

it('sets aside what somebody wrote who was called away from a surprise exam, and asks them again', async () => {
  const { officer, officer2 } = kit.people;
  const exam = await publishedExam(kit, surpriseDraft(paperId, now()));
  const params = { examId: exam.id };
  const first = await start(kit, exam.id, 'officer');
  const done = await start(kit, exam.id, 'officer2');
  await start(kit, exam.id, 'auxiliary');
  at(2 * MINUTE);
  await handIn(kit, done.attempt.id, 1, 'officer2');
  at(3 * MINUTE);
  // Both go on a shift: of whoever had handed in, what they handed in stands.
  await goOnDuty('officer');
  await goOnDuty('officer2');
  at(80 * MINUTE);
  await settle();
  const states = await statesOf(kit, exam.id);
  expect(states.get(officer._id)).toMatchObject({ state: 'deferred', deferred: 'on_shift' });
  expect(states.get(officer._id)?.attempt).toMatchObject({ id: first.attempt.id });
  expect(states.get(officer2._id)).toMatchObject({ state: 'submitted', deferred: null });
  // Nobody called them: their paper was taken in, and counts.
  expect(states.get(kit.people.auxiliary._id)).toMatchObject({ state: 'submitted' });
  await kit.ok(examContract.findMine, { params }, 'officer', (mine) => {
    expect(mine).toMatchObject({ state: 'deferred', attempts: [], nextNo: null });
  });
  expect(await resultOf(exam.id, officer._id)).toMatchObject({ state: 'deferred', score: null });
  const { people } = await makeUp(exam.id);
  expect(people).toBeGreaterThanOrEqual(1);
  await kit.ok(examContract.findMine, { params }, 'officer', (mine) => {
    expect(mine).toMatchObject({ state: 'not_started', nextNo: 2, attemptsAllowed: 2 });
  });
  const third = { ...phoneWrite(), no: 3, deviceId: makeId() };
  await kit.fails(examContract.startAttempt, { params, body: third }, 'officer', 'NO_ATTEMPT_LEFT');
  const again = await start(kit, exam.id, 'officer', makeId(), 2);
  expect(again.attempt).toMatchObject({ no: 2, state: 'in_progress' });
  await handIn(kit, again.attempt.id, 1, 'officer');
  await (await kit.get(SnapshotService)).idle();
  at(180 * MINUTE);
  await settle();
  const result = await resultOf(exam.id, officer._id);
  expect(result).toMatchObject({ state: 'submitted' });
  expect(result?.score).not.toBeNull();
});

it('calls nobody away who was on a shift already, and judges each paper once', async () => {
  const { officer3, leader } = kit.people;
  await goOnDuty('leader');
  at(MINUTE);
  const draft = surpriseDraft(paperId, now());
  const exam = await publishedExam(kit, { ...draft, attempts: { allowed: 2, counts: 'best' } });
  const states = async () => statesOf(kit, exam.id);
  // Whoever is on a shift while it is sent out is deferred; a keeper lets the leader sit all the same.
  const change = async (personId: string, deferred: 'incident' | null) => {
    const { version } = (await states()).get(personId)!;
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const body = { ...phoneWrite(), version, times, deferred, note: null };
    const params = { examId: exam.id, personId };
    return kit.ok(examContract.changeSitting, { params, body }, 'office');
  };
  await change(leader._id, null);
  await start(kit, exam.id, 'leader');
  const first = await start(kit, exam.id, 'officer3');
  at(3 * MINUTE);
  await handIn(kit, first.attempt.id, 1, 'officer3');
  await start(kit, exam.id, 'officer3', makeId(), 2);
  at(4 * MINUTE);
  await goOnDuty('officer3');
  at(80 * MINUTE);
  await settle();
  // Their shift had begun long before, and of two attempts one was handed in.
  expect((await states()).get(leader._id)).toMatchObject({ state: 'submitted' });
  expect((await states()).get(officer3._id)).toMatchObject({ state: 'submitted' });
  expect((await resultOf(exam.id, officer3._id))?.score).not.toBeNull();
});

it('lets stand what a keeper took back, when the exam is settled anew', async () => {
  const { auxiliary } = kit.people;
  const exam = await publishedExam(kit, surpriseDraft(paperId, now()));
  await start(kit, exam.id, 'auxiliary');
  const stale = (await statesOf(kit, exam.id)).get(auxiliary._id)!;
  at(3 * MINUTE);
  await goOnDuty('auxiliary');
  at(80 * MINUTE);
  await settle();
  const row = async () => (await statesOf(kit, exam.id)).get(auxiliary._id)!;
  expect(await row()).toMatchObject({ state: 'deferred', deferred: 'on_shift' });
  const params = { examId: exam.id, personId: auxiliary._id };
  const bodyOf = (version: number) => {
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    return { ...phoneWrite(), version, times, deferred: null, note: null };
  };
  // A form from before the exam was settled does not take it back unseen.
  const old = { params, body: bodyOf(stale.version) };
  await kit.fails(examContract.changeSitting, old, 'office', 'VERSION_CONFLICT');
  const back = { params, body: bodyOf((await row()).version) };
  expect(await kit.ok(examContract.changeSitting, back, 'office')).toMatchObject({
    state: 'submitted',
  });
  await makeUp(exam.id);
  at(180 * MINUTE);
  await settle();
  expect(await row()).toMatchObject({ state: 'submitted', deferred: null });
});

it('takes back no paper that was handed in, and lets a make-up begin while the other still runs', async () => {
  const { officer, officer2 } = kit.people;
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const done = await start(kit, exam.id, 'officer2');
  await handIn(kit, done.attempt.id, 1, 'officer2');
  await (await kit.get(SnapshotService)).idle();
  const rows = await statesOf(kit, exam.id);
  const deferring = (personId: string) => {
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const { version } = rows.get(personId) ?? { version: 0 };
    const body = { ...phoneWrite(), version, times, deferred: 'incident' as const, note: null };
    return { params: { examId: exam.id, personId }, body };
  };
  const refused = deferring(officer2._id);
  const why = await kit.fails(examContract.changeSitting, refused, 'office', 'STATE_CONFLICT');
  expect(why.message).toContain('已经交卷');
  await start(kit, exam.id, 'officer');
  await (await kit.get(SnapshotService)).idle();
  await kit.ok(examContract.changeSitting, deferring(officer._id), 'office', (row) => {
    expect(row).toMatchObject({ state: 'deferred', attempt: { no: 1 } });
  });
  await makeUp(exam.id);
  expect((await statesOf(kit, exam.id)).get(officer._id)).toMatchObject({
    state: 'not_started',
    attempt: null,
  });
  expect((await start(kit, exam.id, 'officer', makeId(), 2)).attempt.state).toBe('in_progress');
});

it('lets a keeper set a paper aside for whoever was called away, and take that back', async () => {
  const { officer } = kit.people;
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const params = { examId: exam.id, personId: officer._id };
  const { attempt } = await start(kit, exam.id, 'officer');
  at(40 * MINUTE);
  await settle();
  const row = async () => (await statesOf(kit, exam.id)).get(officer._id)!;
  expect(await row()).toMatchObject({ state: 'submitted', attempt: { id: attempt.id } });
  const change = async (deferred: 'incident' | null) => {
    const { version } = await row();
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const body = { ...phoneWrite(), version, times, deferred, note: null };
    return kit.ok(examContract.changeSitting, { params, body }, 'office');
  };
  expect(await change('incident')).toMatchObject({ state: 'deferred', deferred: 'incident' });
  const { items } = await kit.ok(noticeContract.listMine, {}, 'officer');
  expect(items.map((one) => one.link?.id)).toContain(exam.id);
  // A mistake: the paper counts again, also while others still write.
  expect(await change(null)).toMatchObject({ state: 'submitted', deferred: null });
  expect(await change('incident')).toMatchObject({ state: 'deferred' });
  await makeUp(exam.id);
  // Naming somebody who has begun anew asks nothing of them.
  await start(kit, exam.id, 'officer', makeId(), 2);
  await (await kit.get(SnapshotService)).idle();
  const window = { opensAt: iso(now()), closesAt: iso(now() + 30 * MINUTE) };
  const named = { ...phoneWrite(), ...window, personIds: [officer._id] };
  await kit.fails(
    examContract.makeUp,
    { params: { examId: exam.id }, body: named },
    'office',
    'STATE_CONFLICT',
  );
});

it('tells whoever still writes that the paper was set aside, and no longer once that is taken back', async () => {
  const { officer3 } = kit.people;
  const exam = await publishedExam(kit, examDraft(paperId, now()));
  const phone = makeId();
  const { attempt } = await start(kit, exam.id, 'officer3', phone);
  const away = async (seq: number) => {
    const body = { ...phoneWrite(), seq, awayMs: 1_000 };
    const params = { attemptId: attempt.id };
    return (await kit.ok(examContract.appendLeave, { params, body }, 'officer3')).setAside;
  };
  const change = async (deferred: 'incident' | null) => {
    const { version } = (await statesOf(kit, exam.id)).get(officer3._id)!;
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const body = { ...phoneWrite(), version, times, deferred, note: null };
    const params = { examId: exam.id, personId: officer3._id };
    return kit.ok(examContract.changeSitting, { params, body }, 'office');
  };
  expect(await away(1)).toBeUndefined();
  await (await kit.get(SnapshotService)).idle();
  await change('incident');
  expect(await away(2)).toBe(true);
  // What was acknowledged stays so, and whoever opens the paper again is told too.
  expect(await away(2)).toBe(true);
  expect((await start(kit, exam.id, 'officer3', phone)).attempt.setAside).toBe(true);
  await change(null);
  expect(await away(3)).toBeUndefined();
  // Another process heard nothing but what stands in the database.
  await change('incident');
  const gate = await kit.get(AttemptGate);
  expect(await gate.load(attempt.id)).toMatchObject({ isAside: true });
  await makeUp(exam.id);
  const again = await start(kit, exam.id, 'officer3', makeId(), 2);
  expect(again.attempt.setAside).toBeUndefined();
});
