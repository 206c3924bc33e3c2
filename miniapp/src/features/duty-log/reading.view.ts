import {
  isWithin,
  type DayReading,
  type Handover,
  type Profile,
  type ShiftSummary,
} from '@qiangji/shared-types';

const LEADING = new Set(['squadron_leader', 'bureau_leader']);

/** Whether a person reads logs at all. */
export function leads(me: Profile): boolean {
  return me.grants.some((grant) => LEADING.has(grant.role));
}

function wasOn(me: Profile, shift: ShiftSummary): boolean {
  return [shift.owner, ...shift.partners].some((one) => one.personId === me.personId);
}

/** What a shift waits for from this person: to be taken over, handed in again, read, or nothing. */
export function whatToDo(
  me: Profile,
  shift: ShiftSummary & { handover?: Handover | null },
): 'take' | 'read' | 'resubmit' | undefined {
  const waits = shift.state === 'handover_requested';
  if (waits && shift.handover?.receiver.personId === me.personId) return 'take';
  if (shift.log === 'returned' && wasOn(me, shift)) return 'resubmit';
  return shift.log === 'submitted' && leadsShift(me, shift) ? 'read' : undefined;
}

/** Whether a log is one that a person reads: of a unit they lead, and not of a shift they were on. */
export function leadsShift(me: Profile, shift: ShiftSummary): boolean {
  const over = me.grants.some(
    (grant) => LEADING.has(grant.role) && isWithin(shift.unitPath, grant.unitPath),
  );
  return over && !wasOn(me, shift);
}

/** How a day stands in one sentence: nothing is asked beyond what is listed. */
export function restText({ unusual, sample, others }: DayReading): string {
  const all = unusual.length + sample.length + others;
  if (all === 0) return '这一天没有班。';
  if (others === 0) return `这一天一共 ${all} 班。`;
  return `其余 ${others} 班没有异常，不用看。`;
}
