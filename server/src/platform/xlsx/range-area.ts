/** Columns and rows of a sheet at most, by the format. */
export const MAX_COLUMN = 16_384;
export const MAX_ROW = 1_048_576;

/** The sheet's name in front of a reference, as exceljs finds it. */
const REFERENCE = /(?:(?:'(?:[^']|'')*'|[^'^ !]*)!)?(.*)/;

interface Corner {
  column: number;
  /** NaN in a whole column (`A:C`). */
  row: number;
}

/**
 * A corner as exceljs reads it: it steps over whatever is neither a capital nor a digit. A column
 * beyond the last counts as the last, since exceljs refuses it.
 */
function cornerOf(text: string): Corner {
  const digitAt = text.search(/\d/);
  const letters = (digitAt < 0 ? text : text.slice(0, digitAt)).replace(/[^A-Z]/g, '');
  let column = 0;
  for (const letter of letters.slice(0, 4)) column = column * 26 + letter.charCodeAt(0) - 64;
  const digits = digitAt < 0 ? '' : text.slice(digitAt).replace(/\D/g, '');
  return {
    column: letters === '' ? Number.NaN : Math.min(column, MAX_COLUMN),
    row: digits === '' ? Number.NaN : Number(digits),
  };
}

/**
 * Cells that exceljs would walk through for a range such as `A1:C9`, `Sheet!$A$1:$C$9`; 1 for a single
 * cell, 0 for whole columns or rows, which it leaves alone. Never less than it walks through.
 */
export function rangeArea(range: string): number {
  const [from, to] = (REFERENCE.exec(range)?.[1] ?? '').split(':');
  if (from === undefined || to === undefined) return 1;
  const [a, b] = [cornerOf(from), cornerOf(to)];
  const area = (Math.abs(a.column - b.column) + 1) * (Math.abs(a.row - b.row) + 1);
  return Number.isNaN(area) ? 0 : area;
}
