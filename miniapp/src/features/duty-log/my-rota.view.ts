import {
  clockOf,
  dayOf,
  type PlannedShift,
  type PlanState,
  type ShiftOpen,
} from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';

/** What became of a planned shift, in a word. */
export const PLAN_WORDS: Record<PlanState, string> = {
  scheduled: '没到',
  on_duty: '在岗',
  handed_over: '已交班',
  closed: '已收班',
  on_leave: '请假',
  absent: '未上岗',
  taken_back: '撤了',
};

/** 08:30–14:30. */
export function planSpan({ beginsAt, endsAt }: PlannedShift): string {
  return `${clockOf(Date.parse(beginsAt))}–${clockOf(Date.parse(endsAt))}`;
}

const HALF_DAY_MS = 12 * 3_600_000;

/** Whether this phone has opened it already and only not sent that yet. */
function isOpened(plan: PlannedShift, pending: readonly OutboxItem[]): boolean {
  return pending.some(({ routeId, body, deviceAt }) => {
    const same = (body as ShiftOpen | undefined)?.templateCode === plan.templateCode;
    const apart = Math.abs(Date.parse(deviceAt) - Date.parse(plan.beginsAt));
    return routeId === 'dutyLog.openShift' && same && apart < HALF_DAY_MS;
  });
}

/** Those that are still to be done, the next one first. */
export function comingPlans(
  plans: readonly PlannedShift[],
  pending: readonly OutboxItem[],
  nowMs: number,
): PlannedShift[] {
  return plans
    .filter(({ state, endsAt }) => state === 'scheduled' && nowMs < Date.parse(endsAt))
    .filter((plan) => !isOpened(plan, pending))
    .sort((a, b) => (a.beginsAt < b.beginsAt ? -1 : 1));
}

/** The one that is meant by going on duty now: of today, or of last night while it lasts. */
export function planOfToday(
  coming: readonly PlannedShift[],
  nowMs: number,
): PlannedShift | undefined {
  const [next] = coming;
  return next && next.day <= dayOf(nowMs) ? next : undefined;
}
