import { addDays, dayOf, fullAnswer, quizContract } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { send } from '../../../test/quiz-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { answerCollection, memoryCollection, practiceCollection } from '../quiz';
import {
  beginExams,
  examDraft,
  MINUTE,
  moveClock,
  publishedExam,
  type Confirmed,
} from './exam.test-kit';

let kit: Kit;
let questions: Confirmed[];
let paperId: string;
let secret: ReadonlySet<string>;

beforeAll(async () => {
  ({ kit, questions, paperId } = await beginExams(10, 5));
  secret = new Set(questions.map((one) => one.code));
});

afterEach(() => moveClock(kit, 0));

afterAll(async () => {
  await kit.stop();
});

const answer = ({ code, key }: Confirmed) => ({
  ...phoneWrite(),
  deviceAt: new Date(now()).toISOString(),
  questionCode: code,
  questionVersion: 1,
  answer: fullAnswer(key),
  mode: 'daily' as const,
});

const wrongOf = ({ key }: Confirmed) => {
  const full = fullAnswer(key);
  if (!('chosen' in full)) throw new Error('not of options');
  const other = ['a', 'b', 'c', 'd'].find((id) => !full.chosen.includes(id)) ?? '';
  return { ...full, chosen: [other] };
};

/** A set of a day as it was made before the paper. */
async function earlierSet(day: string): Promise<void> {
  const { _id: actorId, unitPath } = kit.people.officer;
  await (await kit.get(MongoService)).collection(practiceCollection).replaceOne(
    { actorId, day },
    {
      actorId,
      unitPath,
      day,
      questions: questions.map(({ code }) => ({ code, needId: null })),
      needs: [],
      openedAt: new Date(now()),
      madeAt: new Date(now()),
      version: 1,
      schemaVersion: 1,
    } as never,
    { upsert: true },
  );
}

const told = (body: unknown) => [...secret].filter((code) => JSON.stringify(body).includes(code));

describe('questions of a paper that is still to be sat', () => {
  it('are told right or wrong by no route of practice, and count once their keys are out', async () => {
    const [first, second] = questions as [Confirmed, Confirmed];
    const wrong = { ...answer(first), answer: wrongOf(first) };
    const right = answer(second);
    const topic = (await bankTopic()) ?? '';
    const day = dayOf(now());
    for (const one of [addDays(day, -1), day, addDays(day, 2)]) await earlierSet(one);
    const outcomes = await send(kit, 'officer', [wrong, right]);
    expect(outcomes.map((one) => [one.state, one.right])).toEqual([
      ['kept', null],
      ['kept', null],
    ]);
    expect(await send(kit, 'officer', [wrong, right])).toEqual(outcomes);
    const reused = { ...wrong, answer: fullAnswer(first.key) };
    expect(await send(kit, 'officer', [reused])).toMatchObject([
      { code: 'OP_ID_REUSED', right: null },
    ]);
    await kit.ok(quizContract.listWrong, { query: {} }, 'officer', (page) => {
      expect(told(page)).toEqual([]);
    });
    for (const one of [addDays(day, -1), day, addDays(day, 2)]) {
      await kit.ok(quizContract.findPractice, { params: { day: one } }, 'officer', (set) => {
        expect(told(set)).toEqual([]);
      });
    }
    const seed = makeId();
    const drawn = { params: { topic }, query: { seed } };
    await kit.ok(quizContract.drawTopic, drawn, 'officer', (set) => expect(told(set)).toEqual([]));
    await kit.ok(quizContract.drawMockPaper, { query: { seed } }, 'officer', (set) => {
      expect(told(set)).toEqual([]);
    });
    // What others read of a person is folded from these two.
    const mongo = await kit.get(MongoService);
    const { _id: personId } = kit.people.officer;
    expect(await mongo.collection(answerCollection).countDocuments({ actorId: personId })).toBe(0);
    expect(await mongo.collection(memoryCollection).countDocuments({ personId })).toBe(0);

    await publishedExam(kit, examDraft(paperId, now()));
    moveClock(kit, 62 * MINUTE);
    await kit.ok(quizContract.findPractice, { params: { day } }, 'officer', (set) => {
      expect(told(set)).toHaveLength(questions.length);
    });
    await kit.ok(quizContract.listWrong, { query: {} }, 'officer', (page) => {
      expect(page.items.map((one) => one.code)).toEqual([first.code]);
    });
    expect(await mongo.collection(answerCollection).countDocuments({ actorId: personId })).toBe(2);
  });
});

it('judges no draft, whoever knows its code', async () => {
  const { body, key } = {
    body: {
      kind: 'single' as const,
      stem: '还没用的题',
      media: [],
      options: [
        { id: 'a', text: '甲' },
        { id: 'b', text: '乙' },
      ],
    },
    key: { kind: 'single' as const, answer: ['a'] },
  };
  const topic = (await bankTopic()) ?? '';
  const rest = { explanation: '说明', topic, law: null, difficulty: 1, author: null };
  const draft = { body, key, ...rest };
  const made = await kit.ok(
    quizContract.createQuestion,
    { body: { ...phoneWrite(), draft } },
    'legalOfficer',
  );
  const [outcome] = await send(kit, 'officer', [answer({ code: made.code, key })]);
  expect(outcome).toMatchObject({ state: 'refused', code: 'NOT_FOUND', right: null });
});

async function bankTopic(): Promise<string | undefined> {
  const query = { limit: 1 };
  const { items } = await kit.ok(quizContract.listQuestions, { query }, 'legalOfficer');
  return items[0]?.topic;
}
