import { code, id, instant, phoneWrite, text, z } from '../core';
import { criterion, questionAnswer, questionBody, questionKey, questionKind } from '../quiz';

/** How much of an exam waits for people, question by question. */
export const markingOverview = z.object({
  examId: id,
  title: z.string(),
  waiting: z.int(),
  /** All papers are in. Before, which is up to two minutes and the grace after the close, more may come. */
  complete: z.boolean(),
  questions: z.array(
    z.object({
      code,
      kind: questionKind,
      stem: z.string(),
      points: z.int(),
      /** Nobody has it in hand. */
      waiting: z.int(),
      claimed: z.int(),
      marked: z.int(),
    }),
  ),
});
export type MarkingOverview = z.infer<typeof markingOverview>;

/** What is judged by a person: the answer or, of a case, one part of it. */
export const markingPart = z.object({
  partId: z.nullable(code),
  stem: z.string(),
  /** What was written; it is not empty. */
  text: z.string(),
  model: z.string(),
  criteria: z.array(criterion),
});
export type MarkingPart = z.infer<typeof markingPart>;

/** One answer to mark. Whose it is, its marker does not see. */
export const markingTask = z.object({
  id,
  /** A mark names the one it saw. */
  version: z.int(),
  code,
  points: z.int(),
  body: questionBody,
  answer: questionAnswer,
  parts: z.array(markingPart),
  /** Until then nobody else gets it. */
  claimedUntil: instant,
  /** What was asked of whoever marks it again; null the first time. */
  again: z.nullable(z.string()),
});
export type MarkingTask = z.infer<typeof markingTask>;

export const markingClaim = z.strictObject({
  ...phoneWrite,
  /** Null: of any question. */
  code: z.nullable(code),
});
export const markingClaimed = z.object({
  /** Null: nothing waits for this person. */
  task: z.nullable(markingTask),
  /** How many wait besides. */
  left: z.int(),
});

/** Points for each criterion of each part that the task names. */
export const markedParts = z
  .array(
    z.strictObject({
      partId: z.nullable(code),
      criteria: z
        .array(z.strictObject({ id: code, points: z.int().check(z.minimum(0), z.maximum(100)) }))
        .check(z.minLength(1), z.maxLength(10)),
    }),
  )
  .check(z.minLength(1), z.maxLength(10));
export type MarkedParts = z.infer<typeof markedParts>;

export const markWrite = z.strictObject({
  ...phoneWrite,
  version: z.int(),
  parts: markedParts,
  /** To the person who wrote it. */
  note: z.nullable(text(300)),
});
export const markStep = z.strictObject({ ...phoneWrite, version: z.int() });
export const markDone = z.object({ id, version: z.int(), scoreBp: z.nullable(z.int()) });

const explanation = z.string().check(z.trim(), z.maxLength(3000));

/** A key was wrong: another one counts, or everybody has the points. */
const corrected = {
  /** Shown from then on in place of the one before; left out, that one stays. */
  explanation: z.optional(explanation),
};
const otherKey = z.strictObject({ kind: z.literal('key'), key: questionKey, ...corrected });
const everyone = z.strictObject({ kind: z.literal('everyone'), ...corrected });
/** The key stands, and so do all points: only what is told with it was wrong. */
const explained = z.strictObject({ kind: z.literal('explanation'), explanation });
export const keyChange = z.discriminatedUnion('kind', [otherKey, everyone, explained]);
export type KeyChange = z.infer<typeof keyChange>;

export const keyCorrectionWrite = z.strictObject({
  ...phoneWrite,
  change: keyChange,
  /** Told to everybody whose points change. */
  reason: text(300),
});

export const keyCorrection = z.object({
  id,
  code,
  kind: z.enum(['key', 'everyone', 'explanation']),
  /** What counted from then on; null where everybody has the points, or where it stood. */
  key: z.nullable(questionKey),
  reason: z.string(),
  at: instant,
  who: z.string(),
  /** Null: it is still being worked through. */
  affected: z.nullable(z.int()),
});
export type KeyCorrection = z.infer<typeof keyCorrection>;

/** A question of a paper with its keys, for whoever puts one right; once the exam is closed. */
export const keptKey = z.object({
  code,
  body: questionBody,
  /** As it was printed; it stays whatever counts now. */
  printed: questionKey,
  /** What counts now. */
  key: questionKey,
  /** Everybody has the points, whatever was given. */
  everyone: z.boolean(),
  /** What is shown with the key now. */
  explanation: z.string(),
  /** Oldest first. */
  corrections: z.array(keyCorrection),
});
export type KeptKey = z.infer<typeof keptKey>;

export const appealStates = ['open', 'upheld', 'rejected'] as const;
export const appealState = z.enum(appealStates);
export type AppealState = z.infer<typeof appealState>;

/** What follows from an appeal that is upheld; `mark_again`: another person marks the answer. */
export const appealChange = z.discriminatedUnion('kind', [
  otherKey,
  everyone,
  explained,
  z.strictObject({ kind: z.literal('mark_again') }),
]);
export const upheldBy = z.enum(['key', 'everyone', 'explanation', 'mark_again']);
export type UpheldBy = z.infer<typeof upheldBy>;

/** As the person who appealed sees it. */
export const appeal = z.object({
  id,
  state: appealState,
  text: z.string(),
  sentAt: instant,
  /** Why it was decided so; null before. */
  reason: z.nullable(z.string()),
  decidedAt: z.nullable(instant),
  /** What followed where it was upheld; null otherwise, and of those decided before this was kept. */
  upheldBy: z.nullable(upheldBy),
});
export type Appeal = z.infer<typeof appeal>;

export const appealWrite = z.strictObject({ ...phoneWrite, attemptId: id, text: text(500) });

/** As those see it who decide. */
export const keptAppeal = z.object({
  ...appeal.shape,
  version: z.int(),
  personName: z.string(),
  unitName: z.string(),
  code,
  points: z.int(),
  /** What the answer brought; null while it waits for a person. */
  scoreBp: z.nullable(z.int()),
  body: questionBody,
  key: questionKey,
  explanation: z.string(),
  answer: z.nullable(questionAnswer),
  /** Marked by a person: it can be marked again. */
  byPerson: z.boolean(),
});
export type KeptAppeal = z.infer<typeof keptAppeal>;

export const appealDecision = z.strictObject({
  ...phoneWrite,
  version: z.int(),
  reason: text(500),
  decision: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('rejected') }),
    z.strictObject({ outcome: z.literal('upheld'), change: appealChange }),
  ]),
});
export type AppealDecision = z.infer<typeof appealDecision>;
