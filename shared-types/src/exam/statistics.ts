import { code, id, instant, z } from '../core';
import { questionKind } from '../quiz';

/** A share in basis points (10,000: all); null where it is not defined, which is not 0. */
const shareBp = z.nullable(z.int());
/** Hundredths of a point. */
const centi = z.nullable(z.int());

export const adviceCodes = [
  'key_suspect',
  'negative',
  'too_hard',
  'too_easy',
  'weak',
  'idle_option',
] as const;

/** What to look at in a question; whether it is bad, a person says. */
export const itemAdvice = z.object({
  code: z.enum(adviceCodes),
  /** Chinese, safe to show. */
  message: z.string(),
});
export type ItemAdvice = z.infer<typeof itemAdvice>;

/** Of the paper as a whole; `server/src/features/exam/statistics.rules.ts` says how each is defined. */
export const paperStatistics = z.object({
  /** Whose counted attempts are analysed: wholly marked ones. */
  people: z.int(),
  maxCenti: centi,
  meanCenti: centi,
  medianCenti: centi,
  deviationCenti: centi,
  /** To two places; 0 where the scores lie evenly about their mean. */
  skewness: z.nullable(z.number()),
  /** To two places; 0 for a normal distribution. */
  kurtosis: z.nullable(z.number()),
  /** Coefficient of internal consistency, 10,000 at most; it may be negative. */
  alphaBp: shareBp,
  errorRatioBp: shareBp,
  standardErrorCenti: centi,
});
export type PaperStatistics = z.infer<typeof paperStatistics>;

export const optionStatistics = z.object({
  /** Null: nothing was given. */
  optionId: z.nullable(code),
  text: z.nullable(z.string()),
  right: z.boolean(),
  chosen: z.int(),
  shareBp,
  /** Of the third of people with the most, and with the least points on the paper. */
  upperBp: shareBp,
  lowerBp: shareBp,
});

export const questionStatistics = z.object({
  code,
  kind: questionKind,
  stem: z.string(),
  topicName: z.string(),
  points: z.int(),
  /** On whose papers it was; a drawn question has its own number. */
  people: z.int(),
  facilityBp: shareBp,
  deviationBp: shareBp,
  intendedBp: shareBp,
  effectiveBp: shareBp,
  /** -10,000 to 10,000. */
  discriminationBp: shareBp,
  efficiencyBp: shareBp,
  /** One for each choice that it offers; of a case, one for each such part. */
  tables: z.array(z.object({ partId: z.nullable(code), options: z.array(optionStatistics) })),
  advice: z.array(itemAdvice),
  /** How often its key was corrected on this paper. */
  corrections: z.int(),
});
export type QuestionStatistics = z.infer<typeof questionStatistics>;

/** All that the page of statistics needs, questions in the order of their codes. */
export const examStatistics = z.object({
  examId: id,
  title: z.string(),
  at: instant,
  test: paperStatistics,
  /** Wholly marked papers; of very many an even share is analysed, as many as `test.people` says. */
  marked: z.int(),
  /** Papers left out while an answer waits for a person. */
  waiting: z.int(),
  questions: z.array(questionStatistics),
});
export type ExamStatistics = z.infer<typeof examStatistics>;
