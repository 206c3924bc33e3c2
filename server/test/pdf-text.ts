import { inflateSync } from 'node:zlib';

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

/** What each glyph of its one font says, by the map that the file carries for its readers. */
function glyphsOf(streams: readonly string[]): Map<number, string> {
  const glyphs = new Map<number, string>();
  for (const map of streams.filter((one) => one.includes('beginbfrange'))) {
    for (const [, from = '', list = ''] of map.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
      [...list.matchAll(/<(\w+)>/g)].forEach(([, hex = ''], at) => {
        const text = Buffer.from(hex, 'hex').swap16().toString('utf16le');
        glyphs.set(Number.parseInt(from, 16) + at, text);
      });
    }
  }
  return glyphs;
}

const WORD = /1 0 0 1 ([\d.]+) ([\d.]+) Tm\s+\S+ \S+ Tf\s+\[([^\]]*)\] TJ/g;

/** The lines that a reader finds in it, top to bottom; of each what stands where, by its left edge. */
export function linesOf(pdf: Buffer): Map<number, string>[] {
  const streams = streamsOf(pdf);
  const glyphs = glyphsOf(streams);
  return streams.flatMap((page) => {
    const lines = new Map<string, Map<number, string>>();
    for (const [, x, y = '', drawn = ''] of page.matchAll(WORD)) {
      const text = [...drawn.matchAll(/<(\w+)>/g)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((glyph) => glyphs.get(Number.parseInt(glyph, 16)) ?? '')
        .join('');
      lines.set(y, (lines.get(y) ?? new Map<number, string>()).set(Number(x), text));
    }
    return [...lines.values()];
  });
}
