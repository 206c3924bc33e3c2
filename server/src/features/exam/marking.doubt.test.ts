import {
  examResultContract,
  quizContract,
  type BankQuestionDetail,
  type QuestionDraft,
  type QuestionKey,
} from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { noticeCollection } from '../notice';
import {
  beginExams,
  examDraft,
  handIn,
  MINUTE,
  moveClock,
  publishedExam,
  start,
  type Confirmed,
} from './exam.test-kit';
import { KeyCorrectionService } from './marking.correction';
import { correctionCollection } from './marking.collection';

let kit: Kit;
let questions: Confirmed[];
let examId: string;

beforeAll(async () => {
  let paperId: string;
  // All of them are on the paper.
  ({ kit, questions, paperId } = await beginExams(5, 5));
  (await kit.get(KeyCorrectionService)).patienceMs = 20_000;
  ({ id: examId } = await publishedExam(kit, examDraft(paperId, now())));
  const { attempt } = await start(kit, examId, 'officer');
  await handIn(kit, attempt.id, 1, 'officer');
  moveClock(kit, 62 * MINUTE);
});

afterAll(async () => {
  moveClock(kit, 0);
  await kit.stop();
});

const find = (code: string): Promise<BankQuestionDetail> =>
  kit.ok(quizContract.findQuestion, { params: { code } }, 'legalOfficer');

/** Whether somebody who practises its topic may be asked a question. */
async function isPractised(code: string): Promise<boolean> {
  const params = { topic: (await find(code)).topic };
  for (let draw = 0; draw < 20; draw += 1) {
    const query = { seed: makeId() };
    const set = await kit.ok(quizContract.drawTopic, { params, query }, 'officer');
    if (set.questions.some((one) => one.code === code)) return true;
  }
  return false;
}

const otherKey = (key: QuestionKey): QuestionKey => {
  if (key.kind === 'multiple') return { ...key, answer: ['a', 'c'] };
  if (key.kind !== 'single') throw new Error('not of options');
  return { ...key, answer: [key.answer[0] === 'a' ? 'b' : 'a'] };
};

function correct({ code, key }: Confirmed, explanation?: string) {
  const said = explanation === undefined ? {} : { explanation };
  const change = { kind: 'key' as const, key: otherKey(key), ...said };
  const body = { ...phoneWrite(), change, reason: '法条看错了' };
  return kit.ok(examResultContract.correctKey, { params: { examId, code }, body }, 'office');
}

async function workAgain(): Promise<void> {
  const mongo = await kit.get(MongoService);
  await mongo.collection(correctionCollection).updateMany({}, { $set: { doneAt: null } });
  const job = (await kit.get(KeyCorrectionService)).job();
  await job.run({ at: new Date(now()), fence: 1, signal: new AbortController().signal });
}

const DOUBTED = { state: 'draft', verified: { state: 'unverified' } };

it('takes the bank’s question out of practice until a keeper puts it into use again', async () => {
  const [one] = questions as [Confirmed];
  const { code } = one;
  expect(await isPractised(code)).toBe(true);
  await correct(one);
  const doubted = await find(code);
  expect(doubted).toMatchObject({ ...DOUBTED, doubt: { reason: '法条看错了' } });
  expect(doubted.history.at(-1)).toMatchObject({ type: 'state', who: '高文' });
  expect(await isPractised(code)).toBe(false);
  const query = { doubted: 'true' as const };
  const { items } = await kit.ok(quizContract.listQuestions, { query }, 'legalOfficer');
  expect(items.map((item) => item.code)).toEqual([code]);
  const notices = (await kit.get(MongoService)).collection(noticeCollection);
  const told = await notices.find({ 'link.feature': 'quiz', 'link.id': code }).toArray();
  const { office, legalOfficer } = kit.people;
  expect(told.map(({ personId }) => personId).sort()).toEqual(
    [office._id, legalOfficer._id].sort(),
  );
  // Worked through once more, it is the same word.
  await workAgain();
  expect((await find(code)).history).toHaveLength(doubted.history.length);

  // Confirmed, it is still not asked: to put it into use is a word of its own.
  const word = { state: 'confirmed' as const, text: '对照文本', checkedOn: '2026-01-05' };
  const check = { ...phoneWrite(), revision: doubted.revision, ...word };
  const verify = { params: { code }, body: check };
  const checked = await kit.ok(quizContract.verifyQuestion, verify, 'legalOfficer');
  expect(checked).toMatchObject({ state: 'draft', verified: { state: 'confirmed' } });
  expect(checked.doubt).toMatchObject({ reason: '法条看错了' });
  expect(await isPractised(code)).toBe(false);

  const body = { ...phoneWrite(), revision: checked.revision, state: 'active' as const };
  await kit.ok(quizContract.changeState, { params: { code }, body }, 'legalOfficer');
  await workAgain();
  expect(await find(code)).toMatchObject({ state: 'active', doubt: null });
  expect(await isPractised(code)).toBe(true);
});

/** A keeper of the bank changes something of a question. */
async function change(code: string, more: Partial<QuestionDraft>) {
  const { revision, body, key, topic, explanation } = await find(code);
  const kept = { body, key, topic, explanation, law: null, difficulty: 1, author: null };
  const write = { ...phoneWrite(), revision, draft: { ...kept, ...more } };
  return kit.ok(quizContract.changeQuestion, { params: { code }, body: write }, 'legalOfficer');
}

it('leaves alone what has another key in the bank by now, and what is out of use', async () => {
  const [, changed, retired] = questions as [Confirmed, Confirmed, Confirmed];
  const mended = await change(changed.code, { key: otherKey(changed.key) });
  await correct(changed);
  expect(await find(changed.code)).toEqual(mended);
  const away = { ...phoneWrite(), revision: (await find(retired.code)).revision };
  const put = { params: { code: retired.code }, body: { ...away, state: 'retired' as const } };
  await kit.ok(quizContract.changeState, put, 'legalOfficer');
  await correct(retired);
  expect(await find(retired.code)).toMatchObject({ ...DOUBTED, state: 'retired' });
});

it('is not taken in by a change of anything but the key', async () => {
  const five = questions[4]!;
  const { body } = await find(five.code);
  const mended = { body: { ...body, stem: `${body.stem}。` }, explanation: '已经改过的说明' };
  expect(await change(five.code, mended)).toMatchObject({ state: 'active' });
  await correct(five);
  expect(await find(five.code)).toMatchObject({ ...DOUBTED, doubt: { reason: '法条看错了' } });
  expect(await isPractised(five.code)).toBe(false);
});

it('explains the key that counts now, to the person and to whoever keeps the exam', async () => {
  const four = questions[3]!;
  await correct(four, '应当这样看');
  const kept = await kit.ok(
    examResultContract.findKey,
    { params: { examId, code: four.code } },
    'office',
  );
  expect(kept).toMatchObject({ key: otherKey(four.key), explanation: '应当这样看' });
  const { attempt } = await kit.ok(examResultContract.findMine, { params: { examId } }, 'officer');
  const item = attempt?.items?.find(({ code }) => code === four.code);
  expect(item).toMatchObject({ key: otherKey(four.key), explanation: '应当这样看' });
  // Nobody said anything of the others: what was printed stays.
  const other = attempt?.items?.find(({ code }) => code === questions[0]!.code);
  expect(other?.explanation).toContain('只有阅卷后才能看的说明');
});

it('takes another explanation alone: no key, no points and no question of the bank change', async () => {
  const { code, key } = questions[3]!;
  const params = { examId, code };
  const notices = (await kit.get(MongoService)).collection(noticeCollection);
  const before = { question: await find(code), told: await notices.countDocuments({}) };
  const change = { kind: 'explanation' as const, explanation: '说得更清楚' };
  const body = { ...phoneWrite(), change, reason: '原来没说清楚' };
  const done = await kit.ok(examResultContract.correctKey, { params, body }, 'office');
  expect(done).toMatchObject({ kind: 'explanation', key: null, affected: 0 });
  await workAgain();
  const kept = await kit.ok(examResultContract.findKey, { params }, 'office');
  expect(kept).toMatchObject({ key: otherKey(key), everyone: false, explanation: '说得更清楚' });
  expect(await find(code)).toEqual(before.question);
  expect(await notices.countDocuments({})).toBe(before.told);
});

it('is told by an upheld appeal as well', async () => {
  const { code } = questions[2]!;
  const { attempt } = await kit.ok(examResultContract.findMine, { params: { examId } }, 'officer');
  const text = { ...phoneWrite(), attemptId: attempt!.id, text: '请再看看' };
  const params = { examId, code };
  const { id } = await kit.ok(examResultContract.appealQuestion, { params, body: text }, 'officer');
  const change = { kind: 'everyone' as const, explanation: '题干有歧义' };
  const decision = { outcome: 'upheld' as const, change };
  const body = { ...phoneWrite(), version: 1, reason: '有道理', decision };
  const asked = { params: { appealId: id }, body };
  const decided = await kit.ok(examResultContract.decideAppeal, asked, 'office');
  expect(decided).toMatchObject({ state: 'upheld', explanation: '题干有歧义' });
  expect((await find(code)).doubt).toMatchObject({ reason: '有道理' });
});
