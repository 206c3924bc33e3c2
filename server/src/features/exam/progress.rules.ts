import type { ExamCounts, ExamProgress, SittingState } from '@qiangji/shared-types';
import type { FoldedAttempt } from './attempt.rules';

export interface Stands {
  state: SittingState;
  reachedAt: Date | null;
}

export function countStates(people: readonly Stands[]): ExamCounts {
  const count = (state: SittingState) => people.filter((one) => one.state === state).length;
  const unseen = people.filter((one) => one.state === 'not_started' && one.reachedAt === null);
  return {
    assigned: people.length,
    notStarted: count('not_started'),
    unseen: unseen.length,
    inProgress: count('in_progress'),
    submitted: count('submitted'),
    absent: count('absent'),
    deferred: count('deferred'),
    unreached: count('unreached'),
  };
}

const POINTS = 60;

/** Cumulative starts and hand-ins from the opening until now or the end, at even distances. */
export function curveOf(
  attempts: readonly { startedAt: Date; submittedAt: Date | null }[],
  fromMs: number,
  toMs: number,
): ExamProgress['curve'] {
  if (toMs <= fromMs) return [];
  // In the order of time once, not looked through for each point: they may be 100,000.
  const started = countsUpTo(attempts.map((one) => one.startedAt));
  const submitted = countsUpTo(attempts.flatMap((one) => one.submittedAt ?? []));
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const at = Math.round(fromMs + ((toMs - fromMs) * index) / POINTS);
    return { at: new Date(at).toISOString(), started: started(at), submitted: submitted(at) };
  });
}

/** How many of some moments are not after one that is given (ms); each is to be later than the one before. */
function countsUpTo(moments: readonly Date[]): (atMs: number) => number {
  const inOrder = Float64Array.from(moments, (one) => one.getTime()).sort();
  let passed = 0;
  return (atMs) => {
    while (passed < inOrder.length && (inOrder[passed] ?? Infinity) <= atMs) passed += 1;
    return passed;
  };
}

const BANDS = 5;

/** How far those who write now have come, in five bands. */
export function bandsOf(
  folded: readonly Pick<FoldedAttempt, 'answers'>[],
  questions: number,
): ExamProgress['answered'] {
  const width = Math.max(1, Math.ceil(questions / BANDS));
  return Array.from({ length: Math.ceil(questions / width) }, (_, index) => {
    const from = index === 0 ? 0 : index * width + 1;
    const to = Math.min(questions, (index + 1) * width);
    const people = folded.filter((one) => one.answers.length >= from && one.answers.length <= to);
    return { from, to, people: people.length };
  });
}

const MINUTE_MS = 60_000;

/** When those who write now last saved. */
export function savedOf(savedAt: readonly Date[], nowMs: number): ExamProgress['saved'] {
  const ages = savedAt.map((at) => nowMs - at.getTime());
  const withinMinute = ages.filter((age) => age <= MINUTE_MS).length;
  const withinThree = ages.filter((age) => age > MINUTE_MS && age <= 3 * MINUTE_MS).length;
  return { withinMinute, withinThree, longer: ages.length - withinMinute - withinThree };
}
