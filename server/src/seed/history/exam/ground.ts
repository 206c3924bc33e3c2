import { addDays, weekStart, type ReviewRule } from '@qiangji/shared-types';
import type {
  AppealDocument,
  AttemptDocument,
  AttemptEvent,
  ExamDocument,
  ExamDrawDocument,
  FlagNoteDocument,
  KeyCorrectionDocument,
  MarkingDocument,
  PaperDocument,
  PaperQuestionDocument,
  SittingDocument,
} from '../../../features/exam';
import { isWorkingDay } from '../../../platform/workdays';
import type { World } from '../world';
import type { ExamBank } from './bank';
import type { MadePaper } from './papers';
import type { MadeExam } from './publish';

export interface Exams {
  bank: ExamBank;
  papers: PaperDocument[];
  paperQuestions: PaperQuestionDocument[];
  exams: ExamDocument[];
  draws: ExamDrawDocument[];
  sittings: SittingDocument[];
  events: AttemptEvent[];
  attempts: AttemptDocument[];
  markings: MarkingDocument[];
  corrections: KeyCorrectionDocument[];
  appeals: AppealDocument[];
  flagNotes: FlagNoteDocument[];
}

/** Everything that the parts below put their records into. */
export interface Ground extends World {
  out: Exams;
  /** Whether somebody was out on a shift at that moment (ms). */
  onShift(personId: string, atMs: number): boolean;
}

/** Scores and answers at once when it is over, keys too. */
export const OPEN_AFTER: ReviewRule = {
  score: 'after_close',
  answers: 'after_close',
  keys: 'after_close',
  explanations: 'after_close',
};

/** All of it when people have marked and the office lets it out. */
export const WHEN_RELEASED: ReviewRule = {
  score: 'when_released',
  answers: 'when_released',
  keys: 'when_released',
  explanations: 'when_released',
};

export function keepPaper({ out }: Ground, { paper, questions }: MadePaper): void {
  out.papers.push(paper);
  out.paperQuestions.push(...questions);
}

export function keepExam({ out }: Ground, made: MadeExam): void {
  out.exams.push(made.exam);
  out.draws.push(made.draw);
  out.sittings.push(...made.sittings);
}

/** Wednesday of next week or, where nobody works on it, the first working day after it. */
export function nextWeek(today: string): string {
  let day = addDays(weekStart(today), 9);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** Questions that practice leaves alone at a moment (ms): on a paper whose keys are not out yet. */
export function withheldAt({ papers, exams }: Exams, atMs: number): Set<string> {
  const withheld = papers.filter((paper) => {
    if (!paper.publishedAt || paper.publishedAt.getTime() > atMs) return false;
    const exam = exams.find((one) => one.draft.paperId === paper._id);
    const outAt = exam?.draft.review.keys === 'when_released' ? exam.releasedAt : exam?.settledAt;
    return !outAt || outAt.getTime() > atMs;
  });
  return new Set(withheld.flatMap(({ pools }) => (pools ?? []).flatMap(({ codes }) => codes)));
}
