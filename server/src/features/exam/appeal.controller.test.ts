import { examResultContract, noticeContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { examCollection } from './exam.collection';
import { KeyCorrectionService } from './marking.correction';
import { chose, QUESTIONS, satExam, wrote, type Sat } from './result.test-kit';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
  // However slow this machine is, a handful of papers is marked again before the answer.
  (await kit.get(KeyCorrectionService)).patienceMs = 20_000;
});

afterAll(async () => {
  await kit.stop();
});

const paramsOf = ({ exam }: Sat) => ({ examId: exam._id });
const words = (sat: Sat, as: PersonKey, code: string, text = '应当选乙') => ({
  params: { ...paramsOf(sat), code },
  body: { ...phoneWrite(), attemptId: sat.attempts[as]!._id, text },
});
const appealed = async (sat: Sat, as: PersonKey, code: string) =>
  kit.ok(examResultContract.appealQuestion, words(sat, as, code), as);
const decide = (appealId: string, decision: Decision, version = 1) => ({
  params: { appealId },
  body: { ...phoneWrite(), version, reason: '答复如下', decision },
});
type Decision = Parameters<typeof kit.ok<typeof examResultContract.decideAppeal>>[1]['body']['decision']; // prettier-ignore
const REJECTED: Decision = { outcome: 'rejected' };
const KEY_B: Decision = {
  outcome: 'upheld',
  change: { kind: 'key', key: { kind: 'single', answer: ['b'] } },
};
const AGAIN: Decision = { outcome: 'upheld', change: { kind: 'mark_again' } };

const centiOf = async (sat: Sat, as: PersonKey) =>
  (await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, as)).attempt?.score?.centi;

describe('an appeal of a question', () => {
  it('is sent once, seen with its question, and answered with a reason', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') } });
    const asked = words(sat, 'officer', 'one');
    await kit.ok(examResultContract.appealQuestion, asked, 'officer', (one) => {
      expect(one).toMatchObject({ state: 'open', text: '应当选乙', reason: null });
    });
    await kit.ok(examResultContract.appealQuestion, asked, 'officer');
    const second = words(sat, 'officer', 'one');
    await kit.fails(examResultContract.appealQuestion, second, 'officer', 'STATE_CONFLICT');
    const page = await kit.ok(examResultContract.listAppeals, { params: paramsOf(sat) }, 'office');
    expect(page.items).toMatchObject([
      { personName: '陈立', code: 'one', scoreBp: 0, key: QUESTIONS.one!.key, answer: chose('b') },
    ]);
    const answer = decide(page.items[0]!.id, REJECTED);
    await kit.ok(examResultContract.decideAppeal, answer, 'legalOfficer', (one) => {
      expect(one).toMatchObject({ state: 'rejected', reason: '答复如下', version: 2 });
    });
    const late = decide(page.items[0]!.id, REJECTED, 2);
    await kit.fails(examResultContract.decideAppeal, late, 'office', 'STATE_CONFLICT');
    const query = { state: 'open' as const };
    await kit.ok(
      examResultContract.listAppeals,
      { params: paramsOf(sat), query },
      'office',
      (open) => {
        expect(open.items).toEqual([]);
      },
    );
    const mine = await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, 'officer');
    expect(mine.attempt?.items?.[0]?.appeal).toMatchObject({
      state: 'rejected',
      reason: '答复如下',
    });
    const inbox = await kit.ok(noticeContract.listMine, {}, 'officer');
    expect(inbox.items[0]).toMatchObject({ title: '申诉有答复：第 3 期', text: '答复如下' });
  });

  it('that is upheld leads to marking everybody again by the other key', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') }, officer2: { one: chose('a') } });
    const { id } = await appealed(sat, 'officer', 'one');
    const decision = decide(id, KEY_B);
    await kit.ok(examResultContract.decideAppeal, decision, 'office', (one) => {
      expect(one).toMatchObject({ state: 'upheld', scoreBp: 10_000 });
    });
    await kit.ok(examResultContract.decideAppeal, decision, 'office');
    expect(await centiOf(sat, 'officer')).toBe(1_000);
    expect(await centiOf(sat, 'officer2')).toBe(0);
    const { items } = await kit.ok(examResultContract.listCorrections, { params: paramsOf(sat) }, 'office'); // prettier-ignore
    expect(items).toHaveLength(1);
  });

  it('is not upheld while somebody may still write, and can be decided after', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') } });
    const { id } = await appealed(sat, 'officer', 'one');
    const exams = (await kit.get(MongoService)).collection(examCollection);
    const set = (lastCloseAt: Date) =>
      exams.updateOne({ _id: sat.exam._id }, { $set: { lastCloseAt } });
    await set(new Date(now() + 3_600_000));
    const decision = decide(id, KEY_B);
    await kit.fails(examResultContract.decideAppeal, decision, 'office', 'STATE_CONFLICT');
    await set(sat.exam.lastCloseAt);
    await kit.ok(examResultContract.decideAppeal, decision, 'office', (one) => {
      expect(one.state).toBe('upheld');
    });
    expect(await centiOf(sat, 'officer')).toBe(1_000);
  });

  it('of what a person marked goes to another person', async () => {
    const sat = await satExam(kit, { officer: { own: wrote('因为') } });
    const params = paramsOf(sat);
    const claim = (as: PersonKey) =>
      kit.ok(
        examResultContract.claimMarking,
        { params, body: { ...phoneWrite(), code: null } },
        as,
      );
    const mark = async (as: PersonKey, points: number) => {
      const { task } = await claim(as);
      const criteria = [{ id: 'c1', points }, { id: 'c2', points }]; // prettier-ignore
      const body = { ...phoneWrite(), version: task!.version, parts: [{ partId: null, criteria }], note: null }; // prettier-ignore
      await kit.ok(examResultContract.markAnswer, { params: { markingId: task!.id }, body }, as);
      return task!;
    };
    const { id } = await appealed(sat, 'officer', 'own');
    await kit.fails(examResultContract.decideAppeal, decide(id, AGAIN), 'office', 'STATE_CONFLICT');
    await mark('office', 0);
    expect(await centiOf(sat, 'officer')).toBe(0);
    await kit.ok(examResultContract.decideAppeal, decide(id, AGAIN), 'office');
    expect((await claim('office')).task).toBeNull();
    const task = await mark('legalOfficer', 2);
    expect(task.again).toBe('答复如下');
    // (2 + 2) of 5 points of a question of 10.
    expect(await centiOf(sat, 'officer')).toBe(800);
    const mine = await kit.ok(examResultContract.findMine, { params }, 'officer');
    const own = mine.attempt?.items?.find((one) => one.code === 'own');
    expect(own?.changes.map((one) => [one.beforeBp, one.afterBp])).toEqual([
      [null, 0],
      [null, 8_000],
    ]);
  });

  it('is upheld where only the explanation was wrong: the key stands, and so do all points', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') }, officer2: { one: chose('a') } });
    const { id } = await appealed(sat, 'officer', 'one');
    const explained = (explanation: string): Decision => ({
      outcome: 'upheld',
      change: { kind: 'explanation', explanation },
    });
    // What was told before is no answer.
    const same = decide(id, explained('解析 one'));
    await kit.fails(examResultContract.decideAppeal, same, 'office', 'STATE_CONFLICT');
    const decision = decide(id, explained('应当选甲，见第三条'));
    const upheld = { state: 'upheld', upheldBy: 'explanation' };
    for (let told = 0; told < 2; told += 1) {
      await kit.ok(examResultContract.decideAppeal, decision, 'office', (one) => {
        expect(one).toMatchObject({ ...upheld, explanation: '应当选甲，见第三条', scoreBp: 0 });
        expect(one.key).toEqual(QUESTIONS.one!.key);
      });
    }
    expect(await centiOf(sat, 'officer')).toBe(0);
    expect(await centiOf(sat, 'officer2')).toBe(1_000);
    const corrections = await kit.ok(examResultContract.listCorrections, { params: paramsOf(sat) }, 'office'); // prettier-ignore
    expect(corrections.items).toMatchObject([{ kind: 'explanation', key: null, affected: 0 }]);
    const mine = await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, 'officer');
    expect(mine.attempt?.items?.find(({ code }) => code === 'one')).toMatchObject({
      explanation: '应当选甲，见第三条',
      appeal: upheld,
    });
    const inbox = await kit.ok(noticeContract.listMine, {}, 'officer');
    const told = inbox.items.filter(({ link }) => link?.id === sat.exam._id);
    expect(told).toMatchObject([{ title: '申诉采纳，改了解析：第 3 期' }]);
    expect(told[0]?.text).toContain('答案没有错，分不变');
  });

  it('is refused where it makes no sense, and is the business of few', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') }, officer2: {} });
    const elsewhere = words(sat, 'officer', 'nowhere');
    await kit.fails(examResultContract.appealQuestion, elsewhere, 'officer', 'NOT_ON_PAPER');
    const theirs = words(sat, 'officer', 'one');
    await kit.fails(examResultContract.appealQuestion, theirs, 'officer2', 'NOT_FOUND');
    const { id } = await appealed(sat, 'officer', 'one');
    const answer = decide(id, KEY_B);
    await kit.fails(examResultContract.decideAppeal, answer, 'leader', 'FORBIDDEN');
    await kit.fails(examResultContract.decideAppeal, answer, 'outsiderOffice', 'NOT_FOUND');
    await kit.fails(
      examResultContract.listAppeals,
      { params: paramsOf(sat) },
      'leader',
      'FORBIDDEN',
    );
    const stale = decide(id, KEY_B, 7);
    await kit.fails(examResultContract.decideAppeal, stale, 'office', 'VERSION_CONFLICT');
    const wrong: Decision = { outcome: 'upheld', change: { kind: 'key', key: { kind: 'single', answer: ['z'] } } }; // prettier-ignore
    await kit.fails(
      examResultContract.decideAppeal,
      decide(id, wrong),
      'office',
      'ANSWER_IMPOSSIBLE',
    );
    const hidden = await satExam(kit, { officer: {} }, { closedAgoMs: -600_000 });
    const early = words(hidden, 'officer', 'one');
    await kit.fails(examResultContract.appealQuestion, early, 'officer', 'STATE_CONFLICT');
  });
});
