import {
  addDays,
  DAY_MS,
  dayOf,
  dayStart,
  spotCheckContract,
  todayContract,
  type SpotCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import {
  beginCheck,
  result,
  score,
  seal,
  sealedCheck,
  signFor,
} from '../../../test/spot-check-fixture';
import { JobService } from '../../platform/jobs';
import { now, shiftClock } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { memoryCollection } from '../quiz';
import { TopicNeedService } from '../standard';

const { acknowledge, settleDispute } = spotCheckContract;

let kit: Kit;
let start: number;

beforeEach(async () => {
  kit = await Kit.start();
  start = dayStart(dayOf(now())) + 9 * 3_600_000 - now();
  shiftClock(start);
});

afterEach(async () => {
  jest.restoreAllMocks();
  shiftClock(0);
  await kit.stop();
});

const today = () => dayOf(now());
const setOf = (as: PersonKey, day = today()) => practiceOf(kit, as, day);
const topicsOf = (set: { reasons: { topic: string }[] }) =>
  set.reasons.map((one) => one.topic).sort();
const forced = (set: { questions: { needId: string | null }[] }) =>
  set.questions.filter((one) => one.needId !== null).length;

async function tasks(as: PersonKey, kind: string) {
  const found = await kit.ok(todayContract.find, {}, as);
  return found.tasks.filter((one) => one.kind === kind);
}

const disagree = (check: SpotCheck, as: PersonKey = 'officer') => {
  const body = { ...phoneWrite(), disagree: true, answer: '当天送修，有登记' };
  return kit.ok(acknowledge, { params: { checkId: check.id }, body }, as);
};

/** The officer disagrees and the office settles it; answers the settlement as it was sent. */
async function settle(check: SpotCheck, outcome: 'kept' | 'withdrawn') {
  await disagree(check);
  const { _id: personId } = kit.people.officer;
  const body = { ...phoneWrite(), personId, outcome, reason: '看了登记本' };
  const input = { params: { checkId: check.id }, body };
  await kit.ok(settleDispute, input, 'office');
  return input;
}

/** A sealed check of two people with these faults. */
async function faulty(faults: [item: string, as: PersonKey | null][]): Promise<SpotCheck> {
  const check = await beginCheck(kit);
  const rows = faults.map(([item, as]) => result(item, as && kit.people[as]._id, 'fault'));
  await score(kit, check.id, rows);
  await signFor(kit, check);
  return seal(kit, check);
}

describe('what a finding put into practice', () => {
  it('never comes up where the finding was taken back before, for whom the team’s was with it', async () => {
    const check = await sealedCheck(kit);
    expect(await tasks('officer', 'need_piece')).toHaveLength(2);
    expect(await tasks('auxiliary', 'need_piece')).toHaveLength(1);
    const [told] = await tasks('auxiliary', 'spot_result');
    expect(told?.meta).toContain('1 处要改');
    const input = await settle(check, 'withdrawn');
    await kit.ok(settleDispute, input, 'office');
    for (const as of ['officer', 'auxiliary'] as const) {
      expect(await tasks(as, 'need_piece')).toEqual([]);
      const set = await setOf(as);
      expect([forced(set), set.reasons, set.questions.length]).toEqual([0, [], 10]);
    }
    const [after] = await tasks('auxiliary', 'spot_result');
    expect(after?.meta).toContain('都合格');
  });

  it('stays where the finding stands', async () => {
    const check = await sealedCheck(kit);
    const before = await setOf('officer');
    expect([topicsOf(before), forced(before)]).toEqual([['recorder', 'uniform'], 6]);
    await settle(check, 'kept');
    expect(await setOf('officer')).toEqual(before);
  });

  it('leaves the sets of today and of the days ahead; what was answered stays done and remembered', async () => {
    const check = await sealedCheck(kit);
    const ahead = addDays(today(), 1);
    expect(forced(await setOf('auxiliary', ahead))).toBe(3);
    const { questions } = await setOf('officer');
    const done = [questions[0]!, questions[1]!, questions[9]!];
    await send(
      kit,
      'officer',
      done.map((one) => answerTo(one, true, now())),
    );
    await settle(check, 'withdrawn');
    const set = await setOf('officer');
    expect([forced(set), set.reasons]).toEqual([0, []]);
    const [one, two, last] = done.map((question) => question.code);
    // The two answered, and the four that no finding asked.
    expect(set.questions.map(({ code, given }) => [code, given?.right ?? null])).toEqual([
      [one, true],
      [two, true],
      ...questions.slice(6, 9).map(({ code }) => [code, null]),
      [last, true],
    ]);
    const [ten] = await tasks('officer', 'daily_ten');
    expect(ten?.progress).toEqual({ have: 3, of: 6 });
    const { db } = await kit.get(MongoService);
    const memory = db.collection(memoryCollection.name);
    const { _id: personId } = kit.people.officer;
    expect(await memory.countDocuments({ personId, lastRight: true })).toBe(3);
    shiftClock(start + DAY_MS);
    kit.tokens.clear();
    const opened = await setOf('auxiliary', ahead);
    expect([opened.open, forced(opened), opened.reasons]).toEqual([false, 0, []]);
  });

  it('says only what stands where an own finding has the topic of the team’s', async () => {
    const check = await faulty([
      ['D1', null],
      ['D2', 'auxiliary'],
      ['A1', 'officer'],
    ]);
    const before = await setOf('auxiliary');
    const [two] = before.reasons;
    expect(two?.text).toContain('；');
    await settle(check, 'withdrawn');
    const after = await setOf('auxiliary');
    expect(after.questions).toEqual(before.questions);
    const own = check.findings.find((one) => one.itemCode === 'D2');
    expect(after.reasons.map((one) => one.text)).toEqual([own?.itemName]);
  });

  it('is asked by another finding of the topic from then on', async () => {
    const taken = await faulty([['A1', 'officer']]);
    await faulty([['A2', 'officer']]);
    const before = await setOf('officer');
    expect([before.reasons.length, forced(before)]).toEqual([2, 3]);
    await settle(taken, 'withdrawn');
    const after = await setOf('officer');
    const [standing] = after.reasons;
    expect(after.questions.slice(0, 3).map((one) => one.needId)).toEqual(
      Array(3).fill(standing?.needId),
    );
    expect(after.questions.map((one) => one.code)).toEqual(before.questions.map((one) => one.code));
  });

  it('gives way in a set made ahead to what a later check found of the topic', async () => {
    const taken = await faulty([['A1', 'officer']]);
    const ahead = addDays(today(), 1);
    expect(forced(await setOf('officer', ahead))).toBe(3);
    await settle(taken, 'withdrawn');
    await faulty([['A2', 'officer']]);
    shiftClock(start + DAY_MS);
    kit.tokens.clear();
    const opened = await setOf('officer', ahead);
    expect([topicsOf(opened), forced(opened)]).toEqual([['uniform'], 3]);
  });

  it('leaves by the job where the service fell over meanwhile', async () => {
    const check = await sealedCheck(kit);
    const service = await kit.get(TopicNeedService);
    const withdraw = jest.spyOn(service, 'withdraw').mockRejectedValue(new Error('killed here'));
    await settle(check, 'withdrawn');
    withdraw.mockRestore();
    expect(await tasks('officer', 'need_piece')).toHaveLength(2);
    shiftClock(start + DAY_MS);
    kit.tokens.clear();
    await (await kit.get(JobService)).runDue();
    expect(await tasks('officer', 'need_piece')).toEqual([]);
    expect((await setOf('officer')).reasons).toEqual([]);
  });
});
