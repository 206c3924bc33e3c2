import type { QuestionAnswer } from '@qiangji/shared-types';

interface EventBase {
  attemptId: string;
  /** Its place in the attempt. */
  seq: number;
  /** By the service's clock: the only one that counts. */
  at: Date;
  /** By the phone's, for people to look at. */
  deviceAt: Date;
}

export interface StartEvent extends EventBase {
  type: 'start';
  /** The exam: only starts carry it, so that those of an exam are found by a small index. */
  startOf: string;
  sittingId: string;
  personId: string;
  unitPath: string;
  no: number;
  deviceId: string;
  opId: string;
}

/** Another device goes on: its events stand behind all before. */
export interface TakeEvent extends EventBase {
  type: 'take';
  deviceId: string;
  opId: string;
  /** Other processes look for it, */
  mark: Date;
  /** and leave out what they did themselves. */
  by: string;
}

export interface AnswerEvent extends EventBase {
  type: 'answer';
  code: string;
  answer: QuestionAnswer;
  /** When it was written, as its phone has it; only where it arrived after the end or the hand-in. */
  writtenAt?: Date;
  /** Its phone dated it ahead of its arrival, which stands instead. Absent: it did not. */
  ahead?: true;
}

/** The code of an answer that the database gives back as nobody can read it. No question has it. */
export const UNREAD = '';

export interface LeaveEvent extends EventBase {
  type: 'leave';
  awayMs: number;
}

export interface SubmitEvent extends EventBase {
  type: 'submit';
  mark: Date;
  by: string;
}

export type AttemptEvent = StartEvent | TakeEvent | AnswerEvent | LeaveEvent | SubmitEvent;

/** One time that the page was left while the exam ran. */
export type Absence = Pick<LeaveEvent, 'at' | 'awayMs'>;

export interface KeptAnswer {
  code: string;
  answer: QuestionAnswer;
  seq: number;
  at: Date;
}
