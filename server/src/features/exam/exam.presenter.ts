import type { Exam, ExamSummary, SittingTimes } from '@qiangji/shared-types';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { phaseOf } from './exam.rules';
import type { FrozenPaper } from './paper-store.service';

export function presentExamSummary(
  exam: ExamDocument,
  outdated: number,
  nowMs: number,
): ExamSummary {
  const { _id, draft, state } = exam;
  return {
    id: _id,
    title: draft.title,
    kind: draft.kind,
    state,
    phase: phaseOf(exam, nowMs),
    times: {
      ...draft.times,
      opensAt: exam.opensAt.toISOString(),
      closesAt: exam.closesAt.toISOString(),
    },
    assigned: exam.draw && exam.draw.drawn + (exam.added ?? 0),
    outdated,
    leftOut: exam.leftOut?.length ?? 0,
    ...(exam.held && { held: true }),
  };
}

export function presentExam(
  exam: ExamDocument,
  { paper, outdated }: { paper: FrozenPaper | null; outdated: number },
  nowMs: number,
): Exam {
  return {
    ...presentExamSummary(exam, outdated, nowMs),
    version: exam.version,
    draft: exam.draft,
    paper: paper && {
      title: paper.title,
      questions: paper.questionCount,
      points: paper.points,
    },
    draw: exam.draw && { ...exam.draw, drawnAt: exam.draw.drawnAt.toISOString() },
    added: exam.added ?? 0,
    publishedAt: exam.publishedAt?.toISOString() ?? null,
    releasedAt: exam.releasedAt?.toISOString() ?? null,
    cancelledReason: exam.cancelledReason,
  };
}

/** Times of one person's own. */
export function presentTimes(times: SittingDocument['times']): SittingTimes | null {
  return (
    times && {
      opensAt: times.opensAt?.toISOString() ?? null,
      closesAt: times.closesAt?.toISOString() ?? null,
      extraMin: times.extraMin,
    }
  );
}
