/**
 * Text as it counts: width (ＡＢ, １２), case and all white space put aside. Both sides judge by it, so
 * an answer typed with a Chinese keyboard is not wrong for its width.
 */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]+/g, '');
}

const PLAIN = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/;
const GROUPED = /^([-+]?)(\d{1,3}(?:,\d{3})+)(\.\d+)?$/;

/** The number that a person typed, a unit behind it put aside; null where it is none. */
export function readNumber(text: string, unit: string | null): number | null {
  const normal = normalText(text).replace(/[\u2212\u2013]/g, '-');
  const behind = unit === null ? '' : normalText(unit);
  const bare = behind !== '' && normal.endsWith(behind) ? normal.slice(0, -behind.length) : normal;
  const grouped = GROUPED.test(bare) ? bare.replace(/,/g, '') : bare;
  if (!PLAIN.test(grouped)) return null;
  const value = Number(grouped);
  return Number.isFinite(value) ? value : null;
}

/** Both ends belong to the range; the last bits of binary fractions do not decide (0.1 + 0.2). */
export function withinTolerance(value: number, key: number, tolerance: number): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(key), tolerance);
  return Math.abs(value - key) <= tolerance + slack;
}
