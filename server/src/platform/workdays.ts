import { findWorkday, isWorkday } from 'chinese-days';

/**
 * Working days by the State Council's yearly notices, shifted days off and on included; for a year not
 * announced yet Monday to Friday count.
 */
export function isWorkingDay(date: string): boolean {
  return isWorkday(date);
}

/** The `n`-th working day after a Shanghai calendar day; `n` of 0 is the day itself. */
export function addWorkingDays(date: string, n: number): string {
  return n === 0 ? date : findWorkday(n, date);
}
