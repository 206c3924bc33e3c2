import {
  addDays,
  dayOf,
  fullAnswer,
  isSelfCompared,
  questionProblems,
  quizContract,
  type PracticeQuestion,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { TopicNeedService } from '../standard';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { QuizService } from './quiz.service';

let kit: Kit;
const today = () => dayOf(now());
const isJudged = (one: PracticeQuestion) => !isSelfCompared(one);

beforeAll(async () => {
  kit = await Kit.start();
});

/** Moves the clock; the sessions of before have run out by then. */
function moveTo(ms: number): void {
  shiftClock(ms);
  kit.tokens.clear();
}

afterEach(() => moveTo(0));

afterAll(async () => {
  await kit.stop();
});

async function need(key: 'officer' | 'officer2' | 'auxiliary', topic: string): Promise<string> {
  const findingId = makeId();
  const needs = await kit.get(TopicNeedService);
  await needs.appendAll([
    {
      personId: kit.people[key]._id,
      unitPath: UNITS.squadron,
      topic,
      findingId,
      reason: '记录仪没有全程开机',
      pieceSlug: null,
    },
  ]);
  return findingId;
}

describe("a day's practice", () => {
  it('is ten questions with key and explanation, made once and the same on asking again', async () => {
    const params = { day: today() };
    const first = await kit.ok(quizContract.findPractice, { params }, 'officer', (body) => {
      expect(body.questions).toHaveLength(10);
      expect(body.open).toBe(false);
      for (const question of body.questions) {
        expect(questionProblems(question)).toEqual([]);
        expect(question.explanation.length).toBeGreaterThan(5);
      }
    });
    expect(await practiceOf(kit, 'officer', today())).toEqual(first);
  });

  it("holds the next days' sets ahead, with other questions, and refuses days beyond", async () => {
    const first = await practiceOf(kit, 'officer', today());
    const next = await practiceOf(kit, 'officer', addDays(today(), 1));
    const codes = new Set(first.questions.map((one) => one.code));
    expect(next.questions.some((one) => codes.has(one.code))).toBe(false);
    expect(next.open).toBe(true);
    const beyond = { params: { day: addDays(today(), 4) } };
    await kit.fails(quizContract.findPractice, beyond, 'officer', 'NOT_FOUND');
    const past = { params: { day: addDays(today(), -1) } };
    await kit.fails(quizContract.findPractice, past, 'officer', 'NOT_FOUND');
  });

  it('differs from person to person', async () => {
    const one = await practiceOf(kit, 'officer', today());
    const other = await practiceOf(kit, 'officer2', today());
    expect(one.questions.map((q) => q.code)).not.toEqual(other.questions.map((q) => q.code));
  });

  it('lets a finding join a set that was made ahead, and none that has begun', async () => {
    const tomorrow = addDays(today(), 1);
    await practiceOf(kit, 'auxiliary', today());
    const before = await practiceOf(kit, 'auxiliary', tomorrow);
    expect(before.reasons).toEqual([]);
    await need('auxiliary', 'recorder');
    expect((await practiceOf(kit, 'auxiliary', today())).reasons).toEqual([]);
    const after = await practiceOf(kit, 'auxiliary', tomorrow);
    expect(after.reasons).toHaveLength(1);
    expect(after.reasons[0]).toMatchObject({ topic: 'recorder', text: '记录仪没有全程开机' });
    expect(after.questions).toHaveLength(10);
    const forNeed = after.questions.filter((one) => one.needId === after.reasons[0]?.needId);
    expect(forNeed).toEqual(after.questions.slice(0, 3));
    expect(forNeed.every((one) => one.topic === 'recorder')).toBe(true);
    moveTo(24 * 3_600_000);
    await need('auxiliary', 'uniform');
    const opened = await practiceOf(kit, 'auxiliary', tomorrow);
    expect(opened.reasons.map((one) => one.topic)).toEqual(['recorder', 'uniform']);
    expect(opened.open).toBe(false);
    await need('auxiliary', 'courtesy');
    expect(await practiceOf(kit, 'auxiliary', tomorrow)).toEqual(opened);
  });

  it('names a piece of the topic to read with a finding', async () => {
    await need('officer2', 'defense');
    const next = await practiceOf(kit, 'officer2', addDays(today(), 1));
    expect(next.reasons[0]?.piece?.slug).toBeDefined();
  });
});

describe('answers', () => {
  it('are kept once each, with an outcome for each of a batch', async () => {
    const { questions } = await practiceOf(kit, 'officer', today());
    const right = answerTo(questions[0]!, true);
    const wrong = answerTo(questions[1]!, false);
    const unknown = { ...answerTo(questions[2]!, true), questionCode: 'no-such-question' };
    const { answer: _, ...bare } = answerTo(questions[3]!, true);
    // As a phone of the contract before says it.
    const alien = { ...bare, chosen: ['zz'] };
    const body = { ...phoneWrite(), answers: [right, wrong, unknown, alien] };
    const first = await kit.ok(quizContract.appendAnswers, { body }, 'officer', ({ outcomes }) => {
      expect(outcomes.map(({ state, right, code }) => [state, right, code])).toEqual([
        ['kept', true, null],
        ['kept', false, null],
        ['refused', null, 'NOT_FOUND'],
        ['refused', null, 'VALIDATION_FAILED'],
      ]);
    });
    expect(await kit.ok(quizContract.appendAnswers, { body }, 'officer')).toEqual(first);
    const changed = { ...wrong, answer: fullAnswer(questions[1]!.key) };
    const [outcome] = await send(kit, 'officer', [changed]);
    expect(outcome).toMatchObject({ state: 'refused', code: 'OP_ID_REUSED' });
    const quiz = await kit.get(QuizService);
    const me = kit.people.officer._id;
    const counts = await quiz.answersCount([me], new Date(now() - 1e7), new Date(now() + 1e7));
    expect(counts.get(me)).toEqual({ answers: 2, right: 1 });
    const again = await practiceOf(kit, 'officer', today());
    expect(again.questions.slice(0, 3).map((one) => one.given)).toEqual([
      { answer: right.answer, right: true },
      { answer: wrong.answer, right: false },
      null,
    ]);
  });

  it('of one op in one batch twice are told apart', async () => {
    const { questions } = await practiceOf(kit, 'officer3', today());
    const one = answerTo(questions[0]!, true);
    const other = {
      ...one,
      questionCode: questions[1]!.code,
      answer: fullAnswer(questions[1]!.key),
    };
    const outcomes = await send(kit, 'officer3', [one, one, other]);
    expect(outcomes.map(({ state, code }) => [state, code])).toEqual([
      ['kept', null],
      ['kept', null],
      ['refused', 'OP_ID_REUSED'],
    ]);
  });

  it('of more than fifty are refused, and so is an answer that chose nothing', async () => {
    const { questions } = await practiceOf(kit, 'officer', today());
    const many = Array.from({ length: 51 }, () => answerTo(questions[0]!, true));
    const body = { ...phoneWrite(), answers: many };
    await kit.fails(quizContract.appendAnswers, { body }, 'officer', 'VALIDATION_FAILED');
    const nothing = { ...phoneWrite(), answers: [{ ...many[0]!, chosen: [] }] };
    await kit.fails(quizContract.appendAnswers, { body: nothing }, 'officer', 'VALIDATION_FAILED');
  });

  it('delivered a day late count for the day on which they were given', async () => {
    const { questions } = await practiceOf(kit, 'leader', today());
    const yesterday = now() - 24 * 3_600_000;
    await send(kit, 'leader', [answerTo(questions[0]!, false, yesterday)]);
    await kit.ok(quizContract.listWrong, { query: {} }, 'leader', (page) => {
      expect(page.items[0]?.wrongAt).toBe(new Date(yesterday).toISOString());
    });
  });
});

describe('the wrong-answer book', () => {
  it('lists wrong ones latest first and lets one go after two right days', async () => {
    const { questions } = await practiceOf(kit, 'siblingOfficer', today());
    const [a, b, c] = questions;
    const at = now() - 5 * 24 * 3_600_000;
    const day = 24 * 3_600_000;
    await send(kit, 'siblingOfficer', [
      answerTo(a!, false, at),
      answerTo(b!, false, at + 1000),
      answerTo(c!, false, at + 2000),
    ]);
    await kit.ok(quizContract.listWrong, { query: { limit: 2 } }, 'siblingOfficer', (page) => {
      expect(page.items.map((one) => one.code)).toEqual([c!.code, b!.code]);
    });
    const page = await kit.ok(quizContract.listWrong, { query: { limit: 2 } }, 'siblingOfficer');
    const cursor = page.nextCursor ?? '';
    const rest = await kit.ok(quizContract.listWrong, { query: { cursor } }, 'siblingOfficer');
    expect(rest.items.map((one) => one.code)).toEqual([a!.code]);
    await send(kit, 'siblingOfficer', [
      answerTo(a!, true, at + day),
      answerTo(a!, true, at + 2 * day),
    ]);
    const left = await kit.ok(quizContract.listWrong, { query: {} }, 'siblingOfficer');
    expect(left.items.map((one) => one.code)).toEqual([c!.code, b!.code]);
  });
});

describe('mastery', () => {
  it('is counts per topic that fade with time', async () => {
    const { questions } = await practiceOf(kit, 'liaison', today());
    await send(
      kit,
      'liaison',
      questions.slice(0, 4).map((one, i) => answerTo(one, i > 0)),
    );
    const { topics } = await kit.ok(quizContract.listMastery, { query: {} }, 'liaison', (body) => {
      const sum = (key: 'answered' | 'mastered') =>
        body.topics.reduce((all, one) => all + one[key], 0);
      expect([sum('answered'), sum('mastered')]).toEqual([4, 3]);
      expect(body.topics.every((one) => one.total > 0)).toBe(true);
      const hearing = body.topics.find((one) => one.topic === 'hearing');
      expect(hearing?.parent).toEqual({ topic: 'procedure', topicName: '处罚程序' });
    });
    expect(topics.reduce((all, one) => all + one.total, 0)).toBeGreaterThanOrEqual(120);
    const quiz = await kit.get(QuizService);
    const me = kit.people.liaison._id;
    expect((await quiz.masteryOf([me])).get(me)).toMatchObject({ answered: 4, mastered: 3 });
    moveTo(60 * 24 * 3_600_000);
    expect((await quiz.masteryOf([me])).get(me)).toMatchObject({ answered: 4, mastered: 0 });
  });

  it("shows leaders their own people's and nobody else's", async () => {
    const query = { personId: kit.people.liaison._id };
    const page = await kit.ok(quizContract.listMastery, { query }, 'leader');
    expect(page.topics.some((one) => one.answered > 0)).toBe(true);
    for (const key of ['siblingLeader', 'officer2', 'outsiderLeader', 'outsiderOffice'] as const) {
      await kit.fails(quizContract.listMastery, { query }, key, 'NOT_FOUND');
    }
  });
});

describe('practice of one topic and a mock paper', () => {
  it('draws ten of a topic, the same for the same seed', async () => {
    const input = { params: { topic: 'scene_rules' }, query: { seed: makeId() } };
    const first = await kit.ok(quizContract.drawTopic, input, 'officer', (set) => {
      expect(set.questions).toHaveLength(10);
      expect(set.questions.every((one) => one.topic === 'scene_rules')).toBe(true);
    });
    expect(await kit.ok(quizContract.drawTopic, input, 'officer')).toEqual(first);
    const group = { params: { topic: 'powers' }, query: { seed: makeId() } };
    const whole = await kit.ok(quizContract.drawTopic, group, 'officer');
    expect(whole.questions).toHaveLength(10);
    const topics = new Set(whole.questions.map((one) => one.topic));
    expect([...topics].sort()).toEqual(['jurisdiction', 'scene_rules']);
    const none = { params: { topic: 'no-such' }, query: { seed: makeId() } };
    await kit.fails(quizContract.drawTopic, none, 'officer', 'NOT_FOUND');
  });

  it('has what one got wrong first, then what has come due, and what is known last', async () => {
    const draw = async () => {
      const input = { params: { topic: 'scene_rules' }, query: { seed: makeId() } };
      return (await kit.ok(quizContract.drawTopic, input, 'inspector2')).questions;
    };
    const [wrong, ...rest] = (await draw()).filter(isJudged);
    const right = rest.slice(0, 2);
    await send(kit, 'inspector2', [
      ...right.map((one) => answerTo(one, true)),
      answerTo(wrong!, false),
    ]);
    const codes = (questions: readonly PracticeQuestion[]) =>
      questions.filter(isJudged).map((one) => one.code);
    const known = codes(right);
    const soon = codes(await draw());
    expect(soon[0]).toBe(wrong!.code);
    expect(soon.slice(1, -2).filter((code) => known.includes(code))).toEqual([]);
    moveTo(60 * 24 * 3_600_000);
    const later = codes(await draw());
    expect(later[0]).toBe(wrong!.code);
    expect(later.slice(1, 3).sort()).toEqual(known.sort());
  });

  it('draws thirty by the blueprint', async () => {
    const query = { seed: makeId() };
    await kit.ok(quizContract.drawMockPaper, { query }, 'officer', (set) => {
      expect(set.questions).toHaveLength(30);
      expect(set.questions.filter((one) => one.body.kind === 'single')).toHaveLength(15);
      expect(new Set(set.questions.map((one) => one.code)).size).toBe(30);
    });
  });
});
