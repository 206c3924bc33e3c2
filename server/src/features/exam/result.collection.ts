import type { FlagJudgement } from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields } from '../../platform/mongo';

/** What a person made of what was noticed in an attempt; appended, never changed. */
export interface FlagNoteDocument extends OpFields {
  _id: string;
  examId: string;
  attemptId: string;
  /** The unit of the attempt's person. */
  unitPath: string;
  outcome: FlagJudgement['outcome'];
  note: string;
  at: Date;
  schemaVersion: 1;
}

export const flagNoteCollection = defineCollection<FlagNoteDocument>('exam_flag_notes', [
  OP_INDEX,
  { key: { attemptId: 1, _id: 1 } },
]);
