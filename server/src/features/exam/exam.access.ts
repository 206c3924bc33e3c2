import { MAX_WINDOW_DAYS } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { now, nowDate } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import type { Scope } from '../../platform/policy';
import type { PersonDocument } from '../org';
import { keepsBank } from '../quiz';
import type { ExamDocument, ExamWindow } from './exam.collection';
import type { ExamRepository } from './exam.repository';
import { lastArrivalMs } from './result.rules';

const DAY_MS = 24 * 60 * 60_000;

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

/** The window that somebody is given; throws `VALIDATION_FAILED` at `place` where nobody could sit in it. */
export function ownWindow(given: { opensAt: string; closesAt: string }, place: string): ExamWindow {
  const opensAt = new Date(given.opensAt);
  const closesAt = new Date(given.closesAt);
  if (closesAt <= opensAt || closesAt <= nowDate()) {
    throw invalid(`${place}.closesAt`, 'invalid', '结束要晚于开始和现在');
  }
  refuseFar(closesAt, place);
  return { opensAt, closesAt };
}

/** Throws where a window ends so late that results would wait for years: mostly the year was mistyped. */
export function refuseFar(closesAt: Date, place: string): void {
  if (closesAt.getTime() <= now() + MAX_WINDOW_DAYS * DAY_MS) return;
  const message = `最多定到 ${MAX_WINDOW_DAYS} 天以后，看看年份对不对`;
  const details = [{ path: `${place}.closesAt`, reason: 'invalid', message }];
  // Said in the message too: the drawers show no more of a refusal.
  throw new AppError('VALIDATION_FAILED', { message, details });
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
