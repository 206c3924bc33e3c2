import type { ReviewRule } from '@qiangji/shared-types';
import type { ExamDocument } from './exam.collection';
import { shownOf } from './result.rules';

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

/** Whether people may read at leisure what an exam asked them. One that was stopped is sent out again all the same. */
export function showsPaper(exam: ExamDocument, nowMs: number): boolean {
  return exam.state === 'published' && shownOf(exam, true, nowMs).answers;
}

/** Whether people are still to sit an exam that was sent out, or write it now. */
export function isBeingSat(exam: ExamDocument, nowMs: number): boolean {
  return exam.state === 'published' && exam.settledAt === null && !tellsKeys(exam, nowMs);
}

/**
 * The same, or somebody may be given another window yet: whoever was not reached sits later as long as the
 * keys wait for a release.
 */
export function isAwaited(exam: ExamDocument, nowMs: number): boolean {
  if (exam.state !== 'published' || tellsKeys(exam, nowMs)) return false;
  return exam.settledAt === null || willTell(exam.draft.review);
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
