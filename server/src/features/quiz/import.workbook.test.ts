import { quizContract, type QuestionImport } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { Kit } from '../../../test/kit';
import { SPRAWLING, workbookOf, zipOf } from '../../../test/xlsx-by-hand';
import { COLUMNS } from './formats/columns';
import { keepImport, readImport } from './import.test-kit';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const HEADINGS = COLUMNS.map((one) => one.heading);
const BOMB = ['文件', 'unpacks_too_large', '表格解开后太大，请删掉多余的内容再传'];

const rowOf = (code: string) => {
  const said: Record<string, string> = {
    ...{ 编号: code, 题型: '多选', 题干: `上岗前要查的是：${code}`, 选项A: '着装' },
    ...{ 选项B: '证件', 选项C: '天气', 答案: 'AB', 解析: '先查着装和证件。', 专题: '着装标志' },
  };
  return HEADINGS.map((heading) => said[heading] ?? '');
};

async function bookOf(codes: string[], change: (sheet: ExcelJS.Worksheet) => void): Promise<Blob> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('题目');
  sheet.addRows([HEADINGS, ...codes.map(rowOf)]);
  change(sheet);
  return new Blob([Buffer.from(await workbook.xlsx.writeBuffer())]);
}

const read = (file: Buffer | Blob) =>
  readImport(kit, file instanceof Blob ? file : new Blob([Uint8Array.from(file)]));
const wrong = ({ problems }: QuestionImport) =>
  problems.map(({ place, reason, message }) => [place, reason, message]);
const placed = (ready: QuestionImport) => wrong(ready).map((one) => one.slice(0, 2));

/** Nothing of it can be kept, and the bank still answers. */
async function expectRefused(now: QuestionImport): Promise<void> {
  expect(now).toMatchObject({ state: 'refused', counts: { good: 0, fresh: 0 }, preview: [] });
  const input = { params: { id: now.id }, body: { state: 'draft' as const, goodOnly: true } };
  await kit.fails(quizContract.keepImport, input, 'legalOfficer', 'STATE_CONFLICT');
  await kit.ok(quizContract.listQuestions, { query: {} }, 'legalOfficer');
}

describe('a workbook of questions that is none', () => {
  it('is refused as a bomb by what it announces, and by what it really unpacks to', async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    const honest = await read(zipOf([{ name: 'xl/workbook.xml', content: zeros }]));
    expect(wrong(honest)).toEqual([BOMB]);
    expect(honest.refusal).toBe(BOMB[2]);
    await expectRefused(honest);
    // The library that unpacks stops where more comes than was announced: it never was a workbook.
    const lying = await read(zipOf([{ name: 'xl/workbook.xml', content: zeros, announced: 100 }]));
    expect(placed(lying)).toEqual([['文件', 'not_xlsx']]);
    await expectRefused(lying);
    const many = Array.from({ length: 300 }, (_, n) => ({
      name: `xl/part${n}.xml`,
      content: Buffer.from('<a/>'),
    }));
    const crowded = await read(zipOf(many));
    expect(wrong(crowded)).toEqual([BOMB]);
    await expectRefused(crowded);
  });

  it.each(['a merge', 'a name', 'a row past the last'])(
    'is refused where cells without end come by %s',
    async (what) => {
      const now = await read(workbookOf({ headings: HEADINGS.slice(0, 9), ...SPRAWLING[what] }));
      const reasons = ['range_too_large', 'unpacks_too_large'];
      expect(placed(now)).toEqual([['文件', expect.stringMatching(reasons.join('|'))]]);
      await expectRefused(now);
    },
  );
});

describe('merged cells in a workbook of questions', () => {
  it('are a mistake of each row that they touch, and let the others in alone by choice', async () => {
    const file = await bookOf(['m-1', 'm-2', 'm-3'], (sheet) => sheet.mergeCells('D3:D4'));
    const ready = await read(file);
    const message = '有合并单元格，请取消合并后再传';
    expect(ready).toMatchObject({ state: 'ready', refusal: null, counts: { good: 1, bad: 2 } });
    expect(wrong(ready)).toEqual([
      ['单元格 D3:D4', 'merged_cells', message],
      ['单元格 D3:D4', 'merged_cells', message],
    ]);
    const all = { params: { id: ready.id }, body: { state: 'draft' as const } };
    const error = await kit.fails(quizContract.keepImport, all, 'legalOfficer', 'IMPORT_INVALID');
    expect(error.details?.map((one) => one.reason)).toEqual(['merged_cells', 'merged_cells']);
    const done = await keepImport(kit, ready, { state: 'draft', goodOnly: true });
    expect(done).toMatchObject({ state: 'done', kept: { added: 1, changed: 0, left: 0 } });
    const find = (code: string) => [quizContract.findQuestion, { params: { code } }] as const;
    await kit.ok(...find('m-1'), 'legalOfficer');
    await kit.fails(...find('m-2'), 'legalOfficer', 'NOT_FOUND');
  });

  it('are named with their sheet where there are several', async () => {
    const file = await bookOf(['m-5'], (sheet) => {
      const other = sheet.workbook.addWorksheet('多选');
      other.addRows([HEADINGS, rowOf('m-6')]);
      // Two cells that are empty anyway.
      other.mergeCells('H2:I2');
    });
    const ready = await read(file);
    expect(placed(ready)).toEqual([['“多选”单元格 H2:I2', 'merged_cells']]);
    expect(ready.counts).toMatchObject({ good: 1, bad: 1 });
  });
});
