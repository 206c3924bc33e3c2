import type { Filter } from 'mongodb';
import type { AnswerGrade, AttemptState } from '@qiangji/shared-types';
import { defineCollection } from '../../platform/mongo';
import { definePackedJournal } from '../../platform/journal';
import type { Absence, AttemptEvent, KeptAnswer } from './attempt.events';
import { sameEvent, SETTLE_MS } from './attempt.rules';
import { eventForm, type EventDocument } from './attempt.stored';

/**
 * All that happens in attempts, appended by group commit. Order is (attemptId, seq) of the event itself;
 * the size of an event does not depend on the paper.
 */
export const attemptJournal = definePackedJournal<AttemptEvent, EventDocument>(
  'exam_events',
  {
    keyOf: (event) => [event.attemptId, event.seq],
    same: sameEvent,
    conflict: 'EXAM_SEQ_TAKEN',
    withinMs: SETTLE_MS,
    indexes: [
      { key: { startOf: 1 }, sparse: true },
      { key: { mark: 1 }, sparse: true },
    ],
  },
  eventForm,
);

/** Events that say who writes an attempt, and until when: all but its answers, which are most of it. */
export const TURNS = { type: { $in: ['start', 'take', 'submit'] } } satisfies Filter<EventDocument>;

/**
 * An attempt as its events make it, written when it starts, when it is handed in and until its grace is
 * over. It can be made again from the journal at any time; nothing is kept here alone.
 */
export interface AttemptDocument {
  _id: string;
  examId: string;
  paperId: string;
  sittingId: string;
  personId: string;
  unitPath: string;
  no: number;
  state: AttemptState;
  startedAt: Date;
  endsAt: Date;
  submittedAt: Date | null;
  /** How many events were folded; a snapshot of fewer never replaces one of more. */
  folded: number;
  answers: KeptAnswer[];
  /** How many there are, for lists that leave them out; absent where an earlier version wrote last. */
  answered?: number;
  leaves: number;
  /** Each of them, in order; absent where an earlier version wrote last. */
  absences?: Absence[];
  devices: number;
  /** Questions whose answers came late and may have been written late (`countDoubtful`); absent: none. */
  late?: number;
  savedAt: Date | null;
  /** One for each question of the person's paper, in its order; empty while it is in progress. */
  grades: AnswerGrade[];
  /** Hundredths of a point that the machine gave; what waits for a person counts 0 until then. */
  centi: number;
  maxCenti: number;
  /** How many answers wait for a person. */
  toMark: number;
  gradedAt: Date | null;
  /** The grace is over: no event can come any more. */
  final: boolean;
  schemaVersion: 1;
}

/** Named where it is asked for: the planner need not choose. */
export const BY_EXAMINEE = { personId: 1, examId: 1, no: 1 } as const;

export const attemptCollection = defineCollection<AttemptDocument>('exam_attempts', [
  { key: BY_EXAMINEE, unique: true },
  { key: { examId: 1, _id: 1 } },
  { key: { examId: 1, unitPath: 1, _id: 1 } },
  { key: { final: 1, endsAt: 1 } },
]);

/**
 * Attempts that are being written, from their start until they are handed in or collected: then they are
 * inserted among the others and leave here. A whole exam hands in within seconds, and to insert a graded
 * attempt costs a third of replacing it (measured). Few indexes: each is written at the start and again at the end.
 */
export const writingCollection = defineCollection<AttemptDocument>('exam_writing', [
  { key: BY_EXAMINEE },
  { key: { examId: 1, unitPath: 1, _id: 1 } },
  { key: { endsAt: 1, _id: 1 } },
]);
