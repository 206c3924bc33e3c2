import {
  addDays,
  dayOf,
  quizContract,
  type BankQuestionDetail,
  type QuestionDraft,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { answerTo, send } from '../../../test/quiz-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { BankService } from './bank.service';
import { questionCollection } from './quiz.collection';
import type { QuestionDocument1 } from './quiz.stored';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const DRAFT: QuestionDraft = {
  body: { kind: 'numeric', stem: '申请复议的期限是多少日？', media: [], unit: '日' },
  key: { kind: 'numeric', value: 60, tolerance: 0 },
  explanation: '自知道该行政行为之日起算。',
  topic: 'remedy',
  law: { name: '行政复议法', article: '第二十条', version: '2023 年修订' },
  difficulty: 2,
  author: null,
};

async function written(draft: QuestionDraft = DRAFT): Promise<BankQuestionDetail> {
  const body = { ...phoneWrite(), draft };
  return kit.ok(quizContract.createQuestion, { body }, 'legalOfficer');
}

async function use(question: BankQuestionDetail): Promise<BankQuestionDetail> {
  const body = { ...phoneWrite(), revision: question.revision, state: 'active' as const };
  const params = { code: question.code };
  return kit.ok(quizContract.changeState, { params, body }, 'office');
}

describe('a question of our own', () => {
  it('begins as a draft with its author, once however often it is sent', async () => {
    const body = { ...phoneWrite(), draft: DRAFT };
    const first = await kit.ok(quizContract.createQuestion, { body }, 'legalOfficer', (one) => {
      expect(one).toMatchObject({
        state: 'draft',
        version: 1,
        source: 'written',
        author: kit.people.legalOfficer.name,
        reviewer: null,
        verified: { state: 'unverified' },
      });
    });
    expect(await kit.ok(quizContract.createQuestion, { body }, 'legalOfficer')).toEqual(first);
    const other = { ...body, draft: { ...DRAFT, difficulty: 3 } };
    await kit.fails(quizContract.createQuestion, { body: other }, 'legalOfficer', 'OP_ID_REUSED');
    await kit.fails(quizContract.createQuestion, { body }, 'officer', 'FORBIDDEN');
  });

  it('is refused where body and key contradict each other, by place', async () => {
    const options = [
      { id: 'a', text: '甲' },
      { id: 'b', text: '乙' },
    ];
    const draft: QuestionDraft = {
      ...DRAFT,
      body: { kind: 'multiple', stem: '选', media: [], options },
      key: { kind: 'multiple', answer: ['a'] },
      topic: 'no-such',
    };
    const body = { ...phoneWrite(), draft };
    const error = await kit.fails(
      quizContract.createQuestion,
      { body },
      'legalOfficer',
      'VALIDATION_FAILED',
    );
    expect(error.details?.map(({ path, reason }) => [path, reason])).toEqual([
      ['body.draft.key.answer', 'not_multiple'],
      ['body.draft.topic', 'not_allowed'],
    ]);
  });

  it('becomes a new version when changed, says what changed, and loses its confirmation', async () => {
    const first = await written();
    const params = { code: first.code };
    const word = { state: 'confirmed' as const, text: '公布文本', checkedOn: dayOf(now()) };
    const verify = { ...phoneWrite(), revision: first.revision, ...word };
    const confirmed = await kit.ok(
      quizContract.verifyQuestion,
      { params, body: verify },
      'legalOfficer',
    );
    const draft: QuestionDraft = { ...DRAFT, key: { ...DRAFT.key, value: 90 } as never };
    const body = { ...phoneWrite(), revision: confirmed.revision, draft };
    await kit.ok(quizContract.changeQuestion, { params, body }, 'office', (one) => {
      expect(one).toMatchObject({ version: 2, verified: { state: 'unverified' } });
      expect(one.history.at(-1)).toMatchObject({
        type: 'changed',
        diff: {
          version: 2,
          parts: [
            { name: '答案', before: '60日', after: '90日' },
            { name: '出题人', before: kit.people.legalOfficer.name, after: null },
          ],
        },
      });
    });
    const stale = { params, body: { ...body, opId: makeId() } };
    await kit.fails(quizContract.changeQuestion, stale, 'office', 'VERSION_CONFLICT');
  });

  it('leaves in a file as it is at that moment, also just after the same file was made', async () => {
    const first = await written();
    const params = { code: first.code };
    const exported = async () => {
      const file = { params: { format: 'json' as const }, query: { kind: 'numeric' as const } };
      const bank = (await kit.ok(quizContract.exportQuestions, file, 'office', (body) => {
        expect(body).toBeDefined();
      })) as unknown as { questions: { code: string; key: { value: number } }[] };
      return bank.questions.find(({ code }) => code === first.code)?.key.value;
    };
    expect([await exported(), await exported()]).toEqual([60, 60]);
    const draft: QuestionDraft = { ...DRAFT, key: { ...DRAFT.key, value: 90 } as never };
    const body = { ...phoneWrite(), revision: first.revision, draft };
    await kit.ok(quizContract.changeQuestion, { params, body }, 'office', (one) => {
      expect(one.version).toBe(2);
    });
    expect(await exported()).toBe(90);
  });

  it('is reviewed by who puts it into use, and practised like any other', async () => {
    const question = await use(await written());
    expect(question).toMatchObject({ state: 'active', reviewer: kit.people.office.name });
    const asked = { ...question, verified: question.verified.state };
    const right = {
      ...answerTo(asked, true),
      answer: { kind: 'numeric' as const, text: '６０日' },
    };
    const outcomes = await send(kit, 'officer', [right, answerTo(asked, false)]);
    expect(outcomes.map((one) => one.right)).toEqual([true, false]);
    const wrong = await kit.ok(quizContract.listWrong, { query: {} }, 'officer');
    expect(wrong.items.map((one) => one.code)).toEqual([question.code]);
  });

  it('is found by kind and by the law it cites', async () => {
    const query = { kind: 'numeric' as const, lawName: '行政复议法', lawVersion: '2023 年修订' };
    const page = await kit.ok(quizContract.listQuestions, { query }, 'legalOfficer');
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.every((one) => one.body.kind === 'numeric')).toBe(true);
  });
});

describe('what is written in own words', () => {
  it('is drawn for its topic alone, and no machine judges it', async () => {
    const draft: QuestionDraft = {
      ...DRAFT,
      topic: 'uniform',
      body: { kind: 'short_answer', stem: '上岗前怎么查着装？', media: [], maxLength: 200 },
      key: {
        kind: 'short_answer',
        model: '照镜子，逐样查。',
        criteria: [{ id: 'c1', text: '逐样查', points: 5 }],
      },
    };
    const question = await use(await written(draft));
    const draw = { params: { topic: 'uniform' }, query: { seed: makeId() } };
    const set = await kit.ok(quizContract.drawTopic, draw, 'officer');
    expect(set.questions.at(-1)?.code).toBe(question.code);
    const asked = { ...question, verified: question.verified.state };
    const [outcome] = await send(kit, 'officer', [answerTo(asked, true)]);
    expect(outcome).toMatchObject({ state: 'refused', code: 'VALIDATION_FAILED' });
  });
});

describe('a law whose version ends', () => {
  const law = { name: '行政复议法', version: '2023 年修订' };

  it('takes its questions out of practice and exams from that day, and lists them', async () => {
    const question = await use(await written());
    const bank = await kit.get(BankService);
    const today = dayOf(now());
    const asked = async (day: string) => {
      const rows = await bank.askedOn(UNITS.bureau, await bank.bankOf(UNITS.bureau), day);
      return rows.some((row) => row.code === question.code);
    };
    const verify = { ...phoneWrite(), revision: question.revision };
    const word = { state: 'confirmed' as const, text: '公布文本', checkedOn: today };
    const params = { code: question.code };
    const body = { ...verify, ...word };
    await kit.ok(quizContract.verifyQuestion, { params, body }, 'legalOfficer');
    const examinable = async (day: string) =>
      (await bank.examinableOn(UNITS.bureau, day)).some((row) => row.code === question.code);
    expect([await asked(today), await examinable(today)]).toEqual([true, true]);
    const endsOn = addDays(today, 2);
    const end = { ...phoneWrite(), ...law, endsOn, note: '另有新法' };
    await kit.ok(quizContract.endLaw, { body: end }, 'legalOfficer', ({ laws }) => {
      // One law, whether the bank writes its name in full or not.
      expect(laws[0]).toMatchObject({ name: '中华人民共和国行政复议法', endsOn, note: '另有新法' });
      expect(laws[0]?.questions).toBeGreaterThan(0);
    });
    await kit.ok(quizContract.endLaw, { body: end }, 'legalOfficer');
    await kit.fails(quizContract.endLaw, { body: end }, 'office', 'FORBIDDEN');
    expect([await asked(today), await asked(endsOn)]).toEqual([true, false]);
    expect([await examinable(today), await examinable(endsOn)]).toEqual([true, false]);
    const query = { lawName: law.name, lawVersion: law.version, limit: 100 };
    const citing = await kit.ok(quizContract.listQuestions, { query }, 'office');
    const names = new Set(citing.items.map((one) => one.law?.name));
    expect(names).toEqual(new Set(['中华人民共和国行政复议法', '行政复议法']));
    expect(citing.items.every((one) => one.lawEndsOn === endsOn)).toBe(true);
    const back = { ...phoneWrite(), ...law, endsOn: null };
    await kit.ok(quizContract.endLaw, { body: back }, 'legalOfficer');
    await kit.ok(quizContract.listLaws, {}, 'office', ({ laws }) => {
      expect(laws.find((one) => one.name.endsWith(law.name))?.endsOn).toBeNull();
    });
    expect(await asked(endsOn)).toBe(true);
  });
});

describe('a question stored before it had a body and a key', () => {
  it('is listed, asked, judged and changed like any other', async () => {
    const mongo = await kit.get(MongoService);
    const stored = mongo.collection(questionCollection);
    const now1 = await stored.findOne({ bureau: UNITS.bureau, code: 'q-uniform-1' });
    const { body, key, stem, explanation, topic, fact, law, difficulty } = now1!.content;
    const content = {
      ...{ version: 1, type: 'single' as const, stem, explanation, topic, fact, law, difficulty },
      options: 'options' in body ? body.options : [],
      answer: 'answer' in key ? key.answer : [],
    };
    const { reviewer: _r, changedAt: _c, ...rest } = now1!;
    const old: QuestionDocument1 = { ...rest, content, past: [], schemaVersion: 1 };
    await stored.replaceOne({ _id: old._id }, old as never);
    (await kit.get(BankService)).forget(UNITS.bureau);
    const params = { code: 'q-uniform-1' };
    const found = await kit.ok(quizContract.findQuestion, { params }, 'office');
    expect([found.body, found.key]).toEqual([body, key]);
    const query = { kind: 'single' as const, topic: 'uniform', limit: 100 };
    const page = await kit.ok(quizContract.listQuestions, { query }, 'office');
    expect(page.items.map((one) => one.code)).toContain('q-uniform-1');
    const { answer: _a, ...bare } = answerTo({ ...found, verified: 'unverified' }, true);
    // A phone of the contract before names options only.
    const chosen = 'answer' in key ? key.answer : [];
    const outcomes = await send(kit, 'officer2', [{ ...bare, chosen } as never]);
    expect(outcomes[0]).toMatchObject({ state: 'kept', right: true });
    const draft: QuestionDraft = {
      ...{ body, key, topic, law, difficulty },
      explanation: '改过的道理',
      author: null,
    };
    const change = { ...phoneWrite(), revision: found.revision, draft };
    const changed = await kit.ok(quizContract.changeQuestion, { params, body: change }, 'office');
    expect(changed).toMatchObject({ version: 2, explanation: '改过的道理' });
  });
});
