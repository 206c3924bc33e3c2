import type { WithId } from 'mongodb';
import { AppError } from '../../platform/errors';
import type { Scope } from '../../platform/policy';
import type { ExamDocument } from './exam.collection';
import type { ExamRepository } from './exam.repository';

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
