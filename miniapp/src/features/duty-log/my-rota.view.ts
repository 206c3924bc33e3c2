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
  scheduled: '还没到点',
  on_duty: '在岗',
  handed_over: '已交班',
  closed: '已收班',
  on_leave: '请假',
  absent: '未上岗',
  taken_back: '撤了',
};

/** The same as a sentence of its own, at a moment. */
export function standsText({ state, beginsAt }: PlannedShift, nowMs: number): string {
  const running = state === 'scheduled' && Date.parse(beginsAt) <= nowMs;
  return running ? '到点了，还没有上岗记录' : PLAN_WORDS[state];
}

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

/** What runs or is to come, the next one first; and what is over or was taken back, the latest first. */
export function splitPlans(plans: readonly PlannedShift[], nowMs: number) {
  const isAhead = ({ state, endsAt }: PlannedShift) =>
    state === 'on_duty' ||
    (['scheduled', 'on_leave'].includes(state) && nowMs < Date.parse(endsAt));
  const byDay = [...plans].sort((a, b) => (a.beginsAt < b.beginsAt ? -1 : 1));
  // A plan that another one took the place of says nothing.
  const stands = ({ state, day }: PlannedShift) =>
    state !== 'taken_back' || !plans.some((one) => one.day === day && one.state !== 'taken_back');
  return {
    ahead: byDay.filter(isAhead),
    rest: byDay.filter((plan) => !isAhead(plan) && stands(plan)).reverse(),
  };
}

/** The word beside a plan; none beside one that is to come. */
export function wordOf(
  plan: PlannedShift,
  pending: readonly OutboxItem[],
  nowMs: number,
): string | undefined {
  if (plan.state !== 'scheduled') return PLAN_WORDS[plan.state];
  if (isOpened(plan, pending)) return '上岗待发送';
  // Kept on the phone from before its end.
  return nowMs < Date.parse(plan.endsAt) ? undefined : '还没更新';
}

/** The one that is meant by going on duty now: of today, or of last night while it lasts. */
export function planOfToday(
  coming: readonly PlannedShift[],
  nowMs: number,
): PlannedShift | undefined {
  const [next] = coming;
  return next && next.day <= dayOf(nowMs) ? next : undefined;
}
