/** The workbook alone: the package as a whole loads archivers and readers of streams too, twice its time. */
declare module 'exceljs/lib/doc/workbook' {
  import type ExcelJS from 'exceljs';

  const Workbook: new () => ExcelJS.Workbook;
  export default Workbook;
}
