import type {
  AttemptRule,
  ErrorCode,
  ExamPhase,
  ExamState,
  ExamTimes,
  ReviewMoment,
  SittingState,
} from '@qiangji/shared-types';
import type { ExamDocument, SittingDocument } from './exam.collection';

/** An exam's own times in ms; a person's overrides are counted in by `timesOf`. */
export interface Times {
  opensAtMs: number;
  closesAtMs: number;
  /** The last moment at which one may start. */
  startByMs: number;
  durationMs: number;
  graceMs: number;
}

const MINUTE_MS = 60_000;

export type TimedExam = Pick<ExamDocument, 'opensAt' | 'closesAt'> & {
  draft: { times: Pick<ExamTimes, 'durationMin' | 'startWithinMin' | 'graceS'> };
};

/** The place in an exam of one person, before anything has come of it. */
export function newSitting(
  whose: Pick<SittingDocument, '_id' | 'examId' | 'personId' | 'unitPath' | 'toldAt' | 'deferred'>,
): SittingDocument {
  return {
    ...whose,
    times: null,
    note: null,
    reachedAt: null,
    missed: null,
    version: 0,
    events: [],
    schemaVersion: 1,
  };
}

/** The times of one person: other windows and more minutes count in. */
export function timesOf(exam: TimedExam, own: SittingDocument['times']): Times {
  const { durationMin, startWithinMin, graceS } = exam.draft.times;
  const extraMs = (own?.extraMin ?? 0) * MINUTE_MS;
  const opensAtMs = (own?.opensAt ?? exam.opensAt).getTime();
  // More time is of no use to somebody whose exam closes under their hands.
  const closesAtMs = (own?.closesAt ?? exam.closesAt).getTime() + extraMs;
  // Whoever has a window of their own may start at any time in it.
  const free = startWithinMin === null || own?.closesAt != null;
  const within = free ? closesAtMs : opensAtMs + startWithinMin * MINUTE_MS;
  return {
    opensAtMs,
    closesAtMs,
    startByMs: Math.min(within, closesAtMs),
    durationMs: durationMin * MINUTE_MS + extraMs,
    graceMs: graceS * 1_000,
  };
}

/**
 * The end of the latest window of an exam: its own, or one of those `own` who are to sit it, or one that is
 * being given to people.
 */
export function lastCloseOf(
  exam: TimedExam & Pick<ExamDocument, 'tasks'>,
  own: readonly SittingDocument['times'][],
): Date {
  const given = (exam.tasks ?? []).flatMap((task) =>
    'window' in task && task.window ? task.window.closesAt.getTime() : [],
  );
  const ends = [...own.map((times) => timesOf(exam, times).closesAtMs), ...given];
  return new Date(ends.reduce((last, one) => Math.max(last, one), exam.closesAt.getTime()));
}

/** When an attempt that was started then ends (ms). */
export function endOf(times: Times, startedAtMs: number): number {
  return Math.min(startedAtMs + times.durationMs, times.closesAtMs);
}

/** When an attempt ends as things stand: one that is being written follows its person's times. */
export function endsAtOf(
  { state, startedAt, endsAt }: { state: string; startedAt: Date; endsAt: Date },
  times: Times,
): Date {
  return state === 'in_progress' ? new Date(endOf(times, startedAt.getTime())) : endsAt;
}

/** Why a first start is refused now; null where it is not. */
export function judgeStart(
  exam: Pick<ExamDocument, 'state' | 'held'>,
  sitting: Pick<SittingDocument, 'deferred'>,
  times: Times,
  nowMs: number,
): ErrorCode | null {
  if (exam.state !== 'published') return 'STATE_CONFLICT';
  if (sitting.deferred !== null) return 'EXAM_DEFERRED';
  if (exam.held) return 'EXAM_HELD';
  if (nowMs < times.opensAtMs) return 'EXAM_NOT_OPEN';
  return nowMs > times.startByMs ? 'EXAM_OVER' : null;
}

/** The phase of an exam by its own window. */
export function phaseOf(
  exam: { state: ExamState; opensAt: Date; closesAt: Date },
  nowMs: number,
): ExamPhase {
  if (exam.state !== 'published') return exam.state;
  if (nowMs < exam.opensAt.getTime()) return 'upcoming';
  return nowMs <= exam.closesAt.getTime() ? 'open' : 'closed';
}

/** Whether a phone of the person saw the exam while it could still be started. */
export function wasReached(
  { reachedAt }: Pick<SittingDocument, 'reachedAt'>,
  { startByMs }: Pick<Times, 'startByMs'>,
): boolean {
  return reachedAt !== null && reachedAt.getTime() <= startByMs;
}

type Kept = Pick<SittingDocument, 'setAside'>;

/** Whether an attempt of a person was set aside: it does not count. */
export function isSetAside({ setAside = 0 }: Kept, no: number): boolean {
  return no <= setAside;
}

/** Of a person's attempts those that stand: none that was set aside. */
export function standing<A extends { no: number }>(kept: Kept, attempts: readonly A[]): A[] {
  return attempts.filter((one) => !isSetAside(kept, one.no));
}

/** How many first attempts of a person were set aside, of those of whom any was. */
export type SetAside = ReadonlyMap<string, number>;

/** The same of many people's attempts. */
export function standingOfAll<A extends { personId: string; no: number }>(
  aside: SetAside,
  attempts: readonly A[],
): A[] {
  return attempts.filter(({ personId, no }) => no > (aside.get(personId) ?? 0));
}

/** Number of the last attempt that a person may begin; one set aside costs them none. */
export function lastNo({ draft }: Pick<ExamDocument, 'draft'>, { setAside = 0 }: Kept): number {
  return draft.attempts.allowed + setAside;
}

/** Where one person stands. `unreached` and `deferred` are never failures. */
export function sittingStateOf(
  sitting: Pick<SittingDocument, 'deferred' | 'reachedAt' | 'missed' | 'setAside'>,
  all: readonly { no: number; state: string }[],
  times: Times,
  surprise: boolean,
  nowMs: number,
): SittingState {
  const attempts = standing(sitting, all);
  if (attempts.some((one) => one.state === 'in_progress')) return 'in_progress';
  if (attempts.length > 0) return 'submitted';
  if (sitting.deferred !== null) return 'deferred';
  if (nowMs <= times.startByMs) return 'not_started';
  return sitting.missed ?? (surprise && !wasReached(sitting, times) ? 'unreached' : 'absent');
}

/** Which of the attempts stands for the person; null where none was handed in. */
export function countedAttempt<A extends { no: number; centi: number; state: string }>(
  attempts: readonly A[],
  { counts }: Pick<AttemptRule, 'counts'>,
): A | null {
  const done = attempts.filter((one) => one.state !== 'in_progress').sort((a, b) => a.no - b.no);
  if (counts === 'first') return done[0] ?? null;
  if (counts === 'last') return done.at(-1) ?? null;
  return done.reduce<A | null>((best, one) => (best && best.centi >= one.centi ? best : one), null);
}

/**
 * Whether a part of a paper may be seen by its person now. Closed means closed for everybody: a person
 * with a later window must not be helped by one who is through.
 */
export function mayReview(
  moment: ReviewMoment,
  exam: { handedIn: boolean; lastCloseMs: number; releasedAt: Date | null },
  nowMs: number,
): boolean {
  switch (moment) {
    case 'after_submit':
      return exam.handedIn;
    case 'after_close':
      return nowMs > exam.lastCloseMs;
    case 'when_released':
      return exam.releasedAt !== null;
    case 'never':
      return false;
  }
}

/** A staff number this long stands on a paper whole; of a longer one its end, which is what tells numbers apart. */
const MARK_DIGITS = 6;

/**
 * What is written across somebody's own paper: two people of one name are told apart by it. It goes to that person's
 * phone alone, which may read the number in the list of colleagues anyway.
 */
export function paperWatermark({
  name,
  staffNumber,
}: {
  name: string;
  staffNumber: string;
}): string {
  return `${name} ${staffNumber.slice(-MARK_DIGITS)}`;
}
