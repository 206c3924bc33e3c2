import { addDays, clockOf, dayOf } from '@qiangji/shared-types';
import { now } from '@/platform/clock';

/** A moment as people say it: 今天 09:20, 昨天 18:05, 7月3日 08:00; the year only where it is another. */
export function whenText(instant: string, nowMs = now()): string {
  const ms = Date.parse(instant);
  const day = dayOf(ms);
  const today = dayOf(nowMs);
  const clock = clockOf(ms);
  if (day === today) return `今天 ${clock}`;
  if (day === addDays(today, -1)) return `昨天 ${clock}`;
  const date = dateText(day);
  return `${day.slice(0, 4) === today.slice(0, 4) ? date : `${day.slice(0, 4)}年${date}`} ${clock}`;
}

/** A calendar day, `7月3日`. */
export function dateText(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** A calendar day with its year, `2028年7月3日`: for what ends years from now. */
export function fullDateText(day: string): string {
  return `${day.slice(0, 4)}年${dateText(day)}`;
}
