import {
  addDays,
  clockOf,
  dayOf,
  dayStart,
  taskKinds,
  type DutyPlate,
  type ShiftTemplate,
  type TodayTerms,
  type TodayTask,
} from '@qiangji/shared-types';
import { isWorkingDay } from '../../platform/workdays';

/** A task before its state is judged. */
export type Task = Omit<TodayTask, 'state'>;

/**
 * Whether somebody works now: on a shift at any hour, else in office hours of a working day. Outside
 * them duty tasks wait, and nothing calls itself due.
 */
export function isWorking(
  nowMs: number,
  onShift: boolean,
  { officeHours: { from, to } }: Pick<TodayTerms, 'officeHours'>,
): boolean {
  if (onShift) return true;
  const clock = clockOf(nowMs);
  return isWorkingDay(dayOf(nowMs)) && clock >= from && clock < to;
}

/** Days on which practice is offered: with a shift, or a working day. It is never chased. */
export function isDutyDay(today: string, hasShift: boolean): boolean {
  return hasShift || isWorkingDay(today);
}

export function stateOf(
  { dueAt, dueOn }: Pick<Task, 'dueAt' | 'dueOn'>,
  nowMs: number,
): TodayTask['state'] {
  const today = dayOf(nowMs);
  if (dueAt !== null) {
    if (Date.parse(dueAt) < nowMs) return 'overdue';
    return dayOf(Date.parse(dueAt)) === today ? 'due' : 'normal';
  }
  if (dueOn === null || dueOn > today) return 'normal';
  return dueOn < today ? 'overdue' : 'due';
}

/** When a task is late (ms); one without a deadline comes last. */
function deadline({ dueAt, dueOn }: Task): number {
  if (dueAt !== null) return Date.parse(dueAt);
  return dueOn === null ? Number.POSITIVE_INFINITY : dayStart(addDays(dueOn, 1));
}

/** What the order of tasks and their states depend on. */
export interface Hours extends Pick<TodayTerms, 'examBeforeMin'> {
  working: boolean;
  /** On leave: nothing is due. */
  away: boolean;
}

/** An exam that can be started, or soon, is for now: it waits for nobody. */
function isNow({ kind, opensAt }: Task, nowMs: number, { examBeforeMin }: Hours): boolean {
  if (kind !== 'exam') return false;
  return opensAt === undefined || Date.parse(opensAt) - nowMs <= examBeforeMin * 60_000;
}

/**
 * An exam for now first, then by deadline; without one, or with the same, in the order of the kinds. An
 * exam is due at its hour, in working hours or not.
 */
export function inOrder(tasks: readonly Task[], nowMs: number, hours: Hours): TodayTask[] {
  const { working, away } = hours;
  const counts = (kind: Task['kind']) => working || (kind === 'exam' && !away);
  return [...tasks]
    .sort((a, b) => {
      const before = Number(isNow(b, nowMs, hours)) - Number(isNow(a, nowMs, hours));
      if (before !== 0) return before;
      const [first, second] = [deadline(a), deadline(b)];
      if (first !== second) return first < second ? -1 : 1;
      return taskKinds.indexOf(a.kind) - taskKinds.indexOf(b.kind);
    })
    .map((task) => ({ ...task, state: counts(task.kind) ? stateOf(task, nowMs) : 'normal' }));
}

/** When shifts of today and tomorrow begin by their templates (ms). */
export function templateStarts(templates: readonly ShiftTemplate[], nowMs: number): number[] {
  const today = dayOf(nowMs);
  return templates.flatMap(({ from }) =>
    [today, addDays(today, 1)].map((date) => startOf(date, from)),
  );
}

/** The next of some beginnings (ms), if that is soon; null otherwise. */
export function nextStart(
  starts: readonly number[],
  nowMs: number,
  { readinessBeforeMin }: Pick<TodayTerms, 'readinessBeforeMin'>,
): number | null {
  const soon = starts.filter(
    (start) => start >= nowMs && start - nowMs <= readinessBeforeMin * 60_000,
  );
  return soon.length > 0 ? Math.min(...soon) : null;
}

function startOf(date: string, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return dayStart(date) + (hours * 60 + minutes) * 60_000;
}

export interface DutyFacts {
  /** The shift that I am on. */
  open: { plannedEndAt: Date } | null;
  /** One that I handed over and nobody has taken yet. */
  handingOver: boolean;
  /** When my last shift ended. */
  lastEndedAt: Date | null;
  /** When I last checked my readiness. */
  lastReadyAt: Date | null;
}

/** Where somebody stands in the steps of a shift. */
export function dutyOf(
  facts: DutyFacts,
  nowMs: number,
): Pick<DutyPlate, 'state' | 'next' | 'ready' | 'served'> {
  const { open, handingOver, lastEndedAt, lastReadyAt } = facts;
  const today = dayOf(nowMs);
  const isToday = (at: Date | null) => at !== null && dayOf(at.getTime()) === today;
  const ready = isToday(lastReadyAt) && (lastEndedAt === null || lastReadyAt! > lastEndedAt);
  const served = isToday(lastEndedAt);
  if (open) {
    const over = open.plannedEndAt.getTime() <= nowMs;
    return { state: 'on_duty', next: over ? 'handover' : 'entry', ready: true, served };
  }
  const next = ready ? 'open_shift' : 'readiness';
  return { state: handingOver ? 'handing_over' : 'off', next, ready, served };
}

/** Whether a conduct check looks back at this act; one that answered about another handling does not. */
export function isAbout(
  check: { entryId: string | null; handlingCode?: string },
  act: { _id: string; handlingCode: string },
): boolean {
  const { entryId, handlingCode = act.handlingCode } = check;
  return entryId === act._id && handlingCode === act.handlingCode;
}
