import type {
  CheckQuestion,
  KeptState,
  LawReference,
  PieceImage,
  PieceKind,
} from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields, type RecordEvent } from '../../platform/mongo';

export interface PieceDocument {
  /** Slug. */
  _id: string;
  version: number;
  /** Of an own piece; what ships has no corrections but by a version. */
  edition?: number;
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

/** What lists need of a piece: texts are most of it, and a phone asks for all of a bureau's at once. */
export type PieceRow = Pick<
  PieceDocument,
  '_id' | 'version' | 'edition' | 'title' | 'kind' | 'topic' | 'sample' | 'summary'
> & { questions: Pick<CheckQuestion, 'id'>[] };

export const PIECE_ROW = {
  version: 1,
  edition: 1,
  title: 1,
  kind: 1,
  topic: 1,
  sample: 1,
  summary: 1,
  'questions.id': 1,
} as const;

export const pieceCollection = defineCollection<PieceDocument>('study_pieces', [
  { key: { kind: 1, _id: 1 } },
  { key: { topic: 1, _id: 1 } },
]);

/** What a bureau's own piece says, as people see it. */
export interface PieceContent {
  /** From 1; progress belongs to it. */
  version: number;
  /** From 1 in each version; grows with corrections, which leave progress as it is. */
  edition: number;
  title: string;
  kind: PieceKind;
  topic: string;
  summary: string;
  body: string;
  laws: LawReference[];
  links: { title: string; url: string }[];
  questions: CheckQuestion[];
  /** Slug of the sample that it stands for while it is in use. */
  replaces: string | null;
  /** Pictures that it shows; not there where it shows none. */
  images?: PieceImage[];
}

/** What people saw before; when it was replaced and by whom is not there in what was kept at first. */
export interface PastContent extends PieceContent {
  until?: Date;
  changedBy?: string;
  /** Written while the piece was taken down and changed again before it came back: nobody read it. */
  unread?: true;
}

export interface PieceEvent extends RecordEvent {
  type: 'written' | 'changed' | 'verified' | 'published' | 'taken_down';
  who: string;
  text: string;
  /** Of the content after it. */
  pieceVersion: number;
}

/** A piece that a bureau wrote. Shipped ones stand apart: boot knows nothing of these. */
export interface OwnPieceDocument {
  /** Slug: `own-` and the op that wrote it, so that they sort by time. */
  _id: string;
  bureau: string;
  state: KeptState;
  content: PieceContent;
  /** Who held its laws against which text, on which day; goes with each change of what it says. */
  checked?: { who: string; when: string; text: string } | null;
  /** What people have seen before, the oldest first: a late answer is judged by what was asked. */
  past: PastContent[];
  /** First put into use; null while nobody but its keepers has seen it. */
  publishedAt: Date | null;
  author: string;
  /** Revision of this record, for compare-and-set. */
  version: number;
  events: PieceEvent[];
  changedAt: Date;
  schemaVersion: 1;
}

export const ownPieceCollection = defineCollection<OwnPieceDocument>('study_own_pieces', [
  { key: { bureau: 1, state: 1, _id: 1 } },
  { key: { 'content.images.sha256': 1 }, sparse: true },
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
  /** When versions before this one were learnt: what somebody did stays done on its day. */
  learntBefore?: Date[];
  /** How many reports were folded; a state of fewer never replaces one of more. None was noted at first. */
  folded?: number;
  schemaVersion: 1;
}

export const progressStateCollection = defineCollection<ProgressStateDocument>('study_states', [
  { key: { personId: 1, slug: 1 } },
  { key: { unitPath: 1, doneAt: 1 } },
]);
