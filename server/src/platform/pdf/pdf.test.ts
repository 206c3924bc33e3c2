import { linesOf } from '../../../test/pdf-text';
import { writePdf } from './index';

const columns = [
  { heading: '单位', width: 20 },
  { heading: '得分', width: 10 },
];

describe('tables as a PDF', () => {
  it('carry their Chinese, on numbered pages, cut to the characters used', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ['湖塘中队', i]);
    const tables = [{ name: '成绩', columns, rows }];
    const head = ['单位', '得分'];
    const pdf = await writePdf({ title: '第 3 期', line: '行动办', tables });
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(pdf.length).toBeLessThan(100_000);
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
    const lines = linesOf(pdf).map((line) => [...line.values()]);
    expect(lines.slice(0, 5)).toEqual([['第 3 期'], ['行动办'], ['成绩'], head, ['湖塘中队', '0']]);
    expect(lines).toContainEqual(['湖塘中队', '59']);
    expect(lines.filter((line) => line[0] === '单位')).toEqual([head, head]);
    expect(lines.at(-1)).toEqual(['第 2 页，共 2 页']);
  });

  it('begin a table on a new page where only its name would stand at the foot', async () => {
    const table = (name: string, count: number) => ({
      name,
      columns,
      rows: Array.from({ length: count }, (_, i) => ['湖塘中队', i]),
    });
    const pages = async (first: number) => {
      const tables = [table('成绩', first), table('到考', 1)];
      const pdf = await writePdf({ title: '第 3 期', line: '行动办', tables });
      return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;
    };
    expect([await pages(25), await pages(33)]).toEqual([1, 2]);
  });
});
