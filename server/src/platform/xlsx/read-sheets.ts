import type { ErrorDetail } from '@qiangji/shared-types';
import type ExcelJS from 'exceljs';
import { loadSheets, refuseTooManyRows } from './load';
import { placeOf } from './parse-workbook';
import { isFormula } from './workbook';

/** A sheet of anybody's making: its own headings, and what is wrong row by row. */
export interface Sheet {
  name: string;
  /** First row, in the order of the columns; empty and repeated ones are left out. */
  headings: string[];
  rows: {
    number: number;
    /** 第 3 行; in a book of several sheets “多选”第 3 行. */
    place: string;
    /** Trimmed text by heading; an empty cell is ''. */
    cells: Record<string, string>;
    problems: ErrorDetail[];
  }[];
}

/** So many rows are read of a sheet that does not fit. */
export const SHOWN_ROWS = 3;

function textOf(cell: ExcelJS.Cell): string {
  if (cell.value instanceof Date) return cell.value.toISOString().slice(0, 10);
  return cell.text.trim();
}

/** Rows that a merged range like A2:B3 touches. */
function mergedRows(sheet: ExcelJS.Worksheet): Map<number, string> {
  const rows = new Map<number, string>();
  for (const range of (sheet.model as { merges?: string[] }).merges ?? []) {
    const [from = 0, to = from] = (range.match(/\d+/g) ?? []).map(Number);
    for (let row = from; row <= to; row++) rows.set(row, range);
  }
  return rows;
}

function headingsOf(sheet: ExcelJS.Worksheet): Map<number, string> {
  const found = new Map<number, string>();
  sheet.getRow(1).eachCell((cell, column) => {
    const name = textOf(cell).replace(/[*＊\s]/g, '');
    if (name !== '' && ![...found.values()].includes(name)) found.set(column, name);
  });
  return found;
}

function readSheet(sheet: ExcelJS.Worksheet, label: string | undefined, most: number): Sheet {
  const headings = headingsOf(sheet);
  const merged = mergedRows(sheet);
  const rows: Sheet['rows'] = [];
  sheet.eachRow((row, number) => {
    if (number === 1 || rows.length >= most) return;
    const cells: Record<string, string> = {};
    const problems: ErrorDetail[] = [];
    for (const [column, heading] of headings) {
      const cell = row.getCell(column);
      cells[heading] = textOf(cell);
      if (isFormula(cell)) {
        const message = '是公式，请改成直接填的内容';
        problems.push({ path: placeOf(number, heading, label), reason: 'formula', message });
      }
    }
    const range = merged.get(number);
    if (range) {
      const message = '有合并单元格，请取消合并后再传';
      const path = `${label === undefined ? '' : `“${label}”`}单元格 ${range}`;
      problems.push({ path, reason: 'merged_cells', message });
    }
    if (Object.values(cells).some((text) => text !== '')) {
      rows.push({ number, place: placeOf(number, undefined, label), cells, problems });
    }
  });
  return { name: sheet.name, headings: [...headings.values()], rows };
}

export interface ReadSheets {
  sheets: [Sheet, ...Sheet[]];
  /** Names of hidden sheets that have rows: they are not read. */
  concealed: string[];
}

interface SheetsOptions {
  /** Rows at most of all sheets that fit; of all where none does. */
  maxRows: number;
  /** Whether a sheet with these headings is what is asked for; of any other a few rows are read, to be shown. */
  fits: (headings: readonly string[]) => boolean;
}

/**
 * Reads the first sheet and the others that have rows, whatever their headings, but none that is hidden. Merged
 * cells and formulas hide what a row really says: each is a problem of its row. Throws `IMPORT_INVALID` for
 * what is no workbook, unpacks too large or has more than `maxRows` rows. On the
 * thread that calls: for a thread that may die.
 */
export async function readSheets(
  buffer: Buffer,
  { maxRows, fits }: SheetsOptions,
): Promise<ReadSheets> {
  const { sheets, concealed } = await loadSheets(buffer);
  const [first, ...others] = sheets;
  const fitting = new Set(sheets.filter((sheet) => fits([...headingsOf(sheet).values()])));
  // Where none fits, a person is to say what the columns of any of them are.
  refuseTooManyRows(fitting.size > 0 ? [...fitting] : sheets, maxRows);
  const labelOf = (sheet: ExcelJS.Worksheet) => (others.length > 0 ? sheet.name : undefined);
  const read = (sheet: ExcelJS.Worksheet) =>
    readSheet(sheet, labelOf(sheet), fitting.has(sheet) ? Infinity : SHOWN_ROWS);
  return { sheets: [read(first), ...others.map(read)], concealed };
}
