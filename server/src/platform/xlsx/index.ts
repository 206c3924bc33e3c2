export * from './read-sheets';
export {
  importRefused,
  placeOf,
  type FirstSheet,
  type ReadOptions,
  type SheetRow,
} from './parse-workbook';
export { readWorkbook } from './read-workbook';
export * from './receive-file';
export * from './write-template';
export * from './write-tables';
export { newWorkbook, ruleRange } from './workbook';
