import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { AppError } from '../errors';
import { readWorkbook } from './read-workbook';
import { writeTemplate } from './write-template';

const options = { headings: ['姓名', '岗位'], maxRows: 10 };

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

/** One stored entry whose directory announces `announced` bytes, whatever it unpacks to. */
function zipOf(name: string, content: Buffer, announced: number): Buffer {
  const packed = deflateRawSync(content);
  const header = (signature: number, size: number) => {
    const part = Buffer.alloc(size);
    part.writeUInt32LE(signature, 0);
    return part;
  };
  const local = header(0x04034b50, 30);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(announced, 22);
  local.writeUInt16LE(name.length, 26);
  const central = header(0x02014b50, 46);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(announced, 24);
  central.writeUInt16LE(name.length, 28);
  const before = Buffer.concat([local, Buffer.from(name), packed]);
  const directory = Buffer.concat([central, Buffer.from(name)]);
  const end = header(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(before.length, 16);
  return Buffer.concat([before, directory, end]);
}

describe('a workbook that people filled', () => {
  it('is read as text by heading, empty rows left out, rare characters kept', async () => {
    const buffer = await book((sheet) => {
      sheet.addRow([' 𠮷田 👮 ', 13800]);
      sheet.addRow([]);
      sheet.addRow(['周敏', { richText: [{ text: '协管' }, { text: '员' }] }]);
    });
    expect(await readWorkbook(buffer, options)).toEqual([
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
    expect(await readWorkbook(buffer, options)).toEqual([
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
    expect(await refusal(zipOf('a.txt', Buffer.from('a'), 1))).toMatchObject({
      reason: 'not_xlsx',
    });
  });

  it('refuses a zip bomb by what it announces and by what it really unpacks to', async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    const honest = zipOf('xl/workbook.xml', zeros, zeros.length);
    expect(await refusal(honest)).toMatchObject({ reason: 'unpacks_too_large' });
    const lying = zipOf('xl/workbook.xml', zeros, 100);
    expect(await refusal(lying)).toMatchObject({ path: '文件' });
  });
});
