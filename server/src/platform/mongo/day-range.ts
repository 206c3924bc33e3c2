import { addDays, dayStart } from '@qiangji/shared-types';

/** Shanghai days, both included; an end that is not there is open. */
export interface DayRange {
  from?: string | null;
  to?: string | null;
}

/** Ranges of up to so many days (two months) are asked for day by day. */
const MAX_LISTED_DAYS = 62;

/**
 * Filter for records of a range of days. A short range is the list of its days: an index that goes on
 * after the day, or a planner that takes one range only, can use each of them as an equality. A range from a day
 * to itself finds nothing in one database of the chain where an index holds the day falling.
 */
export function daysWithin(field: string, { from, to }: DayRange): Record<string, unknown> {
  if (!from && !to) return {};
  const range = { [field]: { ...(from && { $gte: from }), ...(to && { $lte: to }) } };
  if (!from || !to) return range;
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (days.length === MAX_LISTED_DAYS) return range;
    days.push(day);
  }
  return { [field]: { $in: days } };
}

/** Filter for records of a range of days by the instant that they hold. */
export function instantsWithin(field: string, { from, to }: DayRange): Record<string, unknown> {
  if (!from && !to) return {};
  const start = from && { $gte: new Date(dayStart(from)) };
  const end = to && { $lt: new Date(dayStart(addDays(to, 1))) };
  return { [field]: { ...start, ...end } };
}
