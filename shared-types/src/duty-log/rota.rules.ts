import { addDays, dayOf, dayStart, minutesOf } from '../core';
import { isAwayOn, type AwayDays } from '../leave';
import type { ShiftTemplate } from '../standard';
import { ROTA_DAYS_AHEAD } from './rota.schema';

/** When a shift of a day begins by its template (ms). */
export function shiftBegin(day: string, { from }: Pick<ShiftTemplate, 'from'>): number {
  return dayStart(day) + minutesOf(from) * 60_000;
}

export type PlanLock = 'on_leave' | 'in_past' | 'too_far' | 'begun';

/**
 * Why nobody can be planned for a shift of a day; null where one can. A shift that has begun is opened, not
 * planned: who was to do it could not have known.
 */
export function planLock(
  day: string,
  template: Pick<ShiftTemplate, 'from'>,
  away: readonly AwayDays[],
  nowMs: number,
): PlanLock | null {
  const today = dayOf(nowMs);
  if (day < today) return 'in_past';
  if (day > addDays(today, ROTA_DAYS_AHEAD)) return 'too_far';
  if (shiftBegin(day, template) <= nowMs) return 'begun';
  return isAwayOn(day, away) ? 'on_leave' : null;
}
