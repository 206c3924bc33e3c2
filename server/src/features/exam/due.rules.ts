import type { ExamKind } from '@qiangji/shared-types';
import type { AttemptRow } from './attempt.repository';
import type { SittingDocument } from './exam.collection';
import type { NearExam } from './exam.repository';
import { endsAtOf, sittingStateOf, standing, type Times } from './exam.rules';

/** An exam that is something to do for its person. */
export interface DueExam {
  examId: string;
  /** The attempt that is being written. */
  attemptId: string | null;
  title: string;
  kind: ExamKind;
  durationMin: number;
  /** `coming`: it has not opened yet. */
  state: 'writing' | 'open' | 'coming';
  opensAtMs: number;
  /** The last moment to start; of one that is being written, to hand in (ms). */
  untilMs: number;
}

/** Of a sitting as much as its state needs. */
export type SittingRow = Pick<
  SittingDocument,
  '_id' | 'examId' | 'times' | 'deferred' | 'setAside' | 'reachedAt' | 'missed'
>;

interface Sat {
  sitting: SittingRow;
  times: Times;
  attempts: readonly AttemptRow[];
}

interface Facts {
  /** Exams that open later than this (ms) are no matter yet. */
  untilMs: number;
  nowMs: number;
  /** Whoever keeps the bank does not sit. */
  isRecused: boolean;
}

/**
 * What an exam is to its person now; null where there is nothing to do. Whoever handed in is through,
 * however many attempts are left: another one is offered, not asked for.
 */
export function dueOf(
  exam: NearExam,
  sat: Sat,
  { untilMs, nowMs, isRecused }: Facts,
): DueExam | null {
  const { sitting, times, attempts } = sat;
  const { kind, title } = exam.draft;
  const { opensAtMs, startByMs, durationMs } = times;
  const state = sittingStateOf(sitting, attempts, times, kind === 'surprise', nowMs);
  const due = (as: DueExam['state'], until: number, attemptId: string | null = null): DueExam => ({
    examId: exam._id,
    attemptId,
    title,
    kind,
    durationMin: durationMs / 60_000,
    state: as,
    opensAtMs,
    untilMs: until,
  });
  if (state === 'in_progress') {
    const open = standing(sitting, attempts).find((one) => one.state === 'in_progress');
    if (!open) return null;
    const endsAtMs = endsAtOf(open, times).getTime();
    return nowMs <= endsAtMs ? due('writing', endsAtMs, open._id) : null;
  }
  // One that is held is started by nobody (`judgeStart`).
  if (state !== 'not_started' || exam.held || isRecused || opensAtMs > untilMs) return null;
  return due(nowMs < opensAtMs ? 'coming' : 'open', startByMs);
}
