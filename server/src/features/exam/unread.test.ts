import { examContract, examResultContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import {
  examCollection,
  sittingCollection,
  type ExamDocument,
  type SittingDocument,
} from './exam.collection';
import { iso, MINUTE, moveClock } from './exam.test-kit';
import { paperCollection } from './paper.collection';
import { alongside, chose, makeDrawn, satExam, type Sat } from './result.test-kit';
import { doneAtMs } from './withheld.rules';
import { WithheldService } from './withheld.service';

const HOUR = 60 * MINUTE;

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterEach(async () => {
  moveClock(kit, 0);
  // Of one test no exam is on its way in the next.
  const over = { settledAt: new Date(), lastCloseAt: new Date(now() - HOUR) };
  await (await exams()).updateMany({ lastCloseAt: { $gte: over.lastCloseAt } }, { $set: over });
});

afterAll(() => kit.stop());

const exams = async () => (await kit.get(MongoService)).collection(examCollection);

async function resultOf({ exam }: Sat, as: PersonKey) {
  // What is written here past the service is known to it at once.
  (await kit.get(WithheldService)).forget(UNITS.bureau);
  const params = { examId: exam._id };
  return kit.ok(examResultContract.findMine, { params }, as);
}

const codesOf = ({ attempt }: Awaited<ReturnType<typeof resultOf>>) =>
  attempt?.items?.map((one) => one.code) ?? null;

describe('the questions of a fixed paper that others are still to sit', () => {
  it('are read by nobody who is through with it, until nothing of the other exam can come any more', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') } });
    const never = { score: 'never', answers: 'never', keys: 'never', explanations: 'never' } as const; // prettier-ignore
    const later = await alongside(kit, sat, { draft: { ...sat.exam.draft, review: never } });
    const held = await resultOf(sat, 'officer');
    const until = iso(doneAtMs(later));
    expect(held.attempt).toMatchObject({ items: null, answersWait: { questions: 4, until } });
    expect(held.shown).toMatchObject({ score: true, answers: false, keys: false });
    const appeal = { ...phoneWrite(), attemptId: sat.attempts.officer!._id, text: '题目不清' };
    const asked = { params: { examId: sat.exam._id, code: 'one' }, body: appeal };
    await kit.fails(examResultContract.appealQuestion, asked, 'officer', 'STATE_CONFLICT');
    // Nobody settles it, and its people's keys do not come: nobody waits longer for that.
    moveClock(kit, HOUR + 2 * MINUTE + 1_000);
    const read = await resultOf(sat, 'officer');
    expect(codesOf(read)).toEqual(['one', 'two', 'own', 'both']);
    expect(read.attempt).not.toHaveProperty('answersWait');
    await kit.ok(examResultContract.appealQuestion, asked, 'officer');
  });

  it('are left out alone where another fixed paper asks some of them', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a'), two: chose('b') } });
    const other = await satExam(kit, {}, { closedAgoMs: -10 * MINUTE });
    const papers = (await kit.get(MongoService)).collection(paperCollection);
    const pools = [{ id: 'q2', count: 1, points: 10, codes: ['two'] }];
    await papers.updateOne({ _id: other.exam.draft.paperId }, { $set: { pools } });
    await (await exams()).updateOne({ _id: other.exam._id }, { $set: { settledAt: null } });
    const held = await resultOf(sat, 'officer');
    expect(codesOf(held)).toEqual(['one', 'own', 'both']);
    expect(held.attempt?.answersWait).toEqual({ questions: 1, until: iso(doneAtMs(other.exam)) });
    expect(held.shown.answers).toBe(true);
    // Drawn for each of them it may be another one.
    await makeDrawn(kit, other);
    expect(codesOf(await resultOf(sat, 'officer'))).toEqual(['one', 'two', 'own', 'both']);
  });

  it('wait as its keys do for a release, of which nobody knows when it comes', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') } });
    const late = { score: 'never', answers: 'never', keys: 'when_released', explanations: 'never' } as const; // prettier-ignore
    const draft = { ...sat.exam.draft, review: late };
    const later = await alongside(kit, sat, { draft });
    expect((await resultOf(sat, 'officer')).attempt?.answersWait?.until).toBeNull();
    moveClock(kit, 2 * HOUR);
    expect((await resultOf(sat, 'officer')).attempt?.answersWait?.until).toBeNull();
    const released = { $set: { releasedAt: new Date(now()) } };
    await (await exams()).updateOne({ _id: later._id }, released);
    expect(codesOf(await resultOf(sat, 'officer'))).toHaveLength(4);
  });
});

describe('a fixed paper that those of one exam could read', () => {
  const review = { score: 'never', answers: 'after_close', keys: 'never', explanations: 'never' } as const; // prettier-ignore
  const window = () => ({ opensAt: iso(now()), closesAt: iso(now() + HOUR) });

  /** Two exams that are over: `officer` read the first. */
  async function bothOver(): Promise<{ first: Sat; second: ExamDocument }> {
    const first = await satExam(kit, { officer: { one: chose('a') } }, { review });
    const closesAt = first.exam.closesAt;
    const second = await alongside(kit, first, { closesAt, lastCloseAt: closesAt });
    expect(codesOf(await resultOf(first, 'officer'))).toHaveLength(4);
    return { first, second };
  }

  async function seat(exam: ExamDocument, as: PersonKey, more: Partial<SittingDocument>) {
    const { _id: personId, unitPath } = kit.people[as];
    const sittings = (await kit.get(MongoService)).collection(sittingCollection);
    await sittings.insertOne({
      ...{ _id: makeId(), examId: exam._id, personId, unitPath, toldAt: exam.opensAt },
      ...{ times: null, deferred: null, note: null, reachedAt: null, missed: null },
      ...{ version: 1, events: [], schemaVersion: 1, ...more },
    });
  }

  it('is sat in another one with a window of their own by those who were through with none', async () => {
    const { first, second } = await bothOver();
    const add = (as: PersonKey) => ({
      params: { examId: second._id },
      body: {
        ...phoneWrite(),
        ...{ version: second.version, personIds: [kit.people[as]._id], window: window() },
      },
    });
    const refused = await kit.fails(examContract.addPeople, add('officer'), 'office', 'STATE_CONFLICT'); // prettier-ignore
    expect(refused.message).toContain('能看到题，不能再考这张');
    await kit.ok(examContract.addPeople, add('officer2'), 'office');
    // While they sit it, nobody reads it again.
    expect((await resultOf(first, 'officer')).attempt?.items).toBeNull();
  });

  it('is made up by the others, and whoever reads it is given no time', async () => {
    const { second } = await bothOver();
    const asked = (personIds: string[] | null) => ({
      params: { examId: second._id },
      body: { ...phoneWrite(), ...window(), personIds },
    });
    await seat(second, 'officer', { deferred: 'on_shift' });
    const own = { params: { examId: second._id, personId: kit.people.officer._id } };
    const times = { ...window(), extraMin: 0 };
    const body = { ...phoneWrite(), version: 1, times, deferred: null, note: null };
    await kit.fails(examContract.changeSitting, { ...own, body }, 'office', 'STATE_CONFLICT');
    const named = asked([kit.people.officer._id]);
    await kit.fails(examContract.makeUp, named, 'office', 'STATE_CONFLICT');
    await kit.fails(examContract.makeUp, asked(null), 'office', 'STATE_CONFLICT');
    await seat(second, 'officer2', { deferred: 'on_shift' });
    const done = await kit.ok(examContract.makeUp, asked(null), 'office');
    expect(done).toEqual({ people: 1, stillAway: 0, haveRead: 1 });
  });

  it('is still known to have been read once somebody is given a window in the first exam again', async () => {
    const { first, second } = await bothOver();
    await seat(first.exam, 'officer2', { deferred: 'on_shift' });
    const later = { params: { examId: first.exam._id }, body: { ...phoneWrite(), ...window(), personIds: null } }; // prettier-ignore
    await kit.ok(examContract.makeUp, later, 'office');
    // It waits now, and it was read.
    expect((await resultOf(first, 'officer')).attempt?.items).toBeNull();
    await seat(second, 'officer', { deferred: 'on_shift' });
    const params = { examId: second._id };
    const again = { params, body: { ...phoneWrite(), ...window(), personIds: [kit.people.officer._id] } }; // prettier-ignore
    await kit.fails(examContract.makeUp, again, 'office', 'STATE_CONFLICT');
    await (await exams()).deleteOne({ _id: second._id });
    const told = (await kit.get(WithheldService)).refuseTold(first.exam.draft.paperId);
    await expect(told).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
  });

  it('is gone on with by whoever sits it when others are through', async () => {
    const first = await satExam(kit, { officer: { one: chose('a') } }, { review });
    const second = await alongside(kit, first);
    await seat(second, 'officer', {});
    const own = { params: { examId: second._id, personId: kit.people.officer._id } };
    const times = { opensAt: null, closesAt: null, extraMin: 10 };
    const body = { ...phoneWrite(), version: 1, times, deferred: null, note: null };
    await kit.ok(examContract.changeSitting, { ...own, body }, 'office');
  });
});
