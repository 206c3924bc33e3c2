import { inflateSync } from 'node:zlib';
import { writePdf } from './index';

const columns = [
  { heading: '单位', width: 20 },
  { heading: '得分', width: 10 },
];

/** Every stream of a PDF as text, inflated where it was deflated. */
function streamsOf(pdf: Buffer): string[] {
  const found: string[] = [];
  const raw = pdf.toString('latin1');
  for (const { index, 0: mark } of raw.matchAll(/stream\r?\n/g)) {
    if (raw.slice(index - 3, index) === 'end') continue;
    const from = index + mark.length;
    const bytes = pdf.subarray(from, raw.indexOf('endstream', from));
    try {
      found.push(inflateSync(bytes).toString('latin1'));
    } catch {
      found.push(bytes.toString('latin1'));
    }
  }
  return found;
}

/** The characters that a reader finds in it: what its maps from glyphs to Unicode name. */
function charactersOf(pdf: Buffer): Set<string> {
  const maps = streamsOf(pdf).filter((one) => one.includes('beginbfrange'));
  const codes = maps.flatMap((map) => [...map.matchAll(/<([0-9a-f]{4,8})>/gi)]);
  return new Set(codes.map(([, hex = '']) => Buffer.from(hex, 'hex').swap16().toString('utf16le')));
}

describe('tables as a PDF', () => {
  it('carry their Chinese, on numbered pages, cut to the characters used', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ['湖塘中队', i]);
    const tables = [{ name: '成绩', columns, rows }];
    const pdf = await writePdf({ title: '第 3 期', line: '行动办', tables });
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(pdf.length).toBeLessThan(100_000);
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
    const characters = charactersOf(pdf);
    for (const one of '第期行动办成绩单位得分湖塘中队页共0123456789') {
      expect(characters).toContain(one);
    }
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
