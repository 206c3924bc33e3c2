import { newWorkbook } from './workbook';

/** One sheet of figures: a row of headings that stays in sight, and the rows below. */
export interface TableSheet {
  name: string;
  columns: readonly { heading: string; width: number }[];
  /** Null is an empty cell. Text is written as text: what looks like a formula is none. */
  rows: readonly (readonly (string | number | null)[])[];
}

/** A workbook of tables to read and to work on. */
export async function writeTables(tables: readonly TableSheet[]): Promise<Buffer> {
  const workbook = await newWorkbook();
  for (const { name, columns, rows } of tables) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ heading, width }) => ({ header: heading, width }));
    sheet.getRow(1).font = { bold: true };
    sheet.addRows(rows.map((row) => [...row]));
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
