import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { SPRAWLING, workbookOf, zipOf } from '../../../test/xlsx-by-hand';
import { AppError } from '../errors';
import { readWorkbook } from './read-workbook';
import { rangeArea } from './range-area';
import { readSheets } from './read-sheets';
import { MAX_SPREAD_CELLS } from './sheet-guard';
import { writeTemplate } from './write-template';

const options = { headings: ['姓名', '岗位'], maxRows: 10 };
/** Whatever its headings. */
const any = (maxRows: number) => ({ maxRows, fits: () => true });

async function book(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('名册');
  sheet.addRow(['姓名', '岗位']);
  fill(sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function refusal(buffer: Buffer) {
  const thrown: unknown = await readWorkbook(buffer, options).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AppError);
  const error = thrown as AppError;
  expect(error.code).toBe('IMPORT_INVALID');
  return error.options.details?.[0];
}

describe('a workbook that people filled', () => {
  it('is read as text by heading, empty rows left out, rare characters kept', async () => {
    const buffer = await book((sheet) => {
      sheet.addRow([' 𠮷田 👮 ', 13800]);
      sheet.addRow([]);
      sheet.addRow(['周敏', { richText: [{ text: '协管' }, { text: '员' }] }]);
    });
    expect((await readWorkbook(buffer, options)).rows).toEqual([
      { number: 2, cells: { 姓名: '𠮷田 👮', 岗位: '13800' } },
      { number: 4, cells: { 姓名: '周敏', 岗位: '协管员' } },
    ]);
  });

  it('reads our own template back', async () => {
    const columns = [
      { heading: '姓名', width: 10, note: '必填' },
      { heading: '岗位', width: 10 },
    ];
    const buffer = await writeTemplate('名册', columns, [['陈立', '队员']]);
    expect((await readWorkbook(buffer, options)).rows).toEqual([
      { number: 2, cells: { 姓名: '陈立', 岗位: '队员' } },
    ]);
  });

  it('refuses merged cells and formulas with their place', async () => {
    const merged = await book((sheet) => {
      sheet.addRow(['周敏', '']);
      sheet.mergeCells('A2:B2');
    });
    expect(await refusal(merged)).toMatchObject({ path: '单元格 A2:B2', reason: 'merged_cells' });
    const formula = await book((sheet) => {
      sheet.addRow(['周敏', { formula: '1+1', result: 2 }]);
    });
    expect(await refusal(formula)).toMatchObject({ path: '第 2 行，岗位', reason: 'formula' });
  });

  it('refuses a missing heading, too many rows and what is no workbook', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('x').addRow(['姓名']);
    const lacking = Buffer.from(await workbook.xlsx.writeBuffer());
    expect(await refusal(lacking)).toMatchObject({ reason: 'headings_missing' });
    const long = await book((sheet) => {
      for (let i = 0; i < 11; i++) sheet.addRow([`人${i}`, '队员']);
    });
    expect(await refusal(long)).toMatchObject({ reason: 'too_many_rows' });
    expect(await refusal(Buffer.from('#!/bin/sh\nrm -rf /'))).toMatchObject({ reason: 'not_xlsx' });
    expect(await refusal(zipOf([{ name: 'a.txt', content: Buffer.from('a') }]))).toMatchObject({
      reason: 'not_xlsx',
    });
  });

  it('refuses a zip bomb by what it announces and by what it really unpacks to', async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    const honest = zipOf([{ name: 'xl/workbook.xml', content: zeros }]);
    expect(await refusal(honest)).toMatchObject({ reason: 'unpacks_too_large' });
    const lying = zipOf([{ name: 'xl/workbook.xml', content: zeros, announced: 100 }]);
    expect(await refusal(lying)).toMatchObject({ path: '文件' });
  });
});

describe('a workbook of several sheets', () => {
  async function sheets(rows: Record<string, string[][]>): Promise<Buffer> {
    const workbook = new ExcelJS.Workbook();
    for (const [name, lines] of Object.entries(rows)) workbook.addWorksheet(name).addRows(lines);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }
  const heading = ['姓名', '岗位'];
  const people = (n: number) => Array.from({ length: n }, (_, i) => [`人${i}`, '队员']);

  it('names those that hold rows and were not read, where only the first one counts', async () => {
    const book = await sheets({
      名册: [heading, ['周敏', '队员']],
      '6月调入': [heading, ['陈立', '队员']],
      备注: [['只有一行字']],
      Sheet3: [],
    });
    expect(await readWorkbook(book, options)).toEqual({
      rows: [{ number: 2, cells: { 姓名: '周敏', 岗位: '队员' } }],
      unread: ['6月调入'],
    });
  });

  it('is read whole, each place with the name of its sheet', async () => {
    const book = await sheets({
      封面: [],
      甲: [heading, ['周敏', '']],
      乙: [heading, ['陈立', '']],
    });
    const {
      sheets: [cover, ...read],
    } = await readSheets(book, any(10));
    expect([cover.name, cover.rows]).toEqual(['封面', []]);
    expect(read.map(({ name, rows }) => [name, rows.map((one) => one.place)])).toEqual([
      ['甲', ['“甲”第 2 行']],
      ['乙', ['“乙”第 2 行']],
    ]);
    const alone = await sheets({ 甲: [heading, ['周敏', '']], 乙: [] });
    const {
      sheets: [only],
    } = await readSheets(alone, any(10));
    expect(only.rows[0]?.place).toBe('第 2 行');
  });

  it('tells a merge and a formula by their sheet', async () => {
    const workbook = new ExcelJS.Workbook();
    for (const name of ['甲', '乙']) {
      const sheet = workbook.addWorksheet(name);
      sheet.addRows([heading, ['周敏', '']]);
      if (name === '甲') continue;
      sheet.getCell('B2').value = { formula: '1+1', result: 2 };
      sheet.addRow(['陈立', '']);
      sheet.mergeCells('A3:B3');
    }
    const file = Buffer.from(await workbook.xlsx.writeBuffer());
    const {
      sheets: [, second],
    } = await readSheets(file, any(10));
    expect(second?.rows.flatMap((row) => row.problems.map((one) => one.path))).toEqual([
      '“乙”第 2 行，岗位',
      '“乙”单元格 A3:B3',
    ]);
  });

  it('has no more rows in all its sheets than may come at once', async () => {
    const book = await sheets({ 甲: [heading, ...people(6)], 乙: [heading, ...people(5)] });
    await expect(readSheets(book, any(10))).rejects.toMatchObject({
      options: { details: [{ reason: 'too_many_rows' }] },
    });
    expect((await readSheets(book, any(11))).sheets).toHaveLength(2);
  });

  it('counts no row of a sheet that does not fit, and reads a few of it', async () => {
    const other = Array.from({ length: 30 }, (_, i) => [`${i}`]);
    const book = await sheets({ 台账: [['编号'], ...other], 名册: [heading, ...people(10)] });
    const fits = (headings: readonly string[]) => headings.includes('姓名');
    const read = await readSheets(book, { maxRows: 10, fits });
    expect(read.sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['台账', 3],
      ['名册', 10],
    ]);
    // All count where none fits: each may be the one that is meant.
    const none = { maxRows: 30, fits: () => false };
    await expect(readSheets(book, none)).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
    await expect(readSheets(book, { maxRows: 9, fits })).rejects.toMatchObject({
      options: { details: [{ reason: 'too_many_rows' }] },
    });
  });

  it('is read without what is hidden in it, which is named', async () => {
    const workbook = new ExcelJS.Workbook();
    const states = {
      旧名册: 'hidden',
      名册: 'visible',
      更旧: 'veryHidden',
      空的: 'hidden',
    } as const;
    for (const [name, state] of Object.entries(states)) {
      const sheet = workbook.addWorksheet(name, { state });
      sheet.addRows(name === '空的' ? [heading] : [heading, [`${name}的人`, '队员']]);
    }
    const file = Buffer.from(await workbook.xlsx.writeBuffer());
    const read = await readSheets(file, any(1));
    expect(read.sheets.map(({ name }) => name)).toEqual(['名册']);
    expect(read.concealed).toEqual(['旧名册', '更旧']);
    expect(await readWorkbook(file, options)).toEqual({
      rows: [{ number: 2, cells: { 姓名: '名册的人', 岗位: '队员' } }],
      unread: ['旧名册', '更旧'],
    });
    const none = new ExcelJS.Workbook();
    none.addWorksheet('名册', { state: 'hidden' }).addRows([heading, ['周敏', '队员']]);
    expect(await refusal(Buffer.from(await none.xlsx.writeBuffer()))).toMatchObject({
      reason: 'no_sheet',
    });
  });
});

describe('a small file that asks for a great many cells', () => {
  it.each(Object.entries(SPRAWLING))('is refused: %s', async (_what, parts) => {
    const file = workbookOf(parts);
    expect(file.length).toBeLessThan(20_000);
    expect((await refusal(file))?.reason).toMatch(/range_too_large|unpacks_too_large/);
    await expect(readSheets(file, any(10))).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
  });

  it('is refused for any range beyond the limit, whichever corner is named first', async () => {
    const column = fc.integer({ min: 1, max: 16_384 });
    const row = fc.integer({ min: 1, max: 1_048_576 });
    const corner = fc.tuple(column, row);
    await fc.assert(
      fc.asyncProperty(corner, corner, async ([c1, r1], [c2, r2]) => {
        const area = (Math.abs(c1 - c2) + 1) * (Math.abs(r1 - r2) + 1);
        fc.pre(area > MAX_SPREAD_CELLS);
        const ref = `${letters(c1)}${r1}:${letters(c2)}${r2}`;
        expect(rangeArea(ref)).toBe(area);
        const merge = `<mergeCells><mergeCell ref="${ref}"/></mergeCells>`;
        await expect(readSheets(workbookOf({ after: merge }), any(10))).rejects.toMatchObject({
          options: { details: [{ reason: 'range_too_large' }] },
        });
      }),
      { numRuns: 50 },
    );
  });

  it('is read where a list covers a whole column, as people have it', async () => {
    const file = workbookOf({
      before: '<cols><col min="1" max="16384" width="9"/></cols>',
      rows: '<row r="2"><c r="A2" t="inlineStr"><is><t>周敏</t></is></c></row>',
      after:
        '<dataValidations><dataValidation type="list" sqref="B2:B1048576"><formula1>"队员"</formula1></dataValidation></dataValidations>',
      names:
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">s!$1:$1</definedName><definedName name="f">OFFSET(s!$A$1,0,0,COUNTA(s!$A:$A))</definedName></definedNames>',
    });
    expect((await readWorkbook(file, options)).rows).toEqual([
      { number: 2, cells: { 姓名: '周敏', 岗位: '' } },
    ]);
  });
});

function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return rest === 0 ? last : letters(rest) + last;
}
