import ExcelJS from 'exceljs';
import { COLUMNS } from '../src/features/org/roster.words';

export type RosterLine = (string | number | Date)[];

/** A roster's .xlsx with these lines below its headings. */
export async function rosterBook(
  rows: RosterLine[],
  mend?: (sheet: ExcelJS.Worksheet) => void,
): Promise<Blob> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('名册');
  sheet.addRow([...COLUMNS]);
  sheet.addRows(rows);
  mend?.(sheet);
  return new Blob([await workbook.xlsx.writeBuffer()]);
}
