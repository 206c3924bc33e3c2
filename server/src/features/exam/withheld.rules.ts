import type { AnswersWait, ReviewRule } from '@qiangji/shared-types';
import { SETTLE_MS } from './attempt.rules';
import type { ExamDocument } from './exam.collection';
import { mayReview } from './exam.rules';
import { lastArrivalMs, shownOf } from './result.rules';

/**
 * Whether whoever sat it may see the keys by now, as far as this exam's own rule goes. Nobody sees one while
 * somebody may write, also where it was released before they were given time.
 */
export function keysAreOut(exam: ExamDocument, nowMs: number): boolean {
  const { keys, over } = shownOf(exam, true, nowMs);
  return keys && over;
}

/**
 * Whether what may be seen of an exam says what the keys of its paper say, as far as its own rule goes:
 * points beside each own answer do, too.
 */
export function tellsKeys(exam: ExamDocument, nowMs: number): boolean {
  const { keys, explanations, score, answers, over } = shownOf(exam, true, nowMs);
  return over && (keys || explanations || (score && answers));
}

/** Whether a release said what the keys are: nobody is to sit it after that, whatever time they would get. */
export function releasedKeys({ state, releasedAt, draft }: ExamDocument): boolean {
  return state === 'published' && releasedAt !== null && willTell(draft.review);
}

/**
 * Whether people may read at leisure what an exam asked them, or could before others were given another window in it:
 * what was read is known. One that was stopped is sent out again all the same.
 */
export function showsPaper(exam: ExamDocument, nowMs: number): boolean {
  if (exam.state !== 'published') return false;
  if (shownOf(exam, true, nowMs).answers) return true;
  const { wasOver = exam.judgedUntil !== undefined, releasedAt, draft } = exam;
  const then = { handedIn: true, lastCloseMs: -Infinity, releasedAt };
  return wasOver && mayReview(draft.review.answers, then, nowMs);
}

/** From then on (ms) nothing of an exam can come any more, settled or not: others wait for it no longer. */
export function doneAtMs(exam: ExamDocument): number {
  return lastArrivalMs(exam) + SETTLE_MS;
}

/** Whether people are still to sit an exam that was sent out, or write it now. */
export function isBeingSat(exam: ExamDocument, nowMs: number): boolean {
  const isOpen = exam.settledAt === null && nowMs <= doneAtMs(exam);
  return exam.state === 'published' && isOpen && !tellsKeys(exam, nowMs);
}

/**
 * The same, or somebody may be given another window yet: whoever was not reached sits later as long as the
 * keys wait for a release.
 */
export function isAwaited(exam: ExamDocument, nowMs: number): boolean {
  if (exam.state !== 'published' || tellsKeys(exam, nowMs)) return false;
  return isBeingSat(exam, nowMs) || willTell(exam.draft.review);
}

function willTell({ keys, explanations, score, answers }: ReviewRule): boolean {
  const comes = (moment: ReviewRule['score']) => moment !== 'never';
  return comes(keys) || comes(explanations) || (comes(score) && comes(answers));
}

/**
 * Of which of these exams nobody may be helped by who is through with `exam`: those that are still sat, and
 * on its own paper those that may be. Elsewhere a question is one of the bank: it may have been practised
 * before, and a release that nobody gives must not keep the keys of all other exams.
 */
export function heldFor(
  exam: Pick<ExamDocument, '_id' | 'draft'>,
  all: readonly ExamDocument[],
  nowMs: number,
): ExamDocument[] {
  return all.filter((one) => {
    if (one._id === exam._id) return false;
    const isSame = one.draft.paperId === exam.draft.paperId;
    return isSame ? isAwaited(one, nowMs) : isBeingSat(one, nowMs);
  });
}

/** What nobody may read again yet, since others are asked all of it. */
export interface Unread {
  codes: ReadonlySet<string>;
  /** When those others are done (ms); null where it waits for a release as well. */
  untilMs: number | null;
}

/**
 * What whoever is through with `exam` may not read again yet: all that those exams ask everybody alike. Drawn for
 * each of their people a paper may be another one. `codesOf` tells what a fixed paper asks; null of another.
 */
export function unreadOf(
  exam: Pick<ExamDocument, '_id' | 'draft'>,
  held: readonly ExamDocument[],
  codesOf: (paperId: string) => ReadonlySet<string> | null,
): Unread[] {
  return held.flatMap((one) => {
    const codes = codesOf(one.draft.paperId);
    const endMs = doneAtMs(one);
    const isEnd = heldFor(exam, [one], endMs + 1).length === 0;
    return codes ? { codes, untilMs: isEnd ? endMs : null } : [];
  });
}

/** Which of these questions may not be read again yet, and what is to be said of it; null where all may. */
export function readWait(
  codes: readonly string[],
  unread: readonly Unread[],
): { codes: ReadonlySet<string>; told: AnswersWait } | null {
  const waiting = unread.filter((one) => codes.some((code) => one.codes.has(code)));
  if (waiting.length === 0) return null;
  const held = new Set(codes.filter((code) => waiting.some((one) => one.codes.has(code))));
  const ends = waiting.map(({ untilMs }) => untilMs ?? Infinity);
  const untilMs = Math.max(...ends);
  const until = Number.isFinite(untilMs) ? new Date(untilMs).toISOString() : null;
  return { codes: held, told: { questions: held.size, until } };
}

/**
 * The exam of this paper whose people may see its keys by now; none while another one on it is awaited, since
 * its people see none of them until then.
 */
export function tellingOn(
  onPaper: readonly ExamDocument[],
  nowMs: number,
): ExamDocument | undefined {
  if (onPaper.some((one) => isAwaited(one, nowMs))) return undefined;
  return onPaper.find((one) => tellsKeys(one, nowMs));
}
