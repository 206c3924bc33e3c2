import { addDays, dayOf, quizContract } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { answerTo, send } from '../../../test/quiz-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { XLSX_TYPE } from '../../platform/xlsx';
import { IMPORT_HEADINGS } from './import.rules';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

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

async function file(rows: Record<string, string>[]): Promise<Blob> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('题目');
  sheet.addRow([...IMPORT_HEADINGS]);
  for (const row of rows) sheet.addRow(IMPORT_HEADINGS.map((name) => row[name] ?? ''));
  return new Blob([Buffer.from(await workbook.xlsx.writeBuffer())], { type: XLSX_TYPE });
}

async function importRows(rows: Record<string, string>[], as: PersonKey = 'legalOfficer') {
  const input = { query: { state: 'active' as const }, file: await file(rows) };
  return kit.ok(quizContract.importQuestions, input, as);
}

async function someCode(topic: string): Promise<string> {
  const page = await kit.ok(quizContract.listQuestions, { query: { topic } }, 'legalOfficer');
  return page.items[0]!.code;
}

describe('the question bank', () => {
  it('begins with the shipped questions and is listed by filter without a gap', async () => {
    await kit.ok(quizContract.listQuestions, { query: { topic: 'hearing' } }, 'office', (page) => {
      expect(page.items.length).toBeGreaterThan(3);
      expect(page.items.every((one) => one.topic === 'hearing')).toBe(true);
      expect(page.items.every((one) => one.state === 'active')).toBe(true);
    });
    const codes: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 100, cursor };
      const page = await kit.ok(quizContract.listQuestions, { query }, 'legalOfficer');
      codes.push(...page.items.map((one) => one.code));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(codes.length).toBeGreaterThanOrEqual(120);
    expect(codes).toEqual([...new Set(codes)].sort());
    const searched = { query: { q: '（.*', limit: 100 } };
    expect((await kit.ok(quizContract.listQuestions, searched, 'office')).items).toEqual([]);
  });

  it('shows its keepers one question with its history, and nobody else', async () => {
    const params = { code: await someCode('hearing') };
    await kit.ok(quizContract.findQuestion, { params }, 'office', (one) => {
      expect(one.history.map((event) => event.type)).toEqual(['imported']);
      expect(one.explanation.length).toBeGreaterThan(5);
    });
    await kit.fails(quizContract.findQuestion, { params }, 'officer', 'FORBIDDEN');
    await kit.fails(quizContract.findQuestion, { params: { code: 'none' } }, 'office', 'NOT_FOUND');
  });

  it('confirms a question by the legal officer only, with text and day, and takes it back', async () => {
    const params = { code: await someCode('hearing') };
    const write = { ...phoneWrite(), revision: 1, text: '行政处罚法 2021 年修订文本' };
    const body = { ...write, state: 'confirmed' as const, checkedOn: dayOf(now()) };
    await kit.fails(quizContract.verifyQuestion, { params, body }, 'office', 'FORBIDDEN');
    const late = { ...body, opId: makeId(), checkedOn: addDays(dayOf(now()), 1) };
    const refused = { params, body: late };
    await kit.fails(quizContract.verifyQuestion, refused, 'legalOfficer', 'DATE_IN_FUTURE');
    const first = await kit.ok(
      quizContract.verifyQuestion,
      { params, body },
      'legalOfficer',
      (one) => {
        expect(one.verified).toEqual({
          state: 'confirmed',
          who: kit.people.legalOfficer.name,
          when: body.checkedOn,
          text: body.text,
        });
        expect(one.history).toHaveLength(2);
      },
    );
    expect(await kit.ok(quizContract.verifyQuestion, { params, body }, 'legalOfficer')).toEqual(
      first,
    );
    const stale = { params, body: { ...body, opId: makeId() } };
    await kit.fails(quizContract.verifyQuestion, stale, 'legalOfficer', 'VERSION_CONFLICT');
    const reused = { params, body: { ...body, text: '别的' } };
    await kit.fails(quizContract.verifyQuestion, reused, 'legalOfficer', 'OP_ID_REUSED');
    const back = { ...body, opId: makeId(), revision: 2, state: 'unverified' as const };
    const after = await kit.ok(quizContract.verifyQuestion, { params, body: back }, 'legalOfficer');
    expect(after.verified.state).toBe('unverified');
  });

  it('asks no retired question, and another bureau does not notice', async () => {
    const code = await someCode('uniform');
    const body = { ...phoneWrite(), revision: 1, state: 'retired' as const, reason: '条款改了' };
    await kit.ok(quizContract.changeState, { params: { code }, body }, 'office', (one) => {
      expect(one.state).toBe('retired');
      expect(one.history.at(-1)).toMatchObject({ type: 'state', text: '停用：条款改了' });
    });
    const draw = { params: { topic: 'uniform' }, query: { seed: makeId() } };
    const set = await kit.ok(quizContract.drawTopic, draw, 'officer');
    expect(set.questions.some((one) => one.code === code)).toBe(false);
    const theirs = await kit.ok(quizContract.findQuestion, { params: { code } }, 'outsiderOffice');
    expect(theirs.state).toBe('active');
    const again = { params: { code }, body: { ...body, opId: makeId() } };
    await kit.fails(quizContract.changeState, again, 'office', 'VERSION_CONFLICT');
  });
});

describe('import of questions', () => {
  it('gives a template whose example it accepts itself', async () => {
    const bytes: unknown = await kit.ok(quizContract.questionTemplate, {}, 'office', (body) => {
      expect((body as ArrayBuffer).byteLength).toBeGreaterThan(1000);
    });
    const template = new Blob([bytes as ArrayBuffer], { type: XLSX_TYPE });
    const input = { query: {}, file: template };
    await kit.ok(quizContract.importQuestions, input, 'office', (result) => {
      expect(result).toEqual({ added: 1, changed: 0, unchanged: 0 });
    });
    expect(await kit.ok(quizContract.importQuestions, input, 'office')).toEqual({
      added: 0,
      changed: 0,
      unchanged: 1,
    });
    const drafts = await kit.ok(
      quizContract.listQuestions,
      { query: { state: 'draft' } },
      'office',
    );
    expect(drafts.items).toHaveLength(1);
  });

  it('makes a new version of a changed question, and judges an old answer by what was seen', async () => {
    expect(await importRows([GOOD])).toEqual({ added: 1, changed: 0, unchanged: 0 });
    const find = { params: { code: 'w-1' } };
    const seen = await kit.ok(quizContract.findQuestion, find, 'legalOfficer');
    expect(seen).toMatchObject({ version: 1, state: 'active', verified: { state: 'unverified' } });
    const offline = answerTo({ ...seen, verified: 'unverified' }, true);
    const changed = { ...GOOD, 答案: 'ABC', 解析: '天气也要看。' };
    expect(await importRows([changed])).toEqual({ added: 0, changed: 1, unchanged: 0 });
    const now = await kit.ok(quizContract.findQuestion, find, 'legalOfficer');
    expect(now).toMatchObject({ version: 2, key: { answer: ['a', 'b', 'c'] } });
    expect(now.history.at(-1)?.diff).toEqual({
      version: 2,
      parts: [
        { name: '答案', before: '着装；证件', after: '着装；证件；天气' },
        { name: '解析', before: '着装和证件上岗前自己先查。', after: '天气也要看。' },
      ],
    });
    expect(now.history.map((event) => event.type)).toEqual(['imported', 'changed']);
    const answer = { kind: 'multiple' as const, chosen: ['a', 'b'] };
    const today = { ...answerTo({ ...now, verified: 'unverified' }, true), answer };
    const outcomes = await send(kit, 'officer', [offline, today]);
    expect(outcomes.map((one) => one.right)).toEqual([true, false]);
  });

  it('is all or nothing, and names every bad place', async () => {
    const rows = [
      { ...GOOD, 编号: 'w-2' },
      { ...GOOD, 编号: 'w-3', 答案: 'AF' },
      { ...GOOD, 编号: 'w-4', 专题: '没有的', 解析: '' },
    ];
    const input = { query: {}, file: await file(rows) };
    const error = await kit.fails(
      quizContract.importQuestions,
      input,
      'legalOfficer',
      'IMPORT_INVALID',
    );
    expect(error.details?.map((one) => one.path)).toEqual([
      '第 3 行，答案',
      '第 4 行，解析',
      '第 4 行，专题',
    ]);
    const find = { params: { code: 'w-2' } };
    await kit.fails(quizContract.findQuestion, find, 'legalOfficer', 'NOT_FOUND');
  });

  it('refuses what is no workbook, and people who do not keep the bank', async () => {
    const script = { query: {}, file: new Blob(['#!/bin/sh'], { type: XLSX_TYPE }) };
    await kit.fails(quizContract.importQuestions, script, 'office', 'IMPORT_INVALID');
    await kit.fails(quizContract.importQuestions, script, 'leader', 'FORBIDDEN');
    const big = { query: {}, file: new Blob([Buffer.alloc(6 * 1024 * 1024)], { type: XLSX_TYPE }) };
    await kit.fails(quizContract.importQuestions, big, 'office', 'BODY_TOO_LARGE');
  });
});
