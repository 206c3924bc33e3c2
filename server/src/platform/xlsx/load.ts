import ExcelJS from 'exceljs';
import { fileRefused } from './file-refused';
import { guardWorkbook } from './guard';

/**
 * Parts of a sheet that say nothing about what its cells hold. Read, a list to choose from that
 * covers a whole column would become a million entries.
 */
const UNREAD = [
  'cols',
  'autoFilter',
  'hyperlinks',
  'dataValidations',
  'conditionalFormatting',
  'drawing',
  'picture',
  'tableParts',
  'extLst',
];

/** The first sheet of a workbook that is what it says. Throws `IMPORT_INVALID`. */
export async function loadFirstSheet(buffer: Buffer, maxRows: number): Promise<ExcelJS.Worksheet> {
  await guardWorkbook(buffer);
  const workbook = new ExcelJS.Workbook();
  try {
    const options = { ignoreNodes: UNREAD };
    await workbook.xlsx.load(buffer as unknown as ExcelJS.Buffer, options);
  } catch {
    throw fileRefused('not_xlsx', '表格打不开，请用模板另存后再传');
  }
  const sheet = workbook.worksheets[0];
  if (!sheet) throw fileRefused('no_sheet', '表格里没有工作表，请用模板填');
  if (sheet.actualRowCount - 1 > maxRows) {
    throw fileRefused('too_many_rows', `一次最多 ${maxRows} 行，请分开传`);
  }
  return sheet;
}
