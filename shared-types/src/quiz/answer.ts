import { code, z } from '../core';
import { MAX_BLANKS, MAX_OPTIONS, MAX_PARTS, type QuestionBody } from './body';

/** Text of an answer: it may be empty (taken back), and is never trimmed on its way. */
const written = (max: number) => z.string().check(z.maxLength(max));

const chosen = z.array(code).check(z.maxLength(MAX_OPTIONS));
const singleAnswer = z.strictObject({ kind: z.literal('single'), chosen });
const multipleAnswer = z.strictObject({ kind: z.literal('multiple'), chosen });
const trueFalseAnswer = z.strictObject({ kind: z.literal('true_false'), chosen });
const fillInAnswer = z.strictObject({
  kind: z.literal('fill_in'),
  blanks: z.array(z.strictObject({ id: code, text: written(200) })).check(z.maxLength(MAX_BLANKS)),
});
/** As it was typed: width, thousands separators and a unit behind it do not matter. */
const numericAnswer = z.strictObject({ kind: z.literal('numeric'), text: written(40) });
const shortAnswer = z.strictObject({ kind: z.literal('short_answer'), text: written(5000) });

export const partAnswer = z.discriminatedUnion('kind', [
  singleAnswer,
  multipleAnswer,
  trueFalseAnswer,
  fillInAnswer,
  numericAnswer,
  shortAnswer,
]);
export type PartAnswer = z.infer<typeof partAnswer>;

const caseAnswer = z.strictObject({
  kind: z.literal('case'),
  parts: z.array(z.strictObject({ id: code, answer: partAnswer })).check(z.maxLength(MAX_PARTS)),
});

/** What a person gave, by identity of options, blanks and parts; one schema for each kind. */
export const questionAnswer = z.discriminatedUnion('kind', [
  singleAnswer,
  multipleAnswer,
  trueFalseAnswer,
  fillInAnswer,
  numericAnswer,
  shortAnswer,
  caseAnswer,
]);
export type QuestionAnswer = z.infer<typeof questionAnswer>;
export type AnswerOf<K extends QuestionAnswer['kind']> = Extract<QuestionAnswer, { kind: K }>;

export const answerProblems = [
  'other_kind',
  'unknown_option',
  'unknown_blank',
  'unknown_part',
  'repeated',
  'too_many',
  'too_long',
] as const;
export type AnswerProblem = (typeof answerProblems)[number];

function repeats(ids: readonly string[]): boolean {
  return ids.some((id, at) => ids.indexOf(id) < at);
}

function idsProblem(
  given: readonly string[],
  known: readonly { id: string }[],
  unknown: AnswerProblem,
): AnswerProblem | null {
  if (repeats(given)) return 'repeated';
  const isKnown = (id: string) => known.some((one) => one.id === id);
  return given.every(isKnown) ? null : unknown;
}

/** Why an answer cannot be one to this question; null where it can, an empty one included. */
export function answerProblem(body: QuestionBody, answer: QuestionAnswer): AnswerProblem | null {
  switch (body.kind) {
    case 'fill_in':
      if (answer.kind !== body.kind) return 'other_kind';
      return idsProblem(
        answer.blanks.map((one) => one.id),
        body.blanks,
        'unknown_blank',
      );
    case 'numeric':
      return answer.kind === body.kind ? null : 'other_kind';
    case 'short_answer':
      if (answer.kind !== body.kind) return 'other_kind';
      return answer.text.length > body.maxLength ? 'too_long' : null;
    case 'case': {
      if (answer.kind !== body.kind) return 'other_kind';
      const ids = answer.parts.map((one) => one.id);
      const problem = idsProblem(ids, body.parts, 'unknown_part');
      if (problem) return problem;
      const bodies = new Map(body.parts.map((part) => [part.id, part.body]));
      for (const part of answer.parts) {
        const partBody = bodies.get(part.id);
        const inPart = partBody && answerProblem(partBody, part.answer);
        if (inPart) return inPart;
      }
      return null;
    }
    default:
      if (answer.kind !== body.kind) return 'other_kind';
      if (body.kind !== 'multiple' && answer.chosen.length > 1) return 'too_many';
      return idsProblem(answer.chosen, body.options, 'unknown_option');
  }
}

/** Whether nothing was given: no option, only white space. */
export function isEmptyAnswer(answer: QuestionAnswer | null): boolean {
  if (answer === null) return true;
  switch (answer.kind) {
    case 'fill_in':
      return answer.blanks.every((one) => one.text.trim() === '');
    case 'numeric':
    case 'short_answer':
      return answer.text.trim() === '';
    case 'case':
      return answer.parts.every((one) => isEmptyAnswer(one.answer));
    default:
      return answer.chosen.length === 0;
  }
}
