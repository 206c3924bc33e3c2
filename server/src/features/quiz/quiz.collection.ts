import type {
  AnswerMode,
  QuestionAnswer,
  QuestionBody,
  QuestionKey,
  QuestionLaw,
  QuestionState,
  QuestionVerified,
} from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields, type RecordEvent } from '../../platform/mongo';

/** What a question asks; a change of any of it is a new version. */
export interface QuestionContent {
  /** From 1; answers name the version that was seen. */
  version: number;
  /** The stem as one line, for lists and searches; `stemLine` of the body. */
  stem: string;
  body: QuestionBody;
  key: QuestionKey;
  explanation: string;
  topic: string;
  /** Number of the checked fact; null for the bureau's own questions. */
  fact: string | null;
  law: QuestionLaw | null;
  /** 1 (easy) to 5. */
  difficulty: number;
  author: string | null;
}

export interface QuestionEvent extends RecordEvent {
  type: 'imported' | 'created' | 'changed' | 'state' | 'verified';
  who: string;
  text: string;
}

/** One question of one bureau's bank; each bureau's bank begins with the shipped questions. */
export interface QuestionDocument {
  /** `<bureau>:<code>`. */
  _id: string;
  bureau: string;
  code: string;
  source: 'shipped' | 'imported' | 'written';
  state: QuestionState;
  content: QuestionContent;
  /** Versions before, so that an answer given offline is judged by what was seen. */
  past: QuestionContent[];
  verified: QuestionVerified;
  /** Who last put it into use; null before. */
  reviewer: string | null;
  /** Its key turned out to be wrong in an exam: out of use since, until somebody puts it into use or away. */
  doubt?: { reason: string; at: Date } | null;
  /** Revision of this record, for compare-and-set. */
  version: number;
  events: QuestionEvent[];
  /** By the service's clock: what other processes look for, so that a bank is read whole only once. */
  changedAt: Date;
  /** 1 held options and answer flat; `quiz.stored` reads both. */
  schemaVersion: 2;
}

export const questionCollection = defineCollection<QuestionDocument>('quiz_questions', [
  { key: { bureau: 1, code: 1 } },
  { key: { bureau: 1, 'content.topic': 1, code: 1 } },
  { key: { bureau: 1, changedAt: 1 } },
]);

/** One answer, kept as it came; everything else about a person's practice is folded from these. */
export interface AnswerDocument extends OpFields {
  _id: string;
  unitPath: string;
  questionCode: string;
  questionVersion: number;
  topic: string;
  /** Options that were chosen; empty for kinds without options. */
  chosen: string[];
  /** The whole answer; schema 1 had only `chosen`. */
  answer?: QuestionAnswer;
  right: boolean;
  mode: AnswerMode;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1 | 2;
}

export const answerCollection = defineCollection<AnswerDocument>('quiz_answers', [
  OP_INDEX,
  { key: { actorId: 1, questionCode: 1 } },
  { key: { actorId: 1, occurredAt: 1 } },
  { key: { unitPath: 1, occurredAt: 1 } },
]);

/**
 * Answers to questions whose keys may not be seen yet, for instance of an exam that is still to be sat.
 * They wait here, where nothing counts or shows them: a count that moves would say which option is right.
 */
export const heldAnswerCollection = defineCollection<AnswerDocument>('quiz_held_answers', [
  OP_INDEX,
]);

/** What one person remembers of one question has one place. */
export function memoryIdOf(personId: string, questionCode: string): string {
  return `${personId}:${questionCode}`;
}

/** What a person remembers of a question: a snapshot, folded from the answers of that pair. */
export interface MemoryDocument {
  /** By `memoryIdOf`. */
  _id: string;
  personId: string;
  unitPath: string;
  questionCode: string;
  topic: string;
  /** How many answers were folded; a snapshot of fewer never replaces one of more. */
  answers: number;
  lastRight: boolean;
  lastAt: Date;
  lastChosen: string[];
  /** The whole answer; schema 1 had only `lastChosen`. */
  lastAnswer?: QuestionAnswer;
  /** When FSRS asks for it again. */
  dueAt: Date;
  /** Days in which the likelihood of a right answer falls to 90 %. */
  stability: number;
  difficulty: number;
  /** Until then it counts as mastered: last answer right, retrievability 0.8 or more. Null: not now. */
  masteredUntil: Date | null;
  /** In the wrong-answer book since; null outside it. */
  wrongAt: Date | null;
  /** Days on which it was right since. */
  rightDays: string[];
  schemaVersion: 1;
}

export const memoryCollection = defineCollection<MemoryDocument>('quiz_memory', [
  { key: { personId: 1, questionCode: 1 } },
  { key: { personId: 1, masteredUntil: 1 } },
  { key: { personId: 1, dueAt: 1 } },
  { key: { personId: 1, wrongAt: -1 } },
]);

export interface PracticeNeed {
  needId: string;
  topic: string;
  reason: string;
  foundAt: Date;
  piece: { slug: string; title: string } | null;
}

/** A person's questions of one day. */
export interface PracticeDocument {
  _id: string;
  actorId: string;
  unitPath: string;
  /** Shanghai calendar day. */
  day: string;
  questions: { code: string; needId: string | null }[];
  needs: PracticeNeed[];
  /** First asked for on its own day: from then on it stays as it is. */
  openedAt: Date | null;
  madeAt: Date;
  /** For compare-and-set while findings may still join. */
  version: number;
  schemaVersion: 1;
}

export const practiceCollection = defineCollection<PracticeDocument>('quiz_practices', [
  { key: { actorId: 1, day: 1 }, unique: true },
]);
