import {
  dayOf,
  quizContract,
  type PracticeQuestion,
  type QuestionDraft,
  type QuestionState,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { BankService } from './bank.service';
import { QuizService } from './quiz.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

async function put(code: string, state: QuestionState): Promise<void> {
  const params = { code };
  const { revision } = await kit.ok(quizContract.findQuestion, { params }, 'office');
  const body = { ...phoneWrite(), revision, state };
  await kit.ok(quizContract.changeState, { params, body }, 'office');
}

async function endLaw(law: { name: string; version: string }, endsOn: string | null) {
  const { name, version } = law;
  const body = { ...phoneWrite(), name, version, endsOn };
  await kit.ok(quizContract.endLaw, { body }, 'legalOfficer');
}

async function draftOf(law: QuestionDraft['law']): Promise<PracticeQuestion> {
  const draft: QuestionDraft = {
    body: { kind: 'numeric', stem: `几日内申请？${makeId()}`, media: [], unit: '日' },
    key: { kind: 'numeric', value: 60, tolerance: 0 },
    explanation: '自知道之日起算。',
    topic: 'remedy',
    law,
    difficulty: 2,
    author: null,
  };
  const body = { ...phoneWrite(), draft };
  const question = await kit.ok(quizContract.createQuestion, { body }, 'legalOfficer');
  return { ...question, verified: question.verified.state };
}

async function inUse(law: QuestionDraft['law'] = null): Promise<PracticeQuestion> {
  const question = await draftOf(law);
  await put(question.code, 'active');
  return question;
}

const wrongCodes = async (as: PersonKey, limit = 20) =>
  (await kit.ok(quizContract.listWrong, { query: { limit } }, as)).items.map((one) => one.code);

const setCodes = async (as: PersonKey) =>
  (await practiceOf(kit, as, dayOf(now()))).questions.map((one) => one.code);

it('is judged for the few of a set alone when the set is opened again', async () => {
  const { bureau } = UNITS;
  const codes = await setCodes('officer');
  expect(codes.length).toBeGreaterThan(0);
  const bank = await (await kit.get(BankService)).bankOf(bureau);
  const walks = (['values', 'entries', 'forEach', Symbol.iterator] as const).map((way) =>
    jest.spyOn(bank, way),
  );
  expect(await setCodes('officer')).toEqual(codes);
  expect(walks.map((walk) => walk.mock.calls.length)).toEqual([0, 0, 0, 0]);
  // It is the bank that was asked.
  expect(await (await kit.get(BankService)).bankOf(bureau)).toBe(bank);
  walks.forEach((walk) => walk.mockRestore());
});

async function countsOf(as: PersonKey) {
  const personId = kit.people[as]._id;
  const quiz = await kit.get(QuizService);
  const { total, answered, mastered } = (await quiz.masteryOf([personId])).get(personId)!;
  return { total, answered, mastered };
}

describe('what is no longer asked', () => {
  it('leaves the wrong-answer book and comes back with its state, and no page is short of it', async () => {
    const [retired, draft, asked] = [await inUse(), await inUse(), await inUse()];
    const at = now();
    const wrong = [asked, draft, retired].map((one, i) => answerTo(one, false, at + i));
    await send(kit, 'officer', wrong);
    const all = [retired, draft, asked].map((one) => one.code);
    expect(await wrongCodes('officer')).toEqual(all);
    await put(retired.code, 'retired');
    await put(draft.code, 'draft');
    expect(await wrongCodes('officer')).toEqual([asked.code]);
    // The latest two are not asked: the first page begins behind them.
    expect(await wrongCodes('officer', 1)).toEqual([asked.code]);
    await put(retired.code, 'active');
    await put(draft.code, 'active');
    expect(await wrongCodes('officer')).toEqual(all);
  });

  it('leaves the wrong-answer book and the mastery when its law ends, and keeps its answers', async () => {
    const law = { name: '试用条例', article: '第一条', version: '2020 年' };
    const before = await countsOf('officer2');
    const question = await inUse(law);
    await send(kit, 'officer2', [answerTo(question, true, now() - 1000)]);
    const met = { ...before, answered: before.answered + 1, mastered: before.mastered + 1 };
    expect(await countsOf('officer2')).toEqual({ ...met, total: before.total + 1 });
    await send(kit, 'officer2', [answerTo(question, false)]);
    expect(await wrongCodes('officer2')).toEqual([question.code]);
    await endLaw(law, dayOf(now()));
    expect(await wrongCodes('officer2')).toEqual([]);
    expect(await countsOf('officer2')).toEqual(before);
    await endLaw(law, null);
    expect(await wrongCodes('officer2')).toEqual([question.code]);
    expect(await countsOf('officer2')).toMatchObject({ answered: before.answered + 1 });
  });

  it('leaves a set that was made before; what was answered of it stays, but for a draft', async () => {
    const { questions } = await practiceOf(kit, 'officer3', dayOf(now()));
    const codes = questions.map((one) => one.code);
    expect(codes).toHaveLength(10);
    await send(
      kit,
      'officer3',
      questions.slice(0, 2).map((one) => answerTo(one, true)),
    );
    const [done, doneDraft, retired, draft] = codes as [string, string, string, string];
    for (const code of [done, retired]) await put(code, 'retired');
    for (const code of [doneDraft, draft]) await put(code, 'draft');
    const gone = [doneDraft, retired, draft];
    expect(await setCodes('officer3')).toEqual(codes.filter((code) => !gone.includes(code)));
    for (const code of [done, ...gone]) await put(code, 'active');
    expect(await setCodes('officer3')).toEqual(codes);
    const cited = questions.slice(2).find((one) => one.law)?.law;
    await endLaw(cited!, dayOf(now()));
    const left = await practiceOf(kit, 'officer3', dayOf(now()));
    const open = left.questions.filter((one) => !one.given);
    expect(open.length).toBeLessThan(8);
    expect(open.map((one) => one.law)).not.toContainEqual(expect.objectContaining(cited!));
    await endLaw(cited!, null);
  });
});

describe('an answer of a phone that had not heard', () => {
  const countOf = async (as: PersonKey) => {
    const personId = kit.people[as]._id;
    const quiz = await kit.get(QuizService);
    const rows = await quiz.answersCount([personId], new Date(now() - 1e7), new Date(now() + 1e7));
    return rows.get(personId)?.answers;
  };

  it('is kept of a retired question and of one whose law has ended', async () => {
    const law = { name: '旧条例', article: '第一条', version: '2019 年' };
    const [retired, ended] = [await inUse(), await inUse(law)];
    await put(retired.code, 'retired');
    await endLaw(law, dayOf(now()));
    const outcomes = await send(kit, 'siblingOfficer', [
      answerTo(retired, true),
      answerTo(ended, false),
    ]);
    expect(outcomes.map(({ state, right }) => [state, right])).toEqual([
      ['kept', true],
      ['kept', false],
    ]);
    expect(await countOf('siblingOfficer')).toBe(2);
  });

  it('is kept of one put back to draft, tells nothing, and counts when that is decided', async () => {
    const question = await inUse();
    await put(question.code, 'draft');
    const answers = [answerTo(question, true), answerTo(question, false)];
    const outcomes = await send(kit, 'auxiliary', answers);
    expect(outcomes.map(({ state, right }) => [state, right])).toEqual([
      ['kept', null],
      ['kept', null],
    ]);
    expect(await countOf('auxiliary')).toBe(0);
    await practiceOf(kit, 'auxiliary', dayOf(now()));
    expect(await countOf('auxiliary')).toBe(0);
    await put(question.code, 'retired');
    await practiceOf(kit, 'auxiliary', dayOf(now()));
    expect(await countOf('auxiliary')).toBe(2);
  });

  it('is refused of a draft that was never in use: nobody was asked it', async () => {
    const [outcome] = await send(kit, 'auxiliary', [answerTo(await draftOf(null), true)]);
    expect(outcome).toMatchObject({ state: 'refused', code: 'NOT_FOUND' });
  });
});
