import type { DeferReason, SittingState } from '@qiangji/shared-types';
import type { AttemptRow } from './attempt.repository';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { sittingStateOf, standing, timesOf } from './exam.rules';

/** The latest attempt of each person. */
export function latestOf(attempts: readonly AttemptRow[]): Map<string, AttemptRow> {
  const latest = new Map<string, AttemptRow>();
  for (const one of attempts) {
    const known = latest.get(one.personId);
    if (!known || known.no < one.no) latest.set(one.personId, one);
  }
  return latest;
}

/** The attempt that a list shows of a person: one that was set aside while nothing came in its place. */
export function shownAttempt(
  sitting: SittingDocument,
  latest: ReadonlyMap<string, AttemptRow>,
): AttemptRow | undefined {
  const last = latest.get(sitting.personId);
  return sitting.deferred === null && last ? standing(sitting, [last])[0] : last;
}

/** Where one person of an exam stands, by the latest attempt of each. */
export function stateIn(
  exam: ExamDocument,
  sitting: SittingDocument,
  latest: ReadonlyMap<string, AttemptRow>,
  nowMs: number,
): SittingState {
  const own = latest.get(sitting.personId);
  const surprise = exam.draft.kind === 'surprise';
  return sittingStateOf(sitting, own ? [own] : [], timesOf(exam, sitting.times), surprise, nowMs);
}

/**
 * What deferring or taking that back does to the attempts that do not count: deferring sets aside whatever
 * was begun, taking it back lets count again what did before. Nothing where neither happens.
 */
export function setAsideBy(
  sitting: Pick<SittingDocument, 'deferred' | 'setAside' | 'setAsideBefore'>,
  deferred: DeferReason | null,
  lastNo: number,
): { setAside: number; setAsideBefore: number | null } | null {
  const { setAside = 0, setAsideBefore = null } = sitting;
  if (deferred !== null && sitting.deferred === null) {
    return lastNo > setAside ? { setAside: lastNo, setAsideBefore: setAside } : null;
  }
  const isBack = deferred === null && sitting.deferred !== null && setAsideBefore !== null;
  return isBack ? { setAside: setAsideBefore, setAsideBefore: null } : null;
}
