import type { DeferReason, ExamDraft, ExamState, SittingTimes } from '@qiangji/shared-types';
import {
  defineCollection,
  OP_INDEX,
  type OpFields,
  type RecordEvent,
  type Stepped,
} from '../../platform/mongo';

/**
 * What a step decided about many people and is not carried out for all of them yet. It is written with the
 * step; a job carries out what a process that died left behind.
 */
export type ExamTask = { opId: string } & (
  | { what: 'published' | 'cancelled' | 'released' | 'left_out' }
  | { what: 'added'; step: RecordEvent; personIds: string[]; window: ExamWindow | null }
  | { what: 'make_up'; window: ExamWindow }
  | { what: 'without'; step: RecordEvent; attemptIds: string[] }
);

/** A step of a keeper's in the life of an exam. */
export interface ExamEvent extends RecordEvent {
  /** Of an exam that was settled without some papers: why, by whom as they were called then, and which. */
  without?: { reason: string; who: string; attemptIds: string[] };
}

export interface ExamWindow {
  opensAt: Date;
  closesAt: Date;
}

export interface ExamDocument extends OpFields, Stepped {
  _id: string;
  /** The bureau. */
  unitPath: string;
  draft: ExamDraft;
  state: ExamState;
  /** As in the draft; of a surprise exam from the moment of publishing. */
  opensAt: Date;
  closesAt: Date;
  /** The end of the latest window that anybody has: nobody writes after it. */
  lastCloseAt: Date;
  /** Counts the changes of people's windows: of two at once none is overlooked. Absent before the first. */
  windows?: number;
  /** Hex, 32 bytes: seeds of papers, ids of attempts and keys of envelopes derive from it. Never leaves. */
  secret: string;
  draw: { seed: string; drawnAt: Date; candidates: number; drawn: number } | null;
  /** Codes of questions on its paper that are not asked: their law ended before it opens. Absent: none. */
  leftOut?: string[];
  /** Nothing else is left to ask: nobody starts it. Absent: it is not so. */
  held?: boolean;
  /** How many came in by name after the draw; absent before the first. */
  added?: number;
  publishedAt: Date | null;
  releasedAt: Date | null;
  cancelledReason: string | null;
  /** All is taken in and settled: nothing can change any more. */
  settledAt: Date | null;
  /** It was over once: somebody was given another window after that. Absent: not since this is noted. */
  wasOver?: true;
  /** Until when papers were looked at for who was called away; absent before the first time. */
  judgedUntil?: Date;
  changedAt: Date;
  /** Absent before the first. */
  tasks?: ExamTask[];
  events: ExamEvent[];
  schemaVersion: 1;
}

export const examCollection = defineCollection<ExamDocument>('exam_exams', [
  OP_INDEX,
  { key: { unitPath: 1, _id: -1 } },
  { key: { 'draft.paperId': 1 } },
  { key: { changedAt: 1 } },
  { key: { state: 1, settledAt: 1, opensAt: 1 } },
  { key: { 'tasks.what': 1 }, sparse: true },
]);

/** Who could be drawn: with the exam's seed the sample can be drawn again. */
export interface ExamDrawDocument {
  /** The exam. */
  _id: string;
  /** That of the exam as it was drawn for; absent in older ones. */
  version?: number;
  unitPath: string;
  seed: string;
  candidates: string[];
  drawn: string[];
  schemaVersion: 1;
}

export const examDrawCollection = defineCollection<ExamDrawDocument>('exam_draws', []);

export interface SittingEvent extends RecordEvent {
  times: SittingTimes | null;
  deferred: DeferReason | null;
  note: string | null;
}

/** One person who is to sit one exam. */
export interface SittingDocument extends Stepped {
  /** Its time of making is that of publishing: the attempts of one exam stand together. */
  _id: string;
  examId: string;
  personId: string;
  unitPath: string;
  toldAt: Date;
  times: { opensAt: Date | null; closesAt: Date | null; extraMin: number } | null;
  deferred: DeferReason | null;
  /** The first so many attempts do not count: whoever wrote them was called away. They are kept. */
  setAside?: number;
  /** What `setAside` was before the deferral that stands, where that changed it: taken back it is so again. */
  setAsideBefore?: number | null;
  note: string | null;
  /** When a phone of this person first saw the exam. */
  reachedAt: Date | null;
  /** What it came to where nothing was started; null until the exam is settled, or where something was. */
  missed: 'absent' | 'unreached' | null;
  /** Only once somebody changed it: other processes look for it. */
  changedAt?: Date;
  events: SittingEvent[];
  schemaVersion: 1;
}

export const sittingCollection = defineCollection<SittingDocument>('exam_sittings', [
  { key: { personId: 1, examId: 1 }, unique: true },
  { key: { personId: 1, _id: -1 } },
  { key: { examId: 1, _id: 1 } },
  { key: { examId: 1, unitPath: 1, _id: 1 } },
  { key: { changedAt: 1 }, sparse: true },
]);
