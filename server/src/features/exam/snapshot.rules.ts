import { gradeAnswer, type AnswerGrade } from '@qiangji/shared-types';
import type { AttemptDocument } from './attempt.collection';
import type { AttemptEvent, StartEvent } from './attempt.events';
import { foldAttempt, type FoldedAttempt } from './attempt.rules';
import { countDoubtful } from './late.rules';
import type { FrozenPaper } from './paper-store.service';
import type { Drawn } from './paper.rules';

/** A share as basis points: no floats in a stored score. */
const BP = 10_000;
const CENTI = 100;

/** Grades one person's paper; a question without an answer brings nothing. */
export function gradePaper(
  paper: Pick<FrozenPaper, 'questions' | 'gradeRule'>,
  drawn: readonly Drawn[],
  answers: AttemptDocument['answers'],
): AnswerGrade[] {
  const given = new Map(answers.map((one) => [one.code, one.answer]));
  return drawn.flatMap(({ code, points }) => {
    const question = paper.questions.get(code);
    if (!question) return [];
    const { score, state } = gradeAnswer(question, given.get(code) ?? null, paper.gradeRule);
    return [{ code, version: question.version, points, scoreBp: Math.round(score * BP), state }];
  });
}

/**
 * Hundredths of a point that some grades come to. An answer that waits for a person brings nothing until
 * then, not even by those parts of a case that the machine has judged: a mark is for the whole of it.
 */
export function centiOf(grades: readonly AnswerGrade[]): number {
  return grades
    .filter(({ state }) => state === 'graded')
    .reduce((sum, one) => sum + Math.round((one.points * one.scoreBp * CENTI) / BP), 0);
}

export interface SnapshotGround {
  start: StartEvent;
  events: readonly AttemptEvent[];
  /** What they come to, where that is known already. */
  folded?: FoldedAttempt;
  paper: FrozenPaper;
  drawn: readonly Drawn[];
  endsAt: Date;
  /** No event can come any more. */
  final: boolean;
  at: Date;
}

/** An attempt as its events make it: graded once it was handed in or its time is over. */
export function snapshotOf(ground: SnapshotGround): AttemptDocument {
  const { start, events, paper, drawn, endsAt, final, at } = ground;
  const folded = ground.folded ?? foldAttempt(events);
  const state = folded.submit ? 'submitted' : final ? 'collected' : 'in_progress';
  const late = countDoubtful(events, endsAt.getTime());
  const grades = state === 'in_progress' ? [] : gradePaper(paper, drawn, folded.answers);
  return {
    _id: start.attemptId,
    examId: start.startOf,
    paperId: paper.paperId,
    sittingId: start.sittingId,
    personId: start.personId,
    unitPath: start.unitPath,
    no: start.no,
    state,
    startedAt: start.at,
    endsAt,
    submittedAt: folded.submit?.at ?? null,
    folded: events.length,
    answers: folded.answers,
    answered: folded.answers.length,
    leaves: folded.absences.length,
    absences: folded.absences,
    devices: new Set(folded.devices.values()).size,
    ...(late > 0 && { late }),
    savedAt: folded.savedAt,
    grades,
    centi: centiOf(grades),
    maxCenti: drawn.reduce((sum, { points }) => sum + points * CENTI, 0),
    toMark: grades.filter((one) => one.state === 'needs_marking').length,
    gradedAt: state === 'in_progress' ? null : at,
    final,
    schemaVersion: 1,
  };
}
