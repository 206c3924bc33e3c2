/**
 * A share as it is shown, in whole per cent: rounded down, so that 80 is shown of four fifths and more only,
 * and 100 of all only. What is there at all is 1 at least: 0 stands for none.
 */
export function shownPercent(have: number, of: number): number {
  if (have <= 0 || of <= 0) return 0;
  return Math.max(1, Math.floor((have * 100) / of));
}
