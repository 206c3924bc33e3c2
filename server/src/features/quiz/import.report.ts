import { writeTables, XLSX_TYPE } from '../../platform/xlsx';
import type { ImportFindings } from './import.work';

export const REPORT_TYPE = XLSX_TYPE;

/** Every bad place and every likeness of a file, however many: the page shows the first of them only. */
export function writeReport({ problems, twins }: ImportFindings): Promise<Buffer> {
  return writeTables([
    {
      name: '不对的',
      columns: [
        { heading: '位置', width: 24 },
        { heading: '原因', width: 60 },
      ],
      rows: problems.map(({ place, message }) => [place, message]),
    },
    {
      name: '很像的',
      columns: [
        { heading: '位置', width: 24 },
        { heading: '文件里的题', width: 60 },
        { heading: '像哪一题', width: 24 },
        { heading: '那一题', width: 60 },
        { heading: '像多少（%）', width: 12 },
      ],
      rows: twins.map(({ place, stem, other, otherStem, inBank, likeness }) => [
        ...[place, stem, `${inBank ? '题库' : '同一个文件'} ${other}`, otherStem, likeness],
      ]),
    },
  ]);
}
