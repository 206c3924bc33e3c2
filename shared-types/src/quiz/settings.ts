import { heldVersion, inHeldOrder, z } from '../core';

const share = z.number().check(z.minimum(0.5), z.maximum(0.97));

const memory = {
  ...heldVersion.shape,
  /** How likely a right answer shall still be when a question comes back. */
  retention: share,
  /** A question counts as mastered while a right answer is at least this likely. */
  mastered: share,
  /** Right on so many different days, and a question leaves the wrong-answer book. */
  rightDaysToLeave: z.int().check(z.minimum(1), z.maximum(10)),
};

/** When a question comes back, when it counts as mastered, and when it leaves the wrong-answer book. */
export const memoryRules = z.object(memory);
export type MemoryRules = z.infer<typeof memoryRules>;

const count = z.int().check(z.minimum(0), z.maximum(100));

/** Sizes and shares of practice, which the plan leaves to the bureau. */
export const quizSettings = z.strictObject({
  ...memory,
  dailySize: count,
  /** Questions of its topic that a finding puts into practice. */
  perNeed: count,
  topicSize: count,
  /** Due questions of a day at most: the others wait, so that new ones still come after a holiday. */
  dailyReviews: count,
  /** Mock paper: questions by kind. */
  mock: z.strictObject({
    single: z.optional(count),
    multiple: z.optional(count),
    true_false: z.optional(count),
    fill_in: z.optional(count),
    numeric: z.optional(count),
    short_answer: z.optional(count),
    case: z.optional(count),
  }),
});
export type QuizSettings = z.infer<typeof quizSettings>;

/** Every version: what a person did counts by the one that held on its day. */
export const quizSettingsHistory = z
  .array(quizSettings)
  .check(z.minLength(1), z.refine(inHeldOrder));
