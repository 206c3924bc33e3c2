import { dayOf } from '@qiangji/shared-types';

/** Whether a calendar day has not begun yet in Shanghai. */
export function isFuture(day: string, nowMs: number): boolean {
  return day > dayOf(nowMs);
}
