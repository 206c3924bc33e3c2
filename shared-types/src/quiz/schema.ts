import { code, day, id, instant, lawCheck, phoneWrite, text, z } from '../core';
import { questionAnswer } from './answer';
import { questionBody, type QuestionKind } from './body';
import { questionKey } from './key';
import { questionDraft } from './question';

/** Only `active` questions are asked; a retired one keeps the answers that were given to it. */
export const questionStates = ['draft', 'active', 'retired'] as const;
export const questionState = z.enum(questionStates);
export type QuestionState = z.infer<typeof questionState>;

export const verifiedStates = ['unverified', 'archive_checked', 'confirmed'] as const;
export const verifiedState = z.enum(verifiedStates);
export type VerifiedState = z.infer<typeof verifiedState>;

/** Who held the question against which text, and when. */
export const questionVerified = z.object({
  state: verifiedState,
  who: z.string(),
  /** Day of the check; null where nobody checked. */
  when: z.nullable(day),
  text: z.string(),
});
export type QuestionVerified = z.infer<typeof questionVerified>;

export const questionLaw = z.object({
  name: z.string(),
  article: z.string(),
  version: z.string(),
});
export type QuestionLaw = z.infer<typeof questionLaw>;

const questionContent = z.object({
  code,
  /** Version of its content; an answer names the one that was seen. */
  version: z.int(),
  body: questionBody,
  key: questionKey,
  explanation: z.string(),
  topic: code,
  topicName: z.string(),
  law: z.nullable(questionLaw),
});

/** A question for practice travels with key and explanation: it must work with no network. */
export const practiceQuestion = z.object({ ...questionContent.shape, verified: verifiedState });
export type PracticeQuestion = z.infer<typeof practiceQuestion>;

/**
 * Kinds that a machine can judge whole. What is written in one's own words is compared with the model
 * by oneself: it is shown in topic practice, and no answer to it is kept.
 */
export function isSelfCompared({ body }: Pick<PracticeQuestion, 'body'>): boolean {
  const written = (kind: QuestionKind) => kind === 'short_answer';
  return body.kind === 'case'
    ? body.parts.some((one) => written(one.body.kind))
    : written(body.kind);
}

/** Why a question or a piece is in a day's practice: a finding of a spot check. */
export const practiceReason = z.object({
  needId: id,
  topic: code,
  topicName: z.string(),
  /** What was found, in the words of the standard item. */
  text: z.string(),
  foundAt: instant,
  /** The piece to read with it; null where there is none of this topic. */
  piece: z.nullable(z.object({ slug: code, title: z.string() })),
});
export type PracticeReason = z.infer<typeof practiceReason>;

/** One person's questions of one day. Questions of a finding come first and name it. */
export const practice = z.object({
  day,
  questions: z.array(
    z.object({
      ...practiceQuestion.shape,
      needId: z.nullable(id),
      /** My latest answer since the day began, from whatever phone; null before. */
      given: z.nullable(z.object({ answer: questionAnswer, right: z.boolean() })),
    }),
  ),
  reasons: z.array(practiceReason),
  /** Whether findings may still join it: until it is first asked for on its own day. */
  open: z.boolean(),
  /**
   * Due questions that wait beyond this set, for instance after a holiday, and on how many days they
   * are spread; null where none waits. Nothing is owed: they come by themselves.
   */
  backlog: z.nullable(z.object({ waiting: z.int(), days: z.int() })),
});
export type Practice = z.infer<typeof practice>;

/** Questions drawn for topic practice or a mock paper; the same seed draws the same. */
export const questionSet = z.object({ seed: id, questions: z.array(practiceQuestion) });
export type QuestionSet = z.infer<typeof questionSet>;

export const answerModes = ['daily', 'topic', 'wrong_book', 'mock'] as const;
export const answerMode = z.enum(answerModes);
export type AnswerMode = z.infer<typeof answerMode>;

/** At most this many answers in one call. */
export const MAX_ANSWERS = 50;

export const answerWrite = z.strictObject({
  ...phoneWrite,
  questionCode: code,
  questionVersion: z.int().check(z.minimum(1)),
  answer: z.optional(questionAnswer),
  /** The way of the contract before, which phones may still hold in their outbox: options only. */
  chosen: z.optional(z.array(code).check(z.minLength(1), z.maxLength(10))),
  mode: answerMode,
});
export type AnswerWrite = z.infer<typeof answerWrite>;

/**
 * A batch is an envelope: its own `opId` is the outbox's. What is kept once is each answer under the
 * `opId` of its own, so a batch may be cut anew and sent again.
 */
export const answersWrite = z.strictObject({
  ...phoneWrite,
  answers: z.array(answerWrite).check(z.minLength(1), z.maxLength(MAX_ANSWERS)),
});

export const answerOutcome = z.object({
  opId: id,
  /** `refused` answers are not kept; `code` and `message` say why. */
  state: z.enum(['kept', 'refused']),
  right: z.nullable(z.boolean()),
  code: z.nullable(z.enum(['NOT_FOUND', 'VALIDATION_FAILED', 'OP_ID_REUSED'])),
  message: z.nullable(z.string()),
});
export type AnswerOutcome = z.infer<typeof answerOutcome>;

/** A question that was wrong and not yet right again on two different days. */
export const wrongEntry = z.object({
  ...practiceQuestion.shape,
  lastAnswer: questionAnswer,
  wrongAt: instant,
  /** Days on which it was right since: two and it leaves the book. */
  rightDays: z.int(),
});
export type WrongEntry = z.infer<typeof wrongEntry>;

/** Counts of one topic; never minutes. `mastered` of `total` active questions that cite no ended law. */
export const topicMastery = z.object({
  topic: code,
  topicName: z.string(),
  /** What it belongs to; null where it stands by itself. */
  parent: z.nullable(z.object({ topic: code, topicName: z.string() })),
  total: z.int(),
  /** Answered at least once. */
  answered: z.int(),
  /** Last answer right, and likely (80 %) to be right today. */
  mastered: z.int(),
});
export type TopicMastery = z.infer<typeof topicMastery>;

export const questionEvent = z.object({
  type: z.enum(['imported', 'created', 'changed', 'state', 'verified']),
  at: instant,
  who: z.string(),
  text: z.string(),
  /** The version that came of it and what it changed; null where the content stayed. */
  diff: z.nullable(
    z.object({
      version: z.int(),
      parts: z.array(
        z.object({
          /** What it is, in Chinese: 题干, 选项 B, 答案 ... */
          name: z.string(),
          /** null: it was not there. */
          before: z.nullable(z.string()),
          after: z.nullable(z.string()),
        }),
      ),
    }),
  ),
});
export type QuestionEventView = z.infer<typeof questionEvent>;

/** A question as its keepers see it. */
export const bankQuestion = z.object({
  ...questionContent.shape,
  /** Grows with each change of the record; a change names the one it saw. */
  revision: z.int(),
  state: questionState,
  verified: questionVerified,
  difficulty: z.int(),
  /** Number of the checked fact that it rests on; null for the bureau's own. */
  fact: z.nullable(z.string()),
  source: z.enum(['shipped', 'imported', 'written']),
  author: z.nullable(z.string()),
  /** Who last put it into use; null before. */
  reviewer: z.nullable(z.string()),
  /** Why its key is in doubt: it was corrected in an exam, and the question is out of use since. */
  doubt: z.nullable(z.object({ reason: z.string(), at: instant })),
  /** The day on which the version of the law that it cites ends or ended; null where none is known. */
  lawEndsOn: z.nullable(day),
});
export type BankQuestion = z.infer<typeof bankQuestion>;

export const bankQuestionDetail = z.object({
  ...bankQuestion.shape,
  /** Oldest first. */
  history: z.array(questionEvent),
});
export type BankQuestionDetail = z.infer<typeof bankQuestionDetail>;

export const questionStateChange = z.strictObject({
  ...phoneWrite,
  revision: z.int(),
  state: questionState,
  /** Why; kept in the history. */
  reason: z.optional(text(200)),
});

/** The legal officer's word on a question. */
export const questionVerifyWrite = z.strictObject({
  ...phoneWrite,
  revision: z.int(),
  ...lawCheck.shape,
});

/** A new question, or the next version of one. */
export const questionCreate = z.strictObject({ ...phoneWrite, draft: questionDraft });
export const questionChange = z.strictObject({
  ...phoneWrite,
  revision: z.int(),
  draft: questionDraft,
});

/** One version of a law that questions cite. */
export const citedLaw = z.object({
  name: z.string(),
  version: z.string(),
  /** Questions that cite it, whatever their state. */
  questions: z.int(),
  /** From this day on it is no longer in force: its questions are asked nowhere. */
  endsOn: z.nullable(day),
  /** What took its place, in words. */
  note: z.nullable(z.string()),
});
export type CitedLaw = z.infer<typeof citedLaw>;

/** A version of a law ends; naming another day, or none, mends an earlier word. */
export const lawEndWrite = z.strictObject({
  ...phoneWrite,
  name: text(100),
  version: text(100),
  endsOn: z.nullable(day),
  note: z.optional(text(200)),
});
