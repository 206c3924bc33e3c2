import type { AppealState, KeyChange, MarkedParts, UpheldBy } from '@qiangji/shared-types';
import {
  defineCollection,
  OP_INDEX,
  type OpFields,
  type RecordEvent,
  type Stepped,
} from '../../platform/mongo';

/** One change of a score. None is ever taken away: the latest counts. */
export interface GivenMark {
  at: Date;
  /** `again`: put back to the queue, because an appeal was upheld; `late`: another answer came in since. */
  kind: 'marked' | 'corrected' | 'again' | 'late';
  /** Who marked or corrected the key, or whose answer came in. */
  actorId: string;
  correctionId: string | null;
  parts: MarkedParts | null;
  note: string | null;
  /** Basis points; null where it waited for a person. */
  beforeBp: number | null;
  afterBp: number | null;
}

/**
 * One answer whose score is not, or not only, the machine's by the frozen key. The attempt keeps what
 * the machine gave; what a person or a corrected key made of it is kept here, old and new.
 */
export interface MarkingDocument extends Stepped {
  _id: string;
  examId: string;
  paperId: string;
  attemptId: string;
  /** Whose answer it is. */
  personId: string;
  /** The bureau: markers are the bureau's. */
  unitPath: string;
  code: string;
  points: number;
  /** Number of the answer in its attempt, null where there is none; older records do not say. */
  answerSeq?: number | null;
  /** What the machine gave by the frozen key; null where it could not. */
  machineBp: number | null;
  /** What counts; null while it waits for a person. */
  scoreBp: number | null;
  /** The latest marks of a person; null before, and when it is to be marked again. */
  parts: MarkedParts | null;
  claimedBy: string | null;
  /** Long ago where nobody has it in hand. */
  claimedUntil: Date;
  /** Who may not mark it: whoever did before it was put back. */
  excluded: string[];
  /** Why it is to be marked again. */
  again: string | null;
  marks: GivenMark[];
  events: RecordEvent[];
  schemaVersion: 1;
}

export const markingCollection = defineCollection<MarkingDocument>('exam_markings', [
  { key: { attemptId: 1, code: 1 }, unique: true },
  { key: { examId: 1, scoreBp: 1, _id: 1 } },
  { key: { scoreBp: 1, unitPath: 1 } },
  { key: { 'marks.correctionId': 1 }, sparse: true },
]);

/** A key of a paper that was wrong. Appended, never changed, but for how far it is worked through. */
export interface CorrectionDocument extends OpFields {
  _id: string;
  paperId: string;
  /** The bureau. */
  unitPath: string;
  code: string;
  change: KeyChange;
  reason: string;
  at: Date;
  /** How many scores changed; null until it was worked through once. */
  affected: number | null;
  /** When the last look over all papers began; not there before the first, or in older corrections. */
  lookedAt?: Date;
  /** Nobody can write on this paper any more who has not been marked by it. */
  doneAt: Date | null;
  schemaVersion: 1;
}

export const correctionCollection = defineCollection<CorrectionDocument>('exam_corrections', [
  OP_INDEX,
  { key: { paperId: 1, _id: 1 } },
  { key: { doneAt: 1 } },
]);

/** One person's appeal of one question of one attempt. */
export interface AppealDocument extends OpFields, Stepped {
  _id: string;
  examId: string;
  attemptId: string;
  personId: string;
  /** The person's unit. */
  unitPath: string;
  code: string;
  text: string;
  sentAt: Date;
  state: AppealState;
  reason: string | null;
  decidedAt: Date | null;
  /** What followed where it was upheld; none before that, nor in older appeals. */
  upheldBy?: UpheldBy;
  schemaVersion: 1;
}

export const appealCollection = defineCollection<AppealDocument>('exam_appeals', [
  OP_INDEX,
  { key: { attemptId: 1, code: 1 }, unique: true },
  { key: { examId: 1, _id: 1 } },
  { key: { state: 1, unitPath: 1 } },
]);
