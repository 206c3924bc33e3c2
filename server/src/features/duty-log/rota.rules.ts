import {
  addDays,
  dayOf,
  monthDay,
  ROTA_DAYS_AHEAD,
  isAwayOn,
  type AwayDays,
  type PersonKind,
  type PlanState,
  type PlanWrite,
  type ShiftState,
  type ShiftTemplate,
} from '@qiangji/shared-types';
import { plannedBegin, plannedEnd } from './duty-log.rules';

/** What a plan says about its time. */
export interface PlanTime {
  day: string;
  templateCode: string;
  beginsAt: Date;
  endsAt: Date;
}

/** What a shift says about whether it is the one that was planned. */
export interface ShiftTime {
  day: string;
  templateCode: string;
  occurredAt: Date;
  endedAt: Date | null;
}

/**
 * The shift that somebody was on for a plan: of its day and template, else one of its day that was open
 * at some moment of the planned hours. A phone that never heard of the plan opens it just as well, and
 * so does whoever goes along as a partner.
 */
export function shiftFor<T extends ShiftTime>(
  { day, templateCode, beginsAt, endsAt }: PlanTime,
  own: readonly T[],
): T | null {
  const ofDay = own.filter((shift) => shift.day === day);
  const within = ({ occurredAt, endedAt }: T) =>
    occurredAt < endsAt && (endedAt === null || endedAt > beginsAt);
  return ofDay.find((shift) => shift.templateCode === templateCode) ?? ofDay.find(within) ?? null;
}

/** The plan's word for where its shift stands; whoever asked for a hand-over is off duty. */
const AS_SHIFT: Record<ShiftState, PlanState> = {
  on_duty: 'on_duty',
  handover_requested: 'handed_over',
  handed_over: 'handed_over',
  closed: 'closed',
};

/**
 * Where a planned shift stands now. A shift outweighs everything that was only meant to be; somebody on
 * leave is never absent; and nobody is before the planned end has passed.
 */
export function planStateOf(
  plan: { takenBack: boolean; endsAt: Date },
  shift: { state: ShiftState } | null,
  onLeave: boolean,
  nowMs: number,
): PlanState {
  if (plan.takenBack) return 'taken_back';
  if (shift) return AS_SHIFT[shift.state];
  if (onLeave) return 'on_leave';
  return plan.endsAt.getTime() <= nowMs ? 'absent' : 'scheduled';
}

export function timeOf(
  day: string,
  template: ShiftTemplate,
): Pick<PlanTime, 'beginsAt' | 'endsAt'> {
  return {
    beginsAt: new Date(plannedBegin(day, template)),
    endsAt: new Date(plannedEnd(day, template)),
  };
}

/** What one row of a rota meets. */
export interface PlanGround {
  /** Null for anybody but an active person of the leader's own units. */
  person: { name: string; kind: PersonKind } | null;
  template: ShiftTemplate | undefined;
  away: readonly AwayDays[];
  /** The person has one on that day already, here or in a row above. */
  taken: boolean;
  nowMs: number;
}

export interface PlanProblem {
  field: keyof PlanWrite;
  reason: string;
  /** With whom and when, since many rows are refused at once. */
  message: string;
}

/**
 * Why a row cannot be planned; null where it can. A shift that has begun is opened, not planned: who was
 * to do it could not have known.
 */
export function planProblem({ day }: PlanWrite, ground: PlanGround): PlanProblem | null {
  const { person, template, away, taken, nowMs } = ground;
  const when = monthDay(day);
  if (!person) {
    const message = `${when}：有人不是你队里在岗的人，请去掉`;
    return { field: 'personId', reason: 'not_found', message };
  }
  const problem = (field: keyof PlanWrite, reason: string, why: string): PlanProblem => ({
    field,
    reason,
    message: `${person.name} ${when}：${why}`,
  });
  if (person.kind === 'office_staff') return problem('personId', 'not_allowed', '不上路，不用排班');
  if (!template) return problem('templateCode', 'not_allowed', '没有这个班次，请刷新再排');
  if (day < dayOf(nowMs)) return problem('day', 'in_past', '日子已经过了');
  if (day > addDays(dayOf(nowMs), ROTA_DAYS_AHEAD)) {
    return problem('day', 'too_far', `最多排到 ${ROTA_DAYS_AHEAD} 天后`);
  }
  if (plannedBegin(day, template) <= nowMs) {
    return problem('day', 'begun', `${template.name}${template.from} 已经开始，上岗就行，不用补排`);
  }
  if (isAwayOn(day, away)) return problem('day', 'on_leave', '那天请假，先改请假再排');
  return taken ? problem('day', 'taken', '那天已经排了一班，请刷新再排') : null;
}
