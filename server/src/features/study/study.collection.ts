import type { CheckQuestion, LawReference, PieceKind } from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields } from '../../platform/mongo';

export interface PieceDocument {
  /** Slug. */
  _id: string;
  version: number;
  title: string;
  kind: PieceKind;
  topic: string;
  sample: boolean;
  summary: string;
  body: string;
  /** Names of the pictures it shows; none was noted before there were any. */
  images?: string[];
  laws: LawReference[];
  links: { title: string; url: string }[];
  questions: CheckQuestion[];
  schemaVersion: 1;
}

export const pieceCollection = defineCollection<PieceDocument>('study_pieces', [
  { key: { kind: 1, _id: 1 } },
  { key: { topic: 1, _id: 1 } },
]);

/** What a phone reported, kept as it came: the state below is folded from these. */
export interface ProgressReportDocument extends OpFields {
  _id: string;
  unitPath: string;
  slug: string;
  pieceVersion: number;
  positionBp: number;
  answers: { questionId: string; chosen: string[]; right: boolean }[];
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

export const progressReportCollection = defineCollection<ProgressReportDocument>('study_reports', [
  OP_INDEX,
  { key: { actorId: 1, slug: 1, pieceVersion: 1 } },
]);

/** Where a person stands with a piece. */
export interface ProgressStateDocument {
  /** `<personId>:<slug>`. */
  _id: string;
  personId: string;
  unitPath: string;
  slug: string;
  pieceVersion: number;
  positionBp: number;
  reachedEnd: boolean;
  rightQuestionIds: string[];
  doneAt: Date | null;
  /** How many reports were folded; a state of fewer never replaces one of more. None was noted at first. */
  folded?: number;
  schemaVersion: 1;
}

export const progressStateCollection = defineCollection<ProgressStateDocument>('study_states', [
  { key: { personId: 1, slug: 1 } },
  { key: { unitPath: 1, doneAt: 1 } },
]);
