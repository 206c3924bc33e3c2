import { code, id, instant, phoneWrite, text, z } from '../core';
import { questionAnswer, questionBody, questionKey } from '../quiz';
import { sittingState } from './attempt';
import { deferReason, examKind, examPhase } from './exam';
import { appeal } from './marking';

/** What an attempt came to. */
export const attemptScore = z.object({
  /** Hundredths of a point; answers that wait for a person count 0 until then. */
  centi: z.int(),
  maxCenti: z.int(),
  /** Answers that wait for a person. */
  waiting: z.int(),
  /** Null: no pass rule, or it still depends on what waits. */
  passed: z.nullable(z.boolean()),
});
export type AttemptScore = z.infer<typeof attemptScore>;

/** A score that was changed: the old one is kept. */
export const scoreChange = z.object({
  at: instant,
  /** `late`: another answer to it came in after it was marked. */
  kind: z.enum(['marked', 'corrected', 'late']),
  /** Null: it waited for a person. */
  beforeBp: z.nullable(z.int()),
  afterBp: z.nullable(z.int()),
  /** To the person: why a key changed, or the marker's note. */
  reason: z.nullable(z.string()),
});
export type ScoreChange = z.infer<typeof scoreChange>;

/** One question of my own paper, as far as its review stage has come. */
export const myResultItem = z.object({
  code,
  points: z.int(),
  body: questionBody,
  answer: z.nullable(questionAnswer),
  /** Null: `shown.itemScores` is not so yet, or it waits for a person. */
  scoreBp: z.nullable(z.int()),
  /** Empty until scores are shown. */
  changes: z.array(scoreChange),
  key: z.nullable(questionKey),
  /** Everybody has the points of this question; false until keys are shown. */
  everyone: z.boolean(),
  explanation: z.nullable(z.string()),
  appeal: z.nullable(appeal),
  /** Points, key and explanation wait: another exam that people are still to sit asks this question. */
  withheld: z.optional(z.boolean()),
});
export type MyResultItem = z.infer<typeof myResultItem>;

/**
 * Questions of mine that I may not read again yet: on a paper that is the same for everybody others are still to be
 * asked them.
 */
export const answersWait = z.object({
  /** How many; they are left out of `items`. */
  questions: z.int(),
  /** When the last of those others is done; null: it waits for a release as well. */
  until: z.nullable(instant),
});
export type AnswersWait = z.infer<typeof answersWait>;

export const flagOutcomes = ['nothing', 'talked', 'reported'] as const;

/** What a person who looked at it made of it; the latest counts, all are kept. */
export const flagJudgement = z.object({
  /** `nothing`: explained; `talked`: talked about; `reported`: handed on to those who decide. */
  outcome: z.enum(flagOutcomes),
  note: z.string(),
  who: z.string(),
  at: instant,
});
export type FlagJudgement = z.infer<typeof flagJudgement>;

/** What was noticed in an attempt. It says nothing of why, and is never a verdict. */
const noticed = {
  no: z.int(),
  /** How often the screen was left, and each time: a call is such an absence too. */
  leaves: z.int(),
  absences: z.array(z.object({ at: instant, awayMs: z.int() })),
  /** From how many devices it was written; one that took over is no fault. */
  devices: z.int(),
  /** Questions answered, by their own time, before the end or the hand-in, which their arrival makes doubtful. */
  late: z.int(),
  judgement: z.nullable(flagJudgement),
};

/** The same as whoever it is about sees it. */
export const ownFlag = z.object(noticed);
export type OwnFlag = z.infer<typeof ownFlag>;

/** The same as those who judge it see it. */
export const attemptFlag = z.object({
  ...noticed,
  attemptId: id,
  personId: id,
  name: z.string(),
  unitName: z.string(),
});
export type AttemptFlag = z.infer<typeof attemptFlag>;

/** My own result: all that its page needs. */
export const myResult = z.object({
  examId: id,
  title: z.string(),
  /** What may be seen now. */
  shown: z.object({
    score: z.boolean(),
    /**
     * What each question came to: with the score, but not while somebody still writes, whom it would tell the
     * key. Only where it is shown does an item without a score wait for a person.
     */
    itemScores: z.boolean(),
    answers: z.boolean(),
    keys: z.boolean(),
    explanations: z.boolean(),
  }),
  /** The attempt that counts; null where none was handed in. */
  attempt: z.nullable(
    z.object({
      id,
      no: z.int(),
      submittedAt: z.nullable(instant),
      /** Null: not shown yet. */
      score: z.nullable(attemptScore),
      /** The total waits: another exam that people are still to sit asks some of its questions. */
      scoreWithheld: z.optional(z.boolean()),
      /** In the order of my paper; null until own answers are shown. */
      items: z.nullable(z.array(myResultItem)),
      /** Absent: own answers wait for nobody else. */
      answersWait: z.optional(answersWait),
    }),
  ),
  passBp: z.nullable(z.int()),
  /** Of all my attempts, in their order; those in which nothing was noticed are left out. */
  flags: z.array(ownFlag),
});
export type MyResult = z.infer<typeof myResult>;

/** An exam that people whom one leads were asked to sit; never one that nobody was told of. */
export const watchedExam = z.object({
  id,
  title: z.string(),
  kind: examKind,
  phase: examPhase,
  opensAt: instant,
  closesAt: instant,
  /** How many of one's own people were asked, whatever became of it. */
  assigned: z.int(),
});
export type WatchedExam = z.infer<typeof watchedExam>;

/** Counts of one unit; a unit without papers has null where it has no figure, never 0. */
export const unitResult = z.object({
  unitPath: z.string(),
  unitName: z.string(),
  assigned: z.int(),
  handedIn: z.int(),
  absent: z.int(),
  /** Neither of both is a failure. */
  deferred: z.int(),
  unreached: z.int(),
  /** Not started or still writing: only while somebody has a later window. */
  open: z.int(),
  /** Papers with an answer that waits for a person. */
  waiting: z.int(),
  /** Of those handed in whose passing is settled; null where there is none, or no pass rule. */
  passed: z.nullable(z.int()),
  failed: z.nullable(z.int()),
  /** Mean share of the points of wholly marked papers; null where there is none. */
  meanBp: z.nullable(z.int()),
});
export type UnitResult = z.infer<typeof unitResult>;

/** Units in the order of the roster, never by what they scored. */
export const examResults = z.object({
  examId: id,
  title: z.string(),
  phase: examPhase,
  passBp: z.nullable(z.int()),
  maxCenti: z.nullable(z.int()),
  total: unitResult,
  units: z.array(unitResult),
  /** Wholly marked papers by their share of points; the last one includes its end. */
  bins: z.array(z.object({ fromBp: z.int(), toBp: z.int(), people: z.int() })),
});
export type ExamResults = z.infer<typeof examResults>;

/** One person's result for those who lead or keep; people stand in the order of the sittings. */
export const personResult = z.object({
  personId: id,
  name: z.string(),
  unitName: z.string(),
  state: sittingState,
  deferred: z.nullable(deferReason),
  submittedAt: z.nullable(instant),
  /** Null: nothing was handed in, which is not 0. */
  score: z.nullable(attemptScore),
});
export type PersonResult = z.infer<typeof personResult>;

export const flagWrite = z.strictObject({
  ...phoneWrite,
  outcome: z.enum(flagOutcomes),
  note: text(300),
});
