import { isAwayOn, type PlanState } from '@qiangji/shared-types';
import { planStateOf, shiftFor, type PlanDocument } from '../features/duty-log';
import type { History } from './history/history';

/** The plans of a demo that stand so at a moment. */
export function plansThat(state: PlanState, history: History, nowMs: number): PlanDocument[] {
  const { duty, leaves, rota } = history;
  return rota.filter((plan) => {
    const own = duty.shifts.filter((one) => one.memberIds.includes(plan.personId));
    const away = leaves.filter((one) => one.personId === plan.personId);
    const onLeave = isAwayOn(plan.day, away);
    return planStateOf(plan, shiftFor(plan, own), onLeave, nowMs) === state;
  });
}
