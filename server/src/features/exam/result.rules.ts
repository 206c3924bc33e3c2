import type { AnswerGrade, AttemptScore, ReviewRule } from '@qiangji/shared-types';
import type { AttemptDocument } from './attempt.collection';
import type { ExamDocument } from './exam.collection';
import { mayReview } from './exam.rules';
import type { MarkingDocument } from './marking.collection';

/** Hundredths of a point of an answer; `scoreBp` is its share of `points` in basis points. */
export function centiOf(points: number, scoreBp: number): number {
  return Math.round((points * scoreBp) / 100);
}

/** What the machine gave; null where a person has to say it. */
export function machineBp({ state, scoreBp }: AnswerGrade): number | null {
  return state === 'graded' ? scoreBp : null;
}

type Overlay = Pick<MarkingDocument, 'points' | 'machineBp' | 'scoreBp'>;
type Graded = Pick<AttemptDocument, 'centi' | 'maxCenti' | 'toMark'>;

/**
 * What an attempt comes to: what the machine gave, and where people or a corrected key had a word,
 * that instead.
 */
export function scoreWith(
  attempt: Graded,
  overlays: readonly Overlay[],
  passBp: number | null,
): AttemptScore {
  let { centi, toMark: waiting } = attempt;
  for (const { points, machineBp: before, scoreBp } of overlays) {
    centi += centiOf(points, scoreBp ?? 0) - centiOf(points, before ?? 0);
    waiting += Number(scoreBp === null) - Number(before === null);
  }
  const { maxCenti } = attempt;
  return { centi, maxCenti, waiting, passed: passOf({ centi, maxCenti, waiting }, passBp) };
}

/** What people and corrected keys said of an exam, by attempt. */
export function overlaysByAttempt<O extends { attemptId: string }>(
  overlays: readonly O[],
): Map<string, O[]> {
  const byAttempt = new Map<string, O[]>();
  for (const one of overlays) {
    const known = byAttempt.get(one.attemptId);
    if (known) known.push(one);
    else byAttempt.set(one.attemptId, [one]);
  }
  return byAttempt;
}

/** Whether it is passed; null without a rule, or while it depends on answers that wait. */
export function passOf(
  { centi, maxCenti, waiting }: Omit<AttemptScore, 'passed'>,
  passBp: number | null,
): boolean | null {
  if (passBp === null || maxCenti === 0) return null;
  if (centi * 10_000 >= passBp * maxCenti) return true;
  return waiting > 0 ? null : false;
}

/** Nobody writes after it, and nothing arrives (ms). */
export function lastArrivalMs(exam: ExamDocument): number {
  return exam.lastCloseAt.getTime() + exam.draft.times.graceS * 1_000;
}

export type Shown = Record<keyof ReviewRule, boolean> & {
  /** The score of each question: whether an answer was right is as good as the key of many a question. */
  itemScores: boolean;
  /** Nobody can be helped any more by what somebody else is told. */
  over: boolean;
};

/**
 * What the person of an attempt may see of it now. Of an exam that was stopped nothing counts, and its paper
 * is sent out again: what they wrote is all that is shown.
 */
export function shownOf(exam: ExamDocument, handedIn: boolean, nowMs: number): Shown {
  const { review } = exam.draft;
  const lastCloseMs = lastArrivalMs(exam);
  const state = { handedIn, lastCloseMs, releasedAt: exam.releasedAt };
  const may = (part: keyof ReviewRule) => handedIn && mayReview(review[part], state, nowMs);
  const counts = exam.state === 'published';
  const over = nowMs > lastCloseMs;
  const score = counts && may('score');
  return {
    score,
    itemScores: score && over,
    // It shows what is asked: of a fixed paper that is all that others are still to be asked.
    answers: over && may('answers'),
    keys: counts && may('keys'),
    explanations: counts && may('explanations'),
    over,
  };
}

/**
 * Whether the total says what a withheld question came to: what is missing of it once the points of all others
 * are seen. It does so before they are, since it is remembered; where all are withheld it says nothing of any.
 */
export function totalTells(
  { draft }: Pick<ExamDocument, 'draft'>,
  { grades }: { grades: readonly Pick<AttemptDocument['grades'][number], 'code'>[] },
  withheld: ReadonlySet<string>,
): boolean {
  if (draft.review.answers === 'never') return false;
  const held = grades.filter(({ code }) => withheld.has(code)).length;
  return held > 0 && held < grades.length;
}
