import { newWorkbook } from './workbook';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface TemplateColumn {
  heading: string;
  width: number;
  /** Shown when the heading is pointed at. */
  note?: string;
}

/** A template to fill: one row of headings with notes, and example rows below. */
export async function writeTemplate(
  sheetName: string,
  columns: readonly TemplateColumn[],
  examples: readonly (readonly string[])[],
): Promise<Buffer> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ heading, width }) => ({ header: heading, width }));
  const first = sheet.getRow(1);
  first.font = { bold: true };
  columns.forEach(({ note }, index) => {
    if (note) first.getCell(index + 1).note = note;
  });
  for (const example of examples) sheet.addRow([...example]).alignment = { wrapText: true };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
