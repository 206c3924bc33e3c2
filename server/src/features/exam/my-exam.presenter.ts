import type { ExamPhase, MySitting } from '@qiangji/shared-types';
import type { AttemptRow } from './attempt.repository';
import { paperMarkOf } from './envelope.rules';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { endsAtOf, lastNo, sittingStateOf, type Times } from './exam.rules';
import type { FrozenPaper } from './paper-store.service';

export interface MySittingGround {
  exam: ExamDocument;
  sitting: SittingDocument;
  attempts: AttemptRow[];
  paper: FrozenPaper;
  times: Times;
  phase: ExamPhase;
  /** What is written across the paper, where the exam asks for it. */
  mark: string;
  nowMs: number;
}

/**
 * Which attempt may be started or gone on with now, or once the exam opens: until then its paper comes to the
 * phone, sealed, and the start is refused (`judgeStart`).
 */
function nextNo({ exam, sitting, attempts, times, phase, nowMs }: MySittingGround): number | null {
  const open = attempts.find((one) => one.state === 'in_progress');
  if (open) return nowMs <= endsAtOf(open, times).getTime() ? open.no : null;
  if (exam.held) return null;
  const next = Math.max(sitting.setAside ?? 0, ...attempts.map((one) => one.no)) + 1;
  const comes = phase === 'upcoming' || phase === 'open';
  const may = comes && sitting.deferred === null && nowMs <= times.startByMs;
  return may && next <= lastNo(exam, sitting) ? next : null;
}

export function presentMySitting(ground: MySittingGround): MySitting {
  const { exam, sitting, attempts, paper, times, phase, mark, nowMs } = ground;
  const { draft } = exam;
  const no = nextNo(ground);
  return {
    examId: exam._id,
    title: draft.title,
    note: draft.note,
    kind: draft.kind,
    phase,
    state: sittingStateOf(sitting, attempts, times, draft.kind === 'surprise', nowMs),
    deferred: sitting.deferred,
    ...(exam.held && { held: true }),
    times: {
      ...draft.times,
      opensAt: new Date(times.opensAtMs).toISOString(),
      closesAt: new Date(times.closesAtMs).toISOString(),
      durationMin: times.durationMs / 60_000,
    },
    startBy: times.startByMs < times.closesAtMs ? new Date(times.startByMs).toISOString() : null,
    paper: { title: paper.title, questions: paper.questionCount, points: paper.points },
    attemptsAllowed: lastNo(exam, sitting),
    nextNo: no,
    paperMark: no === null ? null : paperMarkOf(exam.secret, sitting._id, no),
    attempts: [...attempts]
      .sort((a, b) => a.no - b.no)
      .map(({ _id, no, state, startedAt, endsAt, submittedAt }) => ({
        id: _id,
        no,
        state,
        startedAt: startedAt.toISOString(),
        endsAt: endsAtOf({ state, startedAt, endsAt }, times).toISOString(),
        submittedAt: submittedAt?.toISOString() ?? null,
      })),
    review: draft.review,
    releasedAt: exam.releasedAt?.toISOString() ?? null,
    passBp: draft.passBp,
    leaveScreen: draft.leaveScreen,
    watermark: draft.watermark ? mark : null,
  };
}
