import {
  monthDay,
  planLock,
  ROTA_DAYS_AHEAD,
  shiftBegin,
  type AwayDays,
  type PersonKind,
  type PlanLock,
  type PlanState,
  type PlanWrite,
  type ShiftState,
  type ShiftTemplate,
} from '@qiangji/shared-types';
import { plannedEnd } from './duty-log.rules';

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

/** The shift after one may begin so long (ms) after its end: beyond that nobody takes over from it. */
const FOLLOWS_MS = 3_600_000;

/**
 * Whom the plans name for going on with a shift: of those that last beyond its end, the ones that begin nearest to
 * it. Of several the one planned for a road of the shift; null where that leaves nobody, or several: nothing is guessed.
 */
export function nextPerson(
  shift: { occurredAt: Date; plannedEndAt: Date; sections: readonly string[] },
  plans: readonly (Pick<PlanTime, 'beginsAt' | 'endsAt'> & {
    personId: string;
    sections: readonly string[];
  })[],
): string | null {
  const endMs = shift.plannedEndAt.getTime();
  const apart = ({ beginsAt }: Pick<PlanTime, 'beginsAt'>) => Math.abs(beginsAt.getTime() - endMs);
  const after = plans.filter(
    ({ beginsAt, endsAt }) =>
      endsAt > shift.plannedEndAt &&
      beginsAt > shift.occurredAt &&
      beginsAt.getTime() <= endMs + FOLLOWS_MS,
  );
  const nearest = Math.min(...after.map(apart));
  const named = after.filter((one) => apart(one) === nearest);
  const here = named.filter((one) => one.sections.some((name) => shift.sections.includes(name)));
  const [person, ...others] = new Set((here.length > 0 ? here : named).map((one) => one.personId));
  return person === undefined || others.length > 0 ? null : person;
}

/** What says which plan of a person and day counts. */
export interface PlanRound {
  personId: string;
  day: string;
  round: number;
  takenBack: boolean;
}

export const slotOf = ({ personId, day }: Pick<PlanRound, 'personId' | 'day'>) =>
  `${personId} ${day}`;

/**
 * Plans as they count. Each round of a person and day takes the place of the one before, also where the
 * write that said so was cut off before it had taken that one back.
 */
export function counted<T extends PlanRound>(plans: readonly T[]): T[] {
  const last = new Map<string, number>();
  for (const one of plans) last.set(slotOf(one), Math.max(one.round, last.get(slotOf(one)) ?? 0));
  return plans.map((one) =>
    one.round < (last.get(slotOf(one)) ?? 0) ? { ...one, takenBack: true } : one,
  );
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
    beginsAt: new Date(shiftBegin(day, template)),
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

const LOCK_WORDS: Record<PlanLock, (template: ShiftTemplate) => string> = {
  in_past: () => '日子已经过了',
  too_far: () => `最多排到 ${ROTA_DAYS_AHEAD} 天后`,
  begun: ({ name, from }) => `${name}${from} 已经开始，上岗就行，不用补排`,
  on_leave: () => '那天请假，先改请假再排',
};

/** Why a row cannot be planned; null where it can. */
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
  const lock = planLock(day, template, away, nowMs);
  if (lock) return problem('day', lock, LOCK_WORDS[lock](template));
  return taken ? problem('day', 'taken', '那天已经排了一班，请刷新再排') : null;
}
