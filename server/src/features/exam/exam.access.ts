import type { WithId } from 'mongodb';
import { now, nowDate } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import type { Scope } from '../../platform/policy';
import type { PersonDocument } from '../org';
import { keepsBank } from '../quiz';
import type { ExamDocument, ExamWindow } from './exam.collection';
import type { ExamRepository } from './exam.repository';
import { lastArrivalMs, shownOf } from './result.rules';

/** An exam within reach; throws `NOT_FOUND` elsewhere. */
export async function examWithin(
  exams: ExamRepository,
  scope: Scope,
  examId: string,
): Promise<WithId<ExamDocument>> {
  const found = await exams.find(scope, examId);
  if (!found) throw new AppError('NOT_FOUND');
  return found;
}

/** A paper whose keys may be seen is no exam any more: nobody may be given time to write it. */
export function refuseShown(exam: ExamDocument): void {
  const { keys, explanations, score, answers, over } = shownOf(exam, true, now());
  // Points beside each own answer say as much as the key.
  const asGood = over && score && answers;
  if (!keys && !explanations && !asGood) return;
  const message = '标准答案已经能看了，这张卷不能再考，请换一张卷另安排一场';
  throw new AppError('STATE_CONFLICT', { message });
}

/** The window that somebody is given; throws `VALIDATION_FAILED` at `place` where nobody could sit in it. */
export function ownWindow(given: { opensAt: string; closesAt: string }, place: string): ExamWindow {
  const opensAt = new Date(given.opensAt);
  const closesAt = new Date(given.closesAt);
  if (closesAt > opensAt && closesAt > nowDate()) return { opensAt, closesAt };
  throw invalid(`${place}.closesAt`, 'invalid', '结束要晚于开始和现在');
}

/** Throws where one of these keeps the bank: whoever sees its keys does not sit. */
export function refuseRecused(people: Iterable<PersonDocument>): void {
  const names = [...people].filter(keepsBank).map(({ name }) => name);
  if (names.length === 0) return;
  const message = `${names.join('、')}管着题库，看得到答案，按回避不参加考试`;
  throw new AppError('EXAM_RECUSED', { message });
}

/** Throws while anybody may still write: what `then` names would help them. */
export function refuseWhileWriting(exam: ExamDocument, then: string): void {
  if (now() <= lastArrivalMs(exam)) {
    throw new AppError('STATE_CONFLICT', { message: `还有人能考，考完再${then}` });
  }
}
