import { contracts, type KeyChange, type MarkedParts } from '@qiangji/shared-types';
import {
  appealWords,
  correctedWords,
  countedKey,
  newMarking,
  partsToMark,
  scoreOf,
  type AppealDocument,
  type AttemptDocument,
  type FlagNoteDocument,
  type GivenMark,
  type KeyCorrectionDocument,
  type MarkingDocument,
} from '../../../features/exam';
import type { PersonDocument } from '../../../features/org';
import { at, type World } from '../world';
import { opOf, writtenAt } from '../written';
import { WORDINGS } from './own-questions';
import { stepBy, tell, type MadeExam } from './publish';

/** What people and corrected keys made of the answers of one exam. */
export interface Marked {
  markings: MarkingDocument[];
  corrections: KeyCorrectionDocument[];
  appeals: AppealDocument[];
  flagNotes: FlagNoteDocument[];
}

const NOTES = [
  '说到了点子上',
  '前七个工作日要写明',
  '漏了告知权利，这是会被撤销的',
  null,
  null,
  null,
];

/** The paper with its keys as these changes leave them. */
function countedBy({ paper }: MadeExam, changes: ReadonlyMap<string, KeyChange[]> = new Map()) {
  const keyOf = (code: string) => {
    const question = paper.frozen.questions.get(code);
    return question && countedKey(question, changes.get(code) ?? []);
  };
  return { paper: paper.frozen, keyOf };
}

/** What waits for a person in these attempts, as the queue takes it in. */
export function queued(
  { random }: World,
  made: MadeExam,
  attempts: readonly AttemptDocument[],
): MarkingDocument[] {
  const counted = countedBy(made);
  const settledMs = made.exam.settledAt!.getTime();
  return attempts.flatMap((attempt) =>
    attempt.grades
      .filter((grade) => grade.state === 'needs_marking')
      .map(({ code }) => ({
        ...newMarking(made.exam, counted, attempt, code),
        _id: random.id(settledMs),
      })),
  );
}

function pointsFor(text: string, marking: MarkingDocument, partId: string | null): number[] {
  const wordings = WORDINGS[partId === null ? marking.code : `${marking.code}:${partId}`];
  const known = wordings?.find((one) => one.text === text);
  if (!known) throw new Error(`nobody wrote “${text}”`);
  return known.points;
}

/** One person marks an answer, criterion by criterion. */
export function mark(
  world: World,
  made: MadeExam,
  marking: MarkingDocument,
  { attempt, by, atMs }: { attempt: AttemptDocument; by: PersonDocument; atMs: number },
): void {
  const { random } = world;
  const { code } = marking;
  const counted = countedBy(made);
  const key = counted.keyOf(code)!;
  const answer = attempt.answers.find((one) => one.code === code)!.answer;
  const parts: MarkedParts = partsToMark(key, answer).map(({ partId, text, criteria }) => {
    const points = pointsFor(text, marking, partId);
    return { partId, criteria: criteria.map(({ id }, i) => ({ id, points: points[i] ?? 0 })) };
  });
  const note = random.pick(NOTES);
  const params = { markingId: marking._id };
  // Taking it in hand was the step before.
  const body = { version: marking.version + 1, parts, note };
  const route = contracts.examResult.markAnswer;
  const op = opOf(route, by._id, random.id(atMs), atMs, { params, body });
  const scoreBp = scoreOf(key, answer, counted.paper.gradeRule, parts);
  const given: GivenMark = {
    at: new Date(atMs),
    kind: 'marked',
    actorId: by._id,
    correctionId: null,
    parts,
    note,
    beforeBp: null,
    afterBp: scoreBp,
  };
  marking.events.push({ ...op, type: 'marked', at: given.at });
  marking.marks.push(given);
  Object.assign(marking, { parts, scoreBp, version: marking.version + 2 });
}

/** Somebody appeals a question of their own attempt. */
export function appeal(
  { random }: World,
  made: MadeExam,
  {
    attempt,
    code,
    text,
    atMs,
  }: { attempt: AttemptDocument; code: string; text: string; atMs: number },
): AppealDocument {
  const { personId, unitPath, _id: attemptId, examId } = attempt;
  const asked = { params: { examId, code }, body: { attemptId, text } };
  const route = contracts.examResult.appealQuestion;
  return {
    _id: random.id(atMs),
    ...opOf(route, personId, random.id(atMs), atMs, asked),
    examId: made.exam._id,
    attemptId,
    personId,
    unitPath,
    code,
    text,
    sentAt: new Date(atMs),
    state: 'open',
    reason: null,
    decidedAt: null,
    version: 1,
    events: [],
    schemaVersion: 1,
  };
}

interface Decision {
  change: KeyChange;
  reason: string;
  atMs: number;
}

/** An appeal is upheld: another key counts, and whose points change is told. */
export function uphold(
  world: World,
  made: MadeExam,
  one: AppealDocument,
  { change, reason, atMs }: Decision,
  attempts: readonly AttemptDocument[],
): Pick<Marked, 'markings' | 'corrections'> {
  const { random, nowMs } = world;
  const { exam } = made;
  const decision = { outcome: 'upheld', change };
  const step = stepBy(world, 'decided', atMs, contracts.examResult.decideAppeal, {
    params: { appealId: one._id },
    body: { version: one.version, reason, decision },
  });
  one.events.push(step);
  const decided = { state: 'upheld', reason, decidedAt: step.at, upheldBy: change.kind };
  Object.assign(one, decided, { version: one.version + 1 });
  const { actorId, opId, opHash } = step;
  const correction: KeyCorrectionDocument = {
    _id: random.id(atMs),
    actorId,
    opId,
    opHash,
    paperId: exam.draft.paperId,
    unitPath: exam.unitPath,
    code: one.code,
    change,
    reason,
    at: step.at,
    affected: 0,
    doneAt: new Date(Math.min(atMs + 400, nowMs)),
    schemaVersion: 1,
  };
  const [before, after] = [countedBy(made), countedBy(made, new Map([[one.code, [change]]]))];
  const markings = attempts.flatMap((attempt): MarkingDocument[] => {
    const marking = newMarking(exam, before, attempt, one.code);
    const answer = attempt.answers.find((given) => given.code === one.code)?.answer ?? null;
    const afterBp = scoreOf(after.keyOf(one.code)!, answer, after.paper.gradeRule, null);
    if (afterBp === marking.scoreBp) return [];
    const given: GivenMark = {
      at: step.at,
      kind: 'corrected',
      actorId,
      correctionId: correction._id,
      parts: null,
      note: reason,
      beforeBp: marking.scoreBp,
      afterBp,
    };
    const words = correctedWords(exam, correction, attempt._id);
    tell(world, exam, attempt, { words, atMs: atMs + 500, kind: 'result' });
    return [{ ...marking, _id: random.id(atMs), scoreBp: afterBp, marks: [given] }];
  });
  correction.affected = markings.length;
  tell(world, exam, one, { words: appealWords(exam, one), atMs: atMs + 600, kind: 'result' });
  return { markings, corrections: [correction] };
}

/** A keeper looked at how often somebody left the screen, and asked. */
export function judgeFlag(
  world: World,
  { exam }: MadeExam,
  attempt: AttemptDocument,
  atMs: number,
): FlagNoteDocument {
  const { random, demo, nowMs } = world;
  const body = { outcome: 'nothing' as const, note: '问过了，值班电话打进来，接完就回来答题' };
  const params = { examId: exam._id, attemptId: attempt._id };
  const route = contracts.examResult.judgeFlag;
  return {
    _id: random.id(atMs),
    ...opOf(route, demo.office._id, random.id(atMs), atMs, { params, body }),
    examId: exam._id,
    attemptId: attempt._id,
    unitPath: attempt.unitPath,
    ...body,
    at: writtenAt(random, atMs, nowMs).occurredAt,
    schemaVersion: 1,
  };
}

/** So many answers a person marks in an hour of a day, from a moment on. */
export function markingTimes(day: string, minute: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => at(day, minute + i * 1.5));
}
