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
    ...settledWithout(exam),
  };
}

/** The last word on papers that nobody could grade, with how many they are by now. */
function settledWithout({ events }: ExamDocument): Pick<Exam, 'settledWithout'> {
  const steps = events.filter((one) => one.without !== undefined);
  const last = steps.at(-1);
  if (!last?.without) return {};
  const { reason, who } = last.without;
  const papers = new Set(steps.flatMap(({ without }) => without?.attemptIds ?? [])).size;
  return { settledWithout: { papers, reason, who, at: last.at.toISOString() } };
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
