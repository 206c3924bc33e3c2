import { defineCollection } from '../../platform/mongo';

/** What each job says about one person's day. `unitPath` is of the records. */
export interface StudyPart {
  unitPath: string;
  /** Pieces that were read in. */
  touched: string[];
  /** Pieces learnt on this day. */
  done: string[];
}

export interface TopicTally {
  topic: string;
  answers: number;
  right: number;
  /** Wrong answers at the day's end, one after the other. */
  wrongTail: number;
}

export interface QuizPart {
  unitPath: string;
  answers: number;
  right: number;
  /** Questions met so far, and those of them that count as mastered at the day's end. */
  met: number;
  mastered: number;
  topics: TopicTally[];
}

export interface SelfCheckPart {
  unitPath: string;
  readiness: number;
  conduct: number;
  periodic: number;
  /** Corrections found on this day, and those of them that are put right by now. */
  found: number;
  fixed: number;
}

export interface DutyPart {
  unitPath: string;
  shifts: number;
  nights: number;
  ended: number;
  /** Ended shifts whose log has entries and is not returned. */
  complete: number;
  entries: number;
  enforcement: number;
}

export interface SpotPart {
  unitPath: string;
  checked: number;
  passed: number;
}

export interface Parts {
  selfCheck: SelfCheckPart | null;
  quiz: QuizPart | null;
  study: StudyPart | null;
  duty: DutyPart | null;
  spot: SpotPart | null;
}

export type PartName = keyof Parts;
export const partNames = ['selfCheck', 'quiz', 'study', 'duty', 'spot'] as const;

/** One person's day, derived from the records and from nothing else; no records, no document. */
export interface ReviewDayDocument {
  /** `<personId>:<day>`. */
  _id: string;
  personId: string;
  /** Shanghai calendar day. */
  day: string;
  unitPath: string;
  parts: Parts;
  /** Shifts that a readiness check preceded, each counted once. */
  ready: number;
  version: number;
  schemaVersion: 1;
}

/** Days of one person taken together: whatever is counted of it is counted as of its days one by one. */
export interface Span {
  /** First and last day that it may hold. */
  from: string;
  to: string;
  parts: Parts;
  /** Shifts that a readiness check preceded. */
  ready: number;
  /** Days with a night shift, in order. */
  nightDays: string[];
}

/** One person's week in one unit, folded from its days, for looking at many people at once. */
export interface ReviewWeekDocument extends Span {
  /** `<personId>:<Monday>:<unitPath>`. */
  _id: string;
  personId: string;
  unitPath: string;
  version: number;
  schemaVersion: 1;
}

/** Weeks of named people, and everybody's week within units. */
export const BY_PERSON = { personId: 1, from: 1 } as const;
export const BY_WEEK = { from: 1, unitPath: 1 } as const;

export const reviewWeekCollection = defineCollection<ReviewWeekDocument>('review_weeks', [
  { key: BY_PERSON },
  { key: BY_WEEK },
]);

/** Asked for by a migration, not there once it is done: the duties of all days are derived anew at night. */
export interface DutiesDueDocument {
  _id: 'duties';
  /** Everybody up to this person, by id, has been. */
  after: string;
}

export const dutiesDueCollection = defineCollection<DutiesDueDocument>('review_due', []);

export const reviewDayCollection = defineCollection<ReviewDayDocument>('review_days', [
  { key: { personId: 1, day: 1 } },
]);
