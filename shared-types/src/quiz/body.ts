import { code, id, text, z } from '../core';

/**
 * What a question shows. A body never holds a key or an explanation, so that it may leave the house
 * before the answers may.
 */
export const partKinds = [
  'single',
  'multiple',
  'true_false',
  'fill_in',
  'numeric',
  'short_answer',
] as const;
export const questionKinds = [...partKinds, 'case'] as const;
export const questionKind = z.enum(questionKinds);
export type QuestionKind = z.infer<typeof questionKind>;
export type PartKind = (typeof partKinds)[number];

export const MAX_STEM = 2000;
export const MAX_OPTIONS = 10;
export const MAX_BLANKS = 10;
export const MAX_PARTS = 10;
export const MAX_PICTURES = 6;

/** An option is known by its id: order and letters on the screen mean nothing. */
export const questionOption = z.object({ id: code, text: text(500) });
export type QuestionOption = z.infer<typeof questionOption>;

const asked = {
  stem: text(MAX_STEM),
  /** Ids of pictures, in the order in which they are shown. */
  media: z.array(id).check(z.maxLength(MAX_PICTURES)),
};
const choice = {
  ...asked,
  options: z.array(questionOption).check(z.minLength(2), z.maxLength(MAX_OPTIONS)),
};

const singleBody = z.object({ kind: z.literal('single'), ...choice });
const multipleBody = z.object({ kind: z.literal('multiple'), ...choice });
const trueFalseBody = z.object({ kind: z.literal('true_false'), ...choice });

/** The stem names the place of each blank by `[[id]]`. */
const fillInBody = z.object({
  kind: z.literal('fill_in'),
  ...asked,
  blanks: z.array(z.object({ id: code })).check(z.minLength(1), z.maxLength(MAX_BLANKS)),
});

const numericBody = z.object({
  kind: z.literal('numeric'),
  ...asked,
  /** Shown behind the field, e.g. 日; null for a bare number. */
  unit: z.nullable(text(20)),
});

/** Written in one's own words, and marked by people. */
const shortAnswerBody = z.object({
  kind: z.literal('short_answer'),
  ...asked,
  /** Characters that may be written at most. */
  maxLength: z.int().check(z.minimum(1), z.maximum(5000)),
});

export const partBody = z.discriminatedUnion('kind', [
  singleBody,
  multipleBody,
  trueFalseBody,
  fillInBody,
  numericBody,
  shortAnswerBody,
]);
export type PartBody = z.infer<typeof partBody>;

/** A scenario with several questions about it; a part counts by its points. */
const caseBody = z.object({
  kind: z.literal('case'),
  ...asked,
  parts: z
    .array(
      z.object({ id: code, points: z.int().check(z.minimum(1), z.maximum(100)), body: partBody }),
    )
    .check(z.minLength(1), z.maxLength(MAX_PARTS)),
});

export const questionBody = z.discriminatedUnion('kind', [
  singleBody,
  multipleBody,
  trueFalseBody,
  fillInBody,
  numericBody,
  shortAnswerBody,
  caseBody,
]);
export type QuestionBody = z.infer<typeof questionBody>;
export type BodyOf<K extends QuestionKind> = Extract<QuestionBody, { kind: K }>;
export type ChoiceBody = BodyOf<'single' | 'multiple' | 'true_false'>;

/** The two options of a true-or-false question. */
export const TRUE_FALSE_OPTIONS: readonly QuestionOption[] = [
  { id: 'a', text: '对' },
  { id: 'b', text: '错' },
];

export function isChoice(body: QuestionBody): body is ChoiceBody {
  return body.kind === 'single' || body.kind === 'multiple' || body.kind === 'true_false';
}

/** The stem cut at its blanks: words, or the id of a blank. */
export function stemPieces(stem: string): ({ text: string } | { blank: string })[] {
  return stem
    .split(/(\[\[[a-z0-9_-]+\]\])/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const blank = /^\[\[([a-z0-9_-]+)\]\]$/.exec(piece)?.[1];
      return blank === undefined ? { text: piece } : { blank };
    });
}

/** The stem as a line of a list: blanks as a rule. */
export function stemLine(body: QuestionBody): string {
  return body.kind === 'fill_in'
    ? stemPieces(body.stem)
        .map((piece) => ('text' in piece ? piece.text : '＿＿＿'))
        .join('')
    : body.stem;
}

/** Pictures of a question and of its parts, by id. */
export function picturesIn(body: QuestionBody): string[] {
  const parts = body.kind === 'case' ? body.parts.flatMap((part) => part.body.media) : [];
  return [...body.media, ...parts];
}
