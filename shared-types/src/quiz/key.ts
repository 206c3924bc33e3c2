import { code, text, z } from '../core';
import { MAX_BLANKS, MAX_OPTIONS, MAX_PARTS, type QuestionBody } from './body';

/** What is right. A key stays on the server until the review stage of the paper that it is on. */
const answer = z.array(code).check(z.minLength(1), z.maxLength(MAX_OPTIONS));

const singleKey = z.object({ kind: z.literal('single'), answer });
const multipleKey = z.object({ kind: z.literal('multiple'), answer });
const trueFalseKey = z.object({ kind: z.literal('true_false'), answer });

const fillInKey = z.object({
  kind: z.literal('fill_in'),
  blanks: z
    .array(
      z.object({
        id: code,
        /** Any of them is right, whatever its width, spacing and case. */
        accepted: z.array(text(200)).check(z.minLength(1), z.maxLength(10)),
      }),
    )
    .check(z.minLength(1), z.maxLength(MAX_BLANKS)),
});

const numericKey = z.object({
  kind: z.literal('numeric'),
  value: z.number(),
  /** How far from `value` an answer may lie, both ends included; in the unit of the body. */
  tolerance: z.number().check(z.minimum(0)),
});

export const criterion = z.object({
  id: code,
  text: text(300),
  /** Most that it may bring. */
  points: z.int().check(z.minimum(1), z.maximum(100)),
});
export type Criterion = z.infer<typeof criterion>;

const shortAnswerKey = z.object({
  kind: z.literal('short_answer'),
  /** An answer as it might be given. */
  model: text(3000),
  criteria: z.array(criterion).check(z.minLength(1), z.maxLength(10)),
});

export const partKey = z.discriminatedUnion('kind', [
  singleKey,
  multipleKey,
  trueFalseKey,
  fillInKey,
  numericKey,
  shortAnswerKey,
]);
export type PartKey = z.infer<typeof partKey>;

const caseKey = z.object({
  kind: z.literal('case'),
  parts: z
    .array(z.object({ id: code, key: partKey }))
    .check(z.minLength(1), z.maxLength(MAX_PARTS)),
});

export const questionKey = z.discriminatedUnion('kind', [
  singleKey,
  multipleKey,
  trueFalseKey,
  fillInKey,
  numericKey,
  shortAnswerKey,
  caseKey,
]);
export type QuestionKey = z.infer<typeof questionKey>;
export type KeyOf<K extends QuestionKey['kind']> = Extract<QuestionKey, { kind: K }>;

/** A question as a marker or the machine needs it. */
export interface KeyedQuestion {
  body: QuestionBody;
  key: QuestionKey;
}
