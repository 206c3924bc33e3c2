import type ExcelJS from 'exceljs';
import type { UnitDocument } from './org.collection';
import { KIND_NAMES, ROLE_NAMES } from '@qiangji/shared-types';
import { newWorkbook, ruleRange } from '../../platform/xlsx';
import type { RosterCells } from './roster.cells';
import { COLUMNS, HELP_SHEETS, type Column } from './roster.words';

const WIDTHS: Record<Column, number> = {
  工号: 12,
  姓名: 12,
  类别: 12,
  职务: 14,
  单位: 24,
  手机号: 16,
  执法证号: 18,
  执法证有效期: 16,
  岗位授权: 30,
};

/** Empty rows that carry drop-down lists; more rows may follow, and are checked alike. */
const LISTED_ROWS = 2_000;

const INSTRUCTIONS = [
  ['怎么填'],
  ['一人一行，从“名册”表的第 2 行填起。不要合并单元格，不要用公式，不要改第 1 行。'],
  ['工号是认人的依据：工号已有的，按本表更新；没有的，新增。'],
  ['必填：工号、姓名、类别、职务、单位。'],
  ['单位：填单位名称；有重名的，填“单位”表里的单位路径。'],
  ['手机号、执法证号、执法证有效期、岗位授权：空着表示不改；填“无”表示清空。'],
  ['下载的花名册不带手机号，空着导回去，原来的号码不变；也不带停用的人。'],
  ['执法证号：一人一个，和在职的别人一样的不导入。'],
  ['执法证有效期：填日期，如 2027-06-30。'],
  [`岗位授权：${Object.values(ROLE_NAMES).join('、')}。多个用顿号隔开。`],
  ['中队长、联络员管本单位，其余管全局；要管别的单位，写成“督察员@执法大队”。'],
  ['联络员只能导入本单位的人，只能授权本单位的联络员。谁也不能给自己授权。'],
  ['换了单位、“岗位授权”空着的，原单位的中队长、联络员自动去掉；要接着担，填上。'],
  ['有一行不对，整张表都不导入，会逐行告诉你哪里不对。'],
];

function addLists(sheet: ExcelJS.Worksheet, unitCount: number, lastRow: number): void {
  const columnOf = (column: Column) => COLUMNS.indexOf(column) + 1;
  const rowsOf = (column: Column) => {
    const { letter } = sheet.getColumn(columnOf(column));
    return `${letter}2:${letter}${lastRow}`;
  };
  ruleRange(sheet, rowsOf('类别'), {
    type: 'list',
    allowBlank: true,
    formulae: [`"${Object.values(KIND_NAMES).join(',')}"`],
    showErrorMessage: true,
    error: '请从列表里选',
  });
  ruleRange(sheet, rowsOf('单位'), {
    type: 'list',
    allowBlank: true,
    formulae: [`${HELP_SHEETS.units}!$A$2:$A$${unitCount + 1}`],
    showErrorMessage: false,
  });
  // All is text, so that a long number is not shortened to 1.38E+10 and a name that begins with = stays one.
  for (const column of COLUMNS) sheet.getColumn(columnOf(column)).numFmt = '@';
}

/**
 * The template: the roster to fill, how to fill it, and the units by name and path; with people in it where
 * it is there to be corrected.
 */
export async function rosterSheet(
  units: readonly UnitDocument[],
  people: readonly RosterCells[] = [],
): Promise<Buffer> {
  const workbook = await newWorkbook();
  const roster = workbook.addWorksheet('名册', { views: [{ state: 'frozen', ySplit: 1 }] });
  roster.columns = COLUMNS.map((header) => ({ header, width: WIDTHS[header] }));
  roster.getRow(1).font = { bold: true };
  addLists(roster, units.length, people.length + LISTED_ROWS + 1);
  people.forEach((cells, index) => {
    COLUMNS.forEach((column, at) => {
      // As a value of its own it is text: nothing of what it begins with makes a formula of it.
      if (cells[column] !== '') roster.getCell(index + 2, at + 1).value = cells[column];
    });
  });
  const help = workbook.addWorksheet(HELP_SHEETS.instructions);
  help.getColumn(1).width = 90;
  help.addRows(INSTRUCTIONS);
  help.getRow(1).font = { bold: true };
  const list = workbook.addWorksheet(HELP_SHEETS.units);
  list.columns = [
    { header: '单位名称', width: 24 },
    { header: '单位路径', width: 40 },
  ];
  list.addRows(units.map((unit) => [unit.name, unit._id]));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
