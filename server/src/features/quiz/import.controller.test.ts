import { quizContract, type BankFormat, type QuestionImport } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { Kit } from '../../../test/kit';
import { answerTo, send } from '../../../test/quiz-fixture';
import { workbookOf } from '../../../test/xlsx-by-hand';
import { XLSX_TYPE } from '../../platform/xlsx';
import { COLUMNS } from './formats/columns';
import { keepImport, ours, readImport, settledImport, textFile } from './import.test-kit';

type Rest<T extends unknown[]> = T extends [unknown, ...infer R] ? R : never;

let kit: Kit;

beforeAll(async () => {
  // One test looks as often as the service answers.
  kit = await Kit.start({ RATE_BURST: '100000' });
});

afterAll(async () => {
  await kit.stop();
});

const TOO_MANY = '一次最多 20000 题，请分成几个文件再传';

const HEADINGS = COLUMNS.map((one) => one.heading);

const GOOD = {
  编号: 'w-1',
  题型: '多选',
  题干: '上岗前要查的是：',
  选项A: '着装',
  选项B: '证件',
  选项C: '天气',
  答案: 'AB',
  解析: '着装和证件上岗前自己先查。',
  专题: '着装标志',
};

async function book(rows: Record<string, unknown>[], headings = HEADINGS): Promise<Blob> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('题目');
  sheet.addRow([...headings]);
  for (const row of rows) sheet.addRow(headings.map((name) => row[name] ?? ''));
  return new Blob([Buffer.from(await workbook.xlsx.writeBuffer())], { type: XLSX_TYPE });
}

/** A table of our headings with so many rows below, written without a library that would take seconds. */
function manyRows(count: number): Uint8Array<ArrayBuffer> {
  const row = (_: unknown, i: number) => `<row r="${i + 2}"><c r="A${i + 2}"><v>1</v></c></row>`;
  const rows = Array.from({ length: count }, row).join('');
  return Uint8Array.from(workbookOf({ headings: HEADINGS.slice(0, 9), rows }));
}

const choiceOf = (stem: string) => ({
  body: { kind: 'single', stem, media: [], options: ['a', 'b'].map((id) => ({ id, text: id })) },
  key: { kind: 'single', answer: ['b'] },
});
/** A good question and then a bad one, by the name of the file. */
const HALF_GOOD = {
  'a.gift.txt': {
    text: '好题 a.gift.txt {T}\n\n坏题 {=甲 ~乙\n',
    ...{ place: '第 3 行起', reason: 'syntax' },
  },
  'a.txt': {
    text: '好题 a.txt\nA. 甲\nB. 乙\nANSWER: B\n\n坏题\nA. 甲\nC. 乙\nANSWER: A\n',
    ...{ place: '第 6 行起', reason: 'options_order' },
  },
  'a.xml': {
    text: `<quiz>
      <question type="truefalse">
        <questiontext><text>好题 a.xml</text></questiontext>
        <answer fraction="100"><text>true</text></answer>
        <answer fraction="0"><text>false</text></answer>
      </question>
      <question type="matching"><name><text>连线</text></name></question>
    </quiz>`,
    ...{ place: '第 2 题（连线）', reason: 'kind' },
  },
  'a.json': {
    text: ours([choiceOf('好题 a.json'), { body: 1 }]),
    ...{ place: '第 2 题', reason: 'invalid' },
  },
};

const settled = (id: string) => settledImport(kit, id);
const read = (...asked: Rest<Parameters<typeof readImport>>) => readImport(kit, ...asked);
const keep = (...asked: Rest<Parameters<typeof keepImport>>) => keepImport(kit, ...asked);

const find = (code: string) =>
  kit.ok(quizContract.findQuestion, { params: { code } }, 'legalOfficer');

describe('a file of questions', () => {
  it('comes from a template whose example is accepted, and adds nothing twice', async () => {
    const bytes: unknown = await kit.ok(quizContract.questionTemplate, {}, 'office', (body) => {
      expect((body as ArrayBuffer).byteLength).toBeGreaterThan(1000);
    });
    const template = new Blob([bytes as ArrayBuffer], { type: XLSX_TYPE });
    const first = await read(template);
    expect(first).toMatchObject({ state: 'ready', format: 'xlsx', refusal: null, problems: [] });
    expect(first.counts).toMatchObject({ good: 1, bad: 0, fresh: 1 });
    expect((await keep(first, { state: 'draft' })).kept).toEqual({ added: 1, changed: 0, left: 0 });
    const again = await read(template);
    expect(again.counts).toMatchObject({ fresh: 0, unchanged: 1, twins: 0 });
    expect((await keep(again, { state: 'draft' })).kept).toEqual({ added: 0, changed: 0, left: 1 });
  });

  it('keeps nothing until somebody says so, and makes a new version of a changed question', async () => {
    const first = await read(await book([GOOD]));
    await kit.fails(
      quizContract.findQuestion,
      { params: { code: 'w-1' } },
      'legalOfficer',
      'NOT_FOUND',
    );
    await keep(first, { state: 'active' });
    const seen = await find('w-1');
    expect(seen).toMatchObject({ version: 1, state: 'active', verified: { state: 'unverified' } });
    const offline = answerTo({ ...seen, verified: 'unverified' }, true);
    const changed = await read(await book([{ ...GOOD, 答案: 'ABC', 解析: '天气也要看。' }]));
    expect(changed.counts).toMatchObject({ changed: 1, fresh: 0 });
    await keep(changed, { state: 'active' });
    const now = await find('w-1');
    expect(now).toMatchObject({ version: 2, key: { answer: ['a', 'b', 'c'] } });
    expect(now.history.at(-1)?.diff).toEqual({
      version: 2,
      parts: [
        { name: '答案', before: '着装；证件', after: '着装；证件；天气' },
        { name: '解析', before: '着装和证件上岗前自己先查。', after: '天气也要看。' },
      ],
    });
    const answer = { kind: 'multiple' as const, chosen: ['a', 'b'] };
    const today = { ...answerTo({ ...now, verified: 'unverified' }, true), answer };
    const outcomes = await send(kit, 'officer', [offline, today]);
    expect(outcomes.map((one) => one.right)).toEqual([true, false]);
  });

  it('names every bad row, and lets the good ones in alone by choice', async () => {
    const ready = await read(
      await book([
        { ...GOOD, 编号: 'w-2', 题干: '哪些是标志？' },
        { ...GOOD, 编号: 'w-3', 答案: 'AF' },
        { ...GOOD, 编号: 'w-4', 专题: '没有的' },
        { ...GOOD, 编号: 'w-5', 解析: { formula: '1+1', result: 2 } },
        { ...GOOD, 编号: 'w-9', 答案: { formula: '"A"&"B"', result: 'AB' } },
        { ...GOOD, 编号: 'w-10', 题干: { formula: 'B2', result: '哪些是标志？' } },
      ]),
    );
    expect(ready.counts).toMatchObject({ good: 1, bad: 5 });
    expect(ready.problems.map((one) => [one.place, one.reason])).toEqual([
      ['第 3 行，答案', 'no_such_option'],
      ['第 4 行', 'not_allowed'],
      ['第 5 行，解析', 'formula'],
      ['第 6 行，答案', 'formula'],
      ['第 7 行，题干', 'formula'],
    ]);
    const all = { params: { id: ready.id }, body: { state: 'draft' as const } };
    const error = await kit.fails(quizContract.keepImport, all, 'legalOfficer', 'IMPORT_INVALID');
    expect(error.details).toHaveLength(5);
    const done = await keep(ready, { state: 'draft', goodOnly: true });
    expect(done).toMatchObject({ state: 'done', kept: { added: 1, changed: 0, left: 0 } });
    await kit.fails(quizContract.keepImport, all, 'legalOfficer', 'STATE_CONFLICT');
    const theirs = { params: { id: ready.id } };
    await kit.fails(quizContract.findImport, theirs, 'outsiderOffice', 'NOT_FOUND');
  });

  it.each(Object.entries(HALF_GOOD))(
    'in %s tells the bad question by place and reason, and lets the good one in alone',
    async (fileName, { text, place, reason }) => {
      const ready = await read(textFile(text), { fileName, topic: 'uniform' });
      expect(ready).toMatchObject({ state: 'ready', counts: { good: 1, bad: 1, fresh: 1 } });
      expect(ready.problems).toEqual([expect.objectContaining({ place, reason })]);
      const done = await keep(ready, { state: 'draft', goodOnly: true });
      expect(done).toMatchObject({ state: 'done', kept: { added: 1, changed: 0, left: 0 } });
      const query = { q: `好题 ${fileName}` };
      const { items } = await kit.ok(quizContract.listQuestions, { query }, 'office');
      expect(items).toHaveLength(1);
    },
  );

  it('shows what is there already side by side, and leaves out what is named', async () => {
    const twin = { ...GOOD, 编号: 'w-6', 题干: '上岗前要查的是什么：' };
    const other = { ...GOOD, 编号: 'w-7', 题干: '夜间巡查时先做哪些准备？', 选项A: '反光背心' };
    const ready = await read(await book([twin, other]));
    expect(ready.twins).toEqual([
      expect.objectContaining({ number: 1, other: 'w-1', otherStem: GOOD.题干, inBank: true }),
    ]);
    const done = await keep(ready, { state: 'draft', leaveOut: [1] });
    expect(done.kept).toEqual({ added: 1, changed: 0, left: 1 });
  });

  it('of foreign columns asks which is which, and reads anew by that', async () => {
    const rows = [{ 内容: '可以一个人调查。', 结果: '错', 知识: '着装标志', 说法: '要两人。' }];
    const asked = await read(await book(rows, ['内容', '结果', '知识', '说法']));
    expect(asked.state).toBe('mapping');
    expect(asked.columns[0]).toEqual({
      heading: '内容',
      field: null,
      sample: ['可以一个人调查。'],
    });
    const mapping = [
      { heading: '内容', field: 'stem' },
      { heading: '结果', field: 'answer' },
      { heading: '知识', field: 'topic' },
      { heading: '说法', field: 'explanation' },
    ];
    const params = { id: asked.id };
    await kit.ok(quizContract.mapImport, { params, body: { mapping } }, 'legalOfficer', (one) => {
      expect(one.state).toBe('reading');
    });
    const ready = await settled(asked.id);
    expect(ready).toMatchObject({ state: 'ready', counts: { good: 1, bad: 0 } });
    expect(ready.preview[0]).toMatchObject({ kind: 'true_false', topicName: '着装标志' });
  });

  it('refuses what is no file of questions, and people who do not keep the bank', async () => {
    const script = await read(new Blob(['PK#!/bin/sh']), { fileName: 'a.xlsx' });
    expect(script).toMatchObject({ state: 'refused', counts: { good: 0 } });
    const bomb = '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa">]><quiz>&a;</quiz>';
    const refused = await read(textFile(bomb), { fileName: 'a.xml' });
    expect(refused.problems[0]).toMatchObject({ reason: 'doctype' });
    const many = await read(textFile('题 {T}\n\n'.repeat(100_000)), { fileName: 'a.txt' });
    expect(many).toMatchObject({
      state: 'refused',
      refusal: TOO_MANY,
    });
    const input = { query: { fileName: 'a.txt' }, file: textFile('题 {T}') };
    await kit.fails(quizContract.importQuestions, input, 'leader', 'FORBIDDEN');
    const big = { ...input, file: new Blob([Buffer.alloc(21 * 1024 * 1024)]) };
    await kit.fails(quizContract.importQuestions, big, 'office', 'BODY_TOO_LARGE');
  });

  it.each([
    ['a table', 'a.xlsx', () => manyRows(100_000), '一次最多 20000 行，请分开传'],
    ['JSON', 'a.json', () => ours(Array.from({ length: 100_000 }, () => ({ body: 1 }))), TOO_MANY],
    ['Moodle', 'a.xml', () => `<quiz>${'<question/>'.repeat(100_000)}</quiz>`, TOO_MANY],
    ['Aiken', 'a.txt', () => '题\nA. 甲\nB. 乙\nANSWER: A\n\n'.repeat(100_000), TOO_MANY],
  ])(
    'refuses 100,000 questions of %s, and answers meanwhile',
    async (_, fileName, make, refusal) => {
      const file = new Blob([make()]);
      const { id } = await kit.ok(
        quizContract.importQuestions,
        { query: { fileName }, file },
        'office',
      );
      let now: QuestionImport;
      let looks = 0;
      do {
        now = await kit.ok(quizContract.findImport, { params: { id } }, 'office');
        if (now.state === 'reading') looks += 1;
      } while (now.state === 'reading');
      expect(now).toMatchObject({ state: 'refused', refusal, counts: { good: 0 } });
      // Looks were answered while the file was read; a thread that reads it would answer one at most.
      expect(looks).toBeGreaterThan(1);
    },
  );

  it("takes a file's claim of a check from nobody but the legal officer", async () => {
    const row = { ...GOOD, 题干: '谁说了算？', 核对状态: '法制员已核对', 核对人: '某某' };
    const file = await book([{ ...row, 编号: 'w-8' }]);
    const query = { fileName: '题.xlsx' };
    const { id } = await kit.ok(quizContract.importQuestions, { query, file }, 'office');
    await settled(id);
    const body = { state: 'draft' as const };
    await kit.ok(quizContract.keepImport, { params: { id }, body }, 'office');
    await settled(id);
    expect((await find('w-8')).verified.state).toBe('unverified');
  });
});

describe('questions out of the bank', () => {
  const formats: BankFormat[] = ['xlsx', 'json', 'gift', 'moodle', 'aiken'];

  it('leave as a file that comes back without a change, and losses are told before', async () => {
    const query = { topic: 'uniform' };
    for (const format of formats) {
      const params = { format };
      const losses = await kit.ok(quizContract.findLosses, { params, query }, 'office', (told) => {
        expect(told.questions).toBeGreaterThan(5);
        const isWhole = format === 'xlsx' || format === 'json';
        expect(told.losses.length === 0 && told.leftOut === 0).toBe(isWhole);
      });
      const bytes: unknown = await kit.ok(
        quizContract.exportQuestions,
        { params, query },
        'office',
        (body) => expect(body).toBeDefined(),
      );
      const body = format === 'json' ? JSON.stringify(bytes) : (bytes as ArrayBuffer);
      const fileName = `题库.${format === 'moodle' ? 'xml' : format}`;
      const back = await read(new Blob([body]), { fileName, topic: 'uniform' });
      expect(back).toMatchObject({ state: 'ready', format, problems: [] });
      expect(back.counts.good).toBe(losses.questions - losses.leftOut);
      if (format !== 'aiken') expect(back.counts.unchanged).toBe(back.counts.good);
    }
  });
});

describe('two thousand questions', () => {
  it('go in beside the service, which answers all the while', async () => {
    const questions = Array.from({ length: 2_000 }, (_, i) => ({
      code: `m-${i}`,
      body: {
        kind: 'single',
        stem: `第 ${i} 号情形：遇到占道经营、店外堆放或者流动摊点时，正确的做法是？`,
        media: [],
        options: ['a', 'b'].map((id) => ({ id, text: `做法 ${id}${(i * 7919) % 10007}` })),
      },
      key: { kind: 'single', answer: ['b'] },
      explanation: '先亮证，再说明。',
      topic: 'uniform',
    }));
    const text = JSON.stringify({ format: 'qiangji-questions', version: 1, questions });
    const ready = await read(new Blob([text]), { fileName: '两千题.json' });
    expect(ready).toMatchObject({ counts: { good: 2_000, bad: 0 }, progress: 2_000, total: 2_000 });
    const { id } = ready;
    await kit.ok(
      quizContract.keepImport,
      { params: { id }, body: { state: 'draft' } },
      'legalOfficer',
    );
    const seen = new Set<number>();
    let now = await kit.ok(quizContract.findImport, { params: { id } }, 'legalOfficer');
    // The service answers while the file goes in: each look is a request of its own.
    while (now.state === 'keeping') {
      seen.add(now.progress);
      now = await kit.ok(quizContract.findImport, { params: { id } }, 'legalOfficer');
    }
    expect(seen.size).toBeGreaterThan(1);
    expect(now).toMatchObject({ state: 'done', kept: { added: 2_000, changed: 0, left: 0 } });
    const page = await kit.ok(quizContract.listQuestions, { query: { q: 'm-1999' } }, 'office');
    expect(page.items).toHaveLength(1);
  }, 120_000);
});
