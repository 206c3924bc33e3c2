import { SEQ_BLOCK, type Attempt } from '@qiangji/shared-types';
import { AppError } from '../../platform/errors';
import type { AttemptEvent, StartEvent } from './attempt.events';
import { foldAttempt } from './attempt.rules';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { endOf, isSetAside, timesOf } from './exam.rules';

/** An attempt for its own person's phone. */
export function presentAttempt(
  events: readonly AttemptEvent[],
  exam: ExamDocument,
  sitting: SittingDocument,
): Attempt {
  const start = events.find((one): one is StartEvent => one.type === 'start');
  if (!start) throw new AppError('INTERNAL', { internal: 'an attempt without a start' });
  const times = timesOf(exam, sitting.times);
  const { answers, absences, submit, turn, lastSeq } = foldAttempt(events);
  return {
    id: start.attemptId,
    examId: start.startOf,
    no: start.no,
    state: submit ? 'submitted' : 'in_progress',
    startedAt: start.at.toISOString(),
    endsAt: new Date(endOf(times, start.at.getTime())).toISOString(),
    graceS: times.graceMs / 1_000,
    submittedAt: submit?.at.toISOString() ?? null,
    answers: answers.map(({ code, answer, seq, at }) => ({
      code,
      answer,
      seq,
      at: at.toISOString(),
    })),
    leaves: absences.length,
    nextSeq: Math.max(turn * SEQ_BLOCK, lastSeq) + 1,
    ...(isSetAside(sitting, start.no) ? { setAside: true as const } : {}),
  };
}
