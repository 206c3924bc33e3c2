import type ExcelJS from 'exceljs';
import { fileRefused } from './file-refused';
import { guardWorkbook } from './guard';
import { newWorkbook } from './workbook';

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

/** Rows below the headings. */
export const rowsBelow = (sheet: ExcelJS.Worksheet): number =>
  Math.max(0, sheet.actualRowCount - 1);

/** Throws `IMPORT_INVALID` where sheets have more rows together than may come at once. */
export function refuseTooManyRows(sheets: readonly ExcelJS.Worksheet[], maxRows: number): void {
  if (sheets.reduce((sum, sheet) => sum + rowsBelow(sheet), 0) > maxRows) {
    throw fileRefused('too_many_rows', `一次最多 ${maxRows} 行，请分开传`);
  }
}

/** The sheets of a workbook that people see: the first one, and others that have rows. */
export interface LoadedSheets {
  sheets: [ExcelJS.Worksheet, ...ExcelJS.Worksheet[]];
  /** Names of those that have rows and are hidden: whoever sends the file does not see what they hold. */
  concealed: string[];
}

/** Loads a workbook that is what it says. Throws `IMPORT_INVALID`. */
export async function loadSheets(buffer: Buffer): Promise<LoadedSheets> {
  await guardWorkbook(buffer);
  const workbook = await newWorkbook();
  try {
    const options = { ignoreNodes: UNREAD };
    await workbook.xlsx.load(buffer as unknown as ExcelJS.Buffer, options);
  } catch {
    throw fileRefused('not_xlsx', '表格打不开，请用模板另存后再传');
  }
  const isSeen = (sheet: ExcelJS.Worksheet) => sheet.state === 'visible';
  const [first, ...others] = workbook.worksheets.filter(isSeen);
  if (!first) throw fileRefused('no_sheet', '表格里没有能看见的工作表，请用模板填');
  const hasRows = (sheet: ExcelJS.Worksheet) => rowsBelow(sheet) > 0;
  const concealed = workbook.worksheets.filter((sheet) => !isSeen(sheet) && hasRows(sheet));
  return {
    sheets: [first, ...others.filter(hasRows)],
    concealed: concealed.map(({ name }) => name),
  };
}
