import type ExcelJS from 'exceljs';

/**
 * An empty workbook. Its library takes a sixth of a second to load, which no start of the service or of a
 * thread waits for that reads and writes none.
 */
export async function newWorkbook(): Promise<ExcelJS.Workbook> {
  const { default: Workbook } = await import('exceljs/lib/doc/workbook');
  return new Workbook();
}

/** What the library's own types leave out. */
interface Ruled {
  dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void };
}

/** Holds a whole range to one rule: a cell each takes ten times as long to make, and to open. */
export function ruleRange(
  sheet: ExcelJS.Worksheet,
  range: string,
  rule: ExcelJS.DataValidation,
): void {
  (sheet as unknown as Ruled).dataValidations.add(range, rule);
}

/** `ValueType.Formula`: the library's own word for it would load the library. */
const FORMULA: ExcelJS.ValueType.Formula = 6;

export function isFormula({ type }: ExcelJS.Cell): boolean {
  return type === FORMULA;
}
