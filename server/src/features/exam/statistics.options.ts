import type {
  PartBody,
  PartKey,
  QuestionAnswer,
  QuestionBody,
  QuestionKey,
} from '@qiangji/shared-types';

/** How often an option was chosen, by all and by those whose papers were best and least. */
export interface OptionCount {
  /** Null: nothing was given. */
  optionId: string | null;
  text: string | null;
  right: boolean;
  /** Of several options each counts, so that shares of a multiple choice may add up to more than 1. */
  chosen: number;
  /** Of the people who had the question; null where nobody had it. */
  share: number | null;
  /** Of the third of people with the most points; null where no thirds can be told apart. */
  upperShare: number | null;
  lowerShare: number | null;
}

/** The options of a question or, of a case, of one part of it. */
export interface OptionTable {
  partId: string | null;
  options: OptionCount[];
}

export interface GivenBy {
  answer: QuestionAnswer | null;
  /** The person's total on the whole paper. */
  totalCenti: number;
}

interface Thirds {
  upper(one: GivenBy): boolean;
  lower(one: GivenBy): boolean;
}

/**
 * The third with the most and that with the least points. People with the same total are never
 * parted: ties join the third that they reach into, and where that leaves both the same people,
 * there are no thirds.
 */
function thirdsOf(given: readonly GivenBy[]): Thirds | null {
  const totals = given.map((one) => one.totalCenti).sort((a, b) => a - b);
  const size = Math.floor(totals.length / 3);
  const [low, high] = [totals[size - 1], totals[totals.length - size]];
  if (low === undefined || high === undefined || low >= high) return null;
  return {
    upper: (one) => one.totalCenti >= high,
    lower: (one) => one.totalCenti <= low,
  };
}

function shareOf(given: readonly GivenBy[], chose: (one: GivenBy) => boolean): number | null {
  return given.length === 0 ? null : given.filter(chose).length / given.length;
}

function choiceIn(answer: QuestionAnswer | null, partId: string | null): readonly string[] {
  const part =
    partId !== null && answer?.kind === 'case'
      ? answer.parts.find((one) => one.id === partId)?.answer
      : answer;
  return part && 'chosen' in part ? part.chosen : [];
}

function tableOf(
  partId: string | null,
  body: PartBody,
  key: PartKey | undefined,
  given: readonly GivenBy[],
): OptionTable[] {
  if (body.kind !== 'single' && body.kind !== 'multiple' && body.kind !== 'true_false') return [];
  const right = new Set(key && 'answer' in key ? key.answer : []);
  const thirds = thirdsOf(given);
  const upper = thirds && given.filter(thirds.upper);
  const lower = thirds && given.filter(thirds.lower);
  const count = (chose: (one: GivenBy) => boolean) => ({
    chosen: given.filter(chose).length,
    share: shareOf(given, chose),
    upperShare: upper && shareOf(upper, chose),
    lowerShare: lower && shareOf(lower, chose),
  });
  const options: OptionCount[] = body.options.map(({ id, text }) => ({
    optionId: id,
    text,
    right: right.has(id),
    ...count((one) => choiceIn(one.answer, partId).includes(id)),
  }));
  const none = count((one) => choiceIn(one.answer, partId).length === 0);
  options.push({ optionId: null, text: null, right: false, ...none });
  return [{ partId, options }];
}

/** A table for each choice that a question offers; none for those without options. */
export function optionTables(
  body: QuestionBody,
  key: QuestionKey,
  given: readonly GivenBy[],
): OptionTable[] {
  if (body.kind !== 'case') return key.kind === 'case' ? [] : tableOf(null, body, key, given);
  const keys = new Map(key.kind === 'case' ? key.parts.map((one) => [one.id, one.key]) : []);
  return body.parts.flatMap((part) => tableOf(part.id, part.body, keys.get(part.id), given));
}
