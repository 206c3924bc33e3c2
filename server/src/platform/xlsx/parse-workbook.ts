import type { ErrorDetail } from '@qiangji/shared-types';
import type ExcelJS from 'exceljs';
import { AppError } from '../errors';
import { fileRefused } from './file-refused';
import { loadSheets, refuseTooManyRows } from './load';
import { isFormula } from './workbook';

export interface SheetRow {
  /** As the person sees it in the left margin, from 1. */
  number: number;
  /** Trimmed text by heading; an empty cell is ''. */
  cells: Record<string, string>;
}

/** The rows of the first sheet, and the names of others that hold rows, too, and were not read. */
export interface FirstSheet {
  rows: SheetRow[];
  unread: string[];
}

export interface ReadOptions {
  /** Headings of the first row that must be there, in any order. */
  headings: readonly string[];
  /** Rows below the headings at most. */
  maxRows: number;
}

/** A place in a sheet in the words of the person who filled it; of several sheets it names its own. */
export function placeOf(row: number, heading?: string, sheet?: string): string {
  const place = `${sheet === undefined ? '' : `“${sheet}”`}第 ${row} 行`;
  return heading === undefined ? place : `${place}，${heading}`;
}

/** Refuses the whole import, naming every place that is wrong. */
export function importRefused(details: ErrorDetail[]): AppError {
  return new AppError('IMPORT_INVALID', { details });
}

function textOf(cell: ExcelJS.Cell): string {
  if (cell.value instanceof Date) return cell.value.toISOString().slice(0, 10);
  return cell.text.trim();
}

function headingsOf(sheet: ExcelJS.Worksheet, wanted: readonly string[]): Map<number, string> {
  const found = new Map<number, string>();
  sheet.getRow(1).eachCell((cell, column) => {
    const name = textOf(cell).replace(/[*＊\s]/g, '');
    if (wanted.includes(name)) found.set(column, name);
  });
  const have = [...found.values()];
  const missing = wanted.filter((name) => !have.includes(name));
  if (missing.length > 0) {
    throw fileRefused('headings_missing', `第 1 行缺这几列：${missing.join('、')}，请用模板填`);
  }
  return found;
}

/** Merged cells and formulas hide what a row really says: each is refused with its place. */
function hidden(sheet: ExcelJS.Worksheet, headings: Map<number, string>): ErrorDetail[] {
  const merges = (sheet.model as { merges?: string[] }).merges ?? [];
  const details: ErrorDetail[] = merges.map((range) => ({
    path: `单元格 ${range}`,
    reason: 'merged_cells',
    message: '有合并单元格，请取消合并后再传',
  }));
  sheet.eachRow((row, number) => {
    row.eachCell((cell, column) => {
      if (!isFormula(cell)) return;
      const heading = headings.get(column) ?? cell.address;
      details.push({
        path: placeOf(number, heading),
        reason: 'formula',
        message: '是公式，请改成直接填的内容',
      });
    });
  });
  return details;
}

/**
 * Reads the first sheet of an `.xlsx` that is not hidden as text by heading, empty rows left out, on the thread
 * that calls: see `readWorkbook`. Throws `IMPORT_INVALID` for what is no workbook, unpacks too large, lacks a heading,
 * or holds merged cells or formulas.
 */
export async function parseWorkbook(buffer: Buffer, options: ReadOptions): Promise<FirstSheet> {
  const { sheets, concealed } = await loadSheets(buffer);
  const [sheet, ...others] = sheets;
  refuseTooManyRows([sheet], options.maxRows);
  const headings = headingsOf(sheet, options.headings);
  const details = hidden(sheet, headings);
  if (details.length > 0) throw importRefused(details);
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const cells = Object.fromEntries(options.headings.map((name) => [name, '']));
    for (const [column, name] of headings) cells[name] = textOf(row.getCell(column));
    if (Object.values(cells).some((text) => text !== '')) rows.push({ number, cells });
  });
  return { rows, unread: [...others.map((one) => one.name), ...concealed] };
}
