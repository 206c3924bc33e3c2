import type {
  PaperDraft,
  PaperState,
  QuestionBody,
  QuestionKey,
  QuestionLaw,
} from '@qiangji/shared-types';
import {
  defineCollection,
  OP_INDEX,
  type OpFields,
  type RecordEvent,
  type Stepped,
} from '../../platform/mongo';

/** `count` of these codes are drawn for each person; no code stands in two pools of a paper. */
export interface Pool {
  /** Of the rule or, on a fixed paper, of the pick: `q1`, `q2` ... */
  id: string;
  count: number;
  points: number;
  codes: string[];
}

export interface PaperDocument extends OpFields, Stepped {
  _id: string;
  /** The bureau. */
  unitPath: string;
  draft: PaperDraft;
  state: PaperState;
  /** What each person's paper is drawn from; null until it is published. */
  pools: Pool[] | null;
  publishedAt: Date | null;
  changedAt: Date;
  events: RecordEvent[];
  schemaVersion: 1;
}

export const paperCollection = defineCollection<PaperDocument>('exam_papers', [
  OP_INDEX,
  { key: { unitPath: 1, _id: -1 } },
  { key: { unitPath: 1, state: 1, _id: -1 } },
]);

/** A question as it was when its paper was published; keys are re-marked beside it, never in it. */
export interface PaperQuestionDocument {
  /** `<paperId>:<code>`. */
  _id: string;
  paperId: string;
  unitPath: string;
  code: string;
  version: number;
  topic: string;
  difficulty: number;
  law: QuestionLaw | null;
  body: QuestionBody;
  key: QuestionKey;
  explanation: string;
  schemaVersion: 1;
}

export const paperQuestionCollection = defineCollection<PaperQuestionDocument>(
  'exam_paper_questions',
  [{ key: { paperId: 1 } }],
);
