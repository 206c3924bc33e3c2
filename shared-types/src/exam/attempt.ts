import { code, id, instant, phoneWrite, text, z } from '../core';
import { gradeState, questionAnswer } from '../quiz';
import { deferReason, examKind, examPhase, examTimes, reviewRule, sittingTimes } from './exam';

/**
 * What happens in an attempt is a stream of events, each in its own place `seq`: the start is 0, each
 * device that takes the attempt over begins a block of its own, and numbers its events from there. So
 * the order of events is theirs, whatever the network does, and two devices never meet at one number.
 */
export const SEQ_BLOCK = 100_000;
export const MAX_SEQ = 9_999_999_999;
const seq = z.int().check(z.minimum(1), z.maximum(MAX_SEQ));

/** Which device an event comes from: the first is 0, each that took over after it one more. */
export function deviceTurn(eventSeq: number): number {
  return Math.floor(eventSeq / SEQ_BLOCK);
}

export const attemptStates = ['in_progress', 'submitted', 'collected'] as const;
/** `collected`: the service took it in when the time was over and nobody had handed it in. */
export const attemptState = z.enum(attemptStates);
export type AttemptState = z.infer<typeof attemptState>;

/** Of one person and exam, all attempts together. */
export const sittingStates = [
  'not_started',
  'in_progress',
  'submitted',
  'absent',
  'deferred',
  'unreached',
] as const;
export const sittingState = z.enum(sittingStates);
export type SittingState = z.infer<typeof sittingState>;

export const givenAnswer = z.object({ code, answer: questionAnswer, seq: z.int(), at: instant });
export type GivenExamAnswer = z.infer<typeof givenAnswer>;

/** One attempt as its own person's phone needs it to go on, whatever phone it is. */
/**
 * Somebody was called away while they wrote: what they write is kept and does not count, and they sit
 * another time. Absent where it counts.
 */
const setAside = z.optional(z.literal(true));

export const attempt = z.object({
  id,
  examId: id,
  /** From 1. */
  no: z.int(),
  state: attemptState,
  startedAt: instant,
  /** By the service's clock; the phone corrects its own by the header `x-server-now`. */
  endsAt: instant,
  /** So long after the end (s) answers written in time may still arrive. */
  graceS: z.int(),
  submittedAt: z.nullable(instant),
  /** The latest answer to each question. */
  answers: z.array(givenAnswer),
  /** How often the screen was left. */
  leaves: z.int(),
  /** The first number that this device may give to an event; each next one is greater. */
  nextSeq: z.int(),
  setAside,
});
export type Attempt = z.infer<typeof attempt>;

/**
 * A person's paper, sealed: AES-256-GCM over the UTF-8 JSON of a `sheet`. It may lie on the phone long
 * before the exam; the key is given with the start.
 */
export const paperEnvelope = z.object({
  attemptNo: z.int(),
  /** As in `mySitting.paperMark` of this paper. */
  mark: z.string(),
  /** Hex, 12 bytes. */
  nonce: z.string(),
  /** Hex: cipher text with the 16-byte tag behind it. */
  sealed: z.string(),
  /**
   * Pictures of its questions, by id, which says nothing of their order: only with the start, since their ids are
   * all that it takes to see them.
   */
  mediaIds: z.array(id),
  /** How many pictures come ahead, sealed like the paper (`findPictures`). */
  pictures: z.int(),
});
export type PaperEnvelope = z.infer<typeof paperEnvelope>;

export const attemptStart = z.strictObject({
  ...phoneWrite,
  /** Which of the allowed attempts, from 1. */
  no: z.int().check(z.minimum(1), z.maximum(10)),
  /** Made once by each phone or browser; another one takes the attempt over. */
  deviceId: id,
  /** The phone has no envelope yet: send it along. */
  withPaper: z._default(z.boolean(), false),
});

export const attemptStarted = z.object({
  attempt,
  /** Hex, 32 bytes: opens the envelope of this attempt. */
  paperKey: z.string(),
  envelope: z.nullable(paperEnvelope),
});
export type AttemptStarted = z.infer<typeof attemptStarted>;

export const attemptAnswer = z.strictObject({
  ...phoneWrite,
  seq,
  questionCode: code,
  answer: questionAnswer,
  /**
   * When it was written, by the service's clock as the phone knew it; absent where it did not. After the end only
   * what was written before it is taken.
   */
  writtenAt: z.optional(instant),
});
export const attemptLeave = z.strictObject({
  ...phoneWrite,
  seq,
  /** How long the screen was away (ms), as far as the phone knows; a call is such an absence too. */
  awayMs: z.int().check(z.minimum(0), z.maximum(86_400_000)),
});
export const attemptSubmit = z.strictObject({ ...phoneWrite, seq });

/** It is durable. A repeat answers the same. */
export const eventKept = z.object({
  seq: z.int(),
  receivedAt: instant,
  /** The end as it stands now: somebody may have been given more time meanwhile. */
  endsAt: instant,
  setAside,
});
export type EventKept = z.infer<typeof eventKept>;

/** An exam as the person who is to sit it sees it: all that its page needs. */
export const mySitting = z.object({
  examId: id,
  title: z.string(),
  note: z.nullable(z.string()),
  kind: examKind,
  phase: examPhase,
  state: sittingState,
  deferred: z.nullable(deferReason),
  /** The law behind every question has ended: nobody starts it for now. Absent: it is not so. */
  held: z.optional(z.boolean()),
  /** The person's own, overrides counted in. */
  times: examTimes,
  /** Null: at any time until it closes. */
  startBy: z.nullable(instant),
  paper: z.object({ title: z.string(), questions: z.int(), points: z.int() }),
  attemptsAllowed: z.int(),
  /** Which attempt may be started or gone on with now, or once the exam opens; null: none. */
  nextNo: z.nullable(z.int()),
  /** Another one where that attempt's paper is another: one fetched before does not open. Null with `nextNo`. */
  paperMark: z.nullable(z.string()),
  /** Started ones, oldest first. */
  attempts: z.array(
    z.object({
      id,
      no: z.int(),
      state: attemptState,
      startedAt: instant,
      endsAt: instant,
      submittedAt: z.nullable(instant),
    }),
  ),
  review: reviewRule,
  releasedAt: z.nullable(instant),
  passBp: z.nullable(z.int()),
  leaveScreen: z.enum(['warn', 'note']),
  /** What is written across the paper: one's own name, and the staff number or its end; null: nothing. */
  watermark: z.nullable(z.string()),
});
export type MySitting = z.infer<typeof mySitting>;

/** One person in an exam, for those who keep it. */
export const attendanceRow = z.object({
  personId: id,
  name: z.string(),
  unitName: z.string(),
  version: z.int(),
  state: sittingState,
  deferred: z.nullable(deferReason),
  note: z.nullable(text(200)),
  /** Null: the exam's own times. */
  times: z.nullable(sittingTimes),
  /** Whether a phone has seen the exam since it was told. */
  reachedAt: z.nullable(instant),
  /** Of the latest attempt; null where none was started. */
  attempt: z.nullable(
    z.object({
      id,
      no: z.int(),
      startedAt: instant,
      endsAt: instant,
      submittedAt: z.nullable(instant),
      answered: z.int(),
      questions: z.int(),
      /** When the latest answer arrived. */
      savedAt: z.nullable(instant),
      leaves: z.int(),
      devices: z.int(),
    }),
  ),
});
export type AttendanceRow = z.infer<typeof attendanceRow>;

/** Score of one answer as the machine or a person gave it. */
export const answerGrade = z.object({
  code,
  /** Version of the question that was on the paper. */
  version: z.int(),
  points: z.int(),
  /** Share of the points in basis points, 0 to 10,000. */
  scoreBp: z.int(),
  state: gradeState,
});
export type AnswerGrade = z.infer<typeof answerGrade>;

/** Why a ranking shows no points: by the exam's own rule, or because another one asks some of its questions. */
export const pointsWait = z.enum(['own_rule', 'other_exam']);
export type PointsWait = z.infer<typeof pointsWait>;

/** One line of a contest's ranking: of those who have handed in, by points, then by time. */
export const rankingRow = z.object({
  rank: z.int(),
  name: z.string(),
  unitName: z.string(),
  /** Hundredths of a point; null in all lines while points wait. */
  centi: z.nullable(z.int()),
  /** From start to handing in (ms). */
  usedMs: z.int(),
  mine: z.boolean(),
});
export type RankingRow = z.infer<typeof rankingRow>;

export const ranking = z.object({
  /** The first of them; one's own is last where it is further down. */
  rows: z.array(rankingRow),
  handedIn: z.int(),
  final: z.boolean(),
  /** Null: points are shown. They wait as each person's own total does; the order is told meanwhile. */
  pointsWait: z.nullable(pointsWait),
});
export type Ranking = z.infer<typeof ranking>;
