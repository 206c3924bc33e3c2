import { addDays, monthDay } from '../core';
import type { Away, LeaveState } from './schema';

/** Longer than a year is recorded anew: one that nobody ends would keep a person out for ever. */
export const MAX_LEAVE_DAYS = 366;

/** What is wrong with the days of a leave, in words to show; undefined where nothing is. */
export function leaveProblem({ from, to }: Pick<Away, 'from' | 'to'>): string | undefined {
  if (to < from) return '最后一天不能早于第一天';
  if (to >= addDays(from, MAX_LEAVE_DAYS)) return '一次最多记一年，到期再续';
  return undefined;
}

/** 7月6日到7月12日; one day stands alone, and the year is named where it is another at the end. */
export function daysWords({ from, to }: Pick<Away, 'from' | 'to'>): string {
  if (from === to) return monthDay(from);
  const year = to.slice(0, 4);
  return `${monthDay(from)}到${from.startsWith(year) ? '' : `${year}年`}${monthDay(to)}`;
}

/** Whether one of somebody's leaves holds the day. */
export function isAwayOn(day: string, away: readonly Pick<Away, 'from' | 'to'>[]): boolean {
  return away.some(({ from, to }) => from <= day && day <= to);
}

export function leaveStateOf(
  { from, to, withdrawn }: Pick<Away, 'from' | 'to'> & { withdrawn: boolean },
  today: string,
): LeaveState {
  if (withdrawn) return 'withdrawn';
  if (today < from) return 'upcoming';
  return today <= to ? 'away' : 'over';
}

/**
 * How a leave is ended today: yesterday was its last day. Null where it began today or later: then
 * nothing of it is left, and it is withdrawn.
 */
export function endedBefore(today: string, { from }: Pick<Away, 'from'>): string | null {
  return from < today ? addDays(today, -1) : null;
}
