import { z } from '../core';
import { isEmptyAnswer, type PartAnswer, type QuestionAnswer } from './answer';
import type { PartBody, QuestionBody } from './body';
import type { KeyedQuestion, PartKey, QuestionKey } from './key';
import { normalText, readNumber, withinTolerance } from './normal';

/**
 * How a multiple-choice answer that is not wholly right counts. In all of them the exact set brings
 * everything, and more right options never bring less.
 * - `exact`: nothing else brings anything.
 * - `half`: some right ones and no wrong one bring half.
 * - `share`: as `half`, but the share of right ones that were chosen.
 * - `minus`: each right one brings its share, each wrong one takes a share away, never below 0.
 */
export const multipleRules = ['exact', 'half', 'share', 'minus'] as const;

export const gradeRule = z.object({
  multiple: z.enum(multipleRules),
  /** `each`: every right blank brings its share; `all`: all or nothing. */
  fillIn: z.enum(['each', 'all']),
});
export type GradeRule = z.infer<typeof gradeRule>;

/** Practice asks whether one knows it: all or nothing. */
export const PRACTICE_RULE: GradeRule = { multiple: 'exact', fillIn: 'all' };

export const gradeState = z.enum(['graded', 'needs_marking']);

export interface PartGrade {
  id: string;
  /** Share of the whole that this part is worth, 0 to 1. */
  share: number;
  score: number;
  state: z.infer<typeof gradeState>;
}

export interface Grade {
  /** 0 (nothing) to 1 (everything). What waits for a person counts 0 until then. */
  score: number;
  state: z.infer<typeof gradeState>;
  /** Of a case, each part in the order of the body; empty for every other kind. */
  parts: PartGrade[];
}

const graded = (score: number): Grade => ({ score, state: 'graded', parts: [] });

function gradeMultiple(
  chosen: readonly string[],
  answer: readonly string[],
  rule: GradeRule['multiple'],
): number {
  const given = new Set(chosen);
  const right = new Set(answer);
  const hits = [...right].filter((one) => given.has(one)).length;
  const misses = given.size - hits;
  if (right.size === 0) return 0;
  if (hits === right.size && misses === 0) return 1;
  if (rule === 'exact') return 0;
  if (rule === 'minus') return Math.max(0, (hits - misses) / right.size);
  if (misses > 0 || hits === 0) return 0;
  return rule === 'half' ? 0.5 : hits / right.size;
}

function gradeFillIn(
  answer: Extract<PartAnswer, { kind: 'fill_in' }>,
  key: Extract<PartKey, { kind: 'fill_in' }>,
  rule: GradeRule['fillIn'],
): number {
  const given = new Map(answer.blanks.map((one) => [one.id, normalText(one.text)]));
  const right = key.blanks.filter(({ id, accepted }) => {
    const text = given.get(id);
    return text !== undefined && text !== '' && accepted.some((one) => normalText(one) === text);
  });
  if (key.blanks.length === 0) return 0;
  if (rule === 'all') return right.length === key.blanks.length ? 1 : 0;
  return right.length / key.blanks.length;
}

function gradePart(
  body: PartBody,
  key: PartKey | undefined,
  answer: PartAnswer | undefined,
  rule: GradeRule,
): Grade {
  if (!answer || !key || isEmptyAnswer(answer)) return graded(0);
  if (key.kind === 'short_answer' || answer.kind === 'short_answer') {
    const marked = answer.kind === key.kind && body.kind === key.kind;
    return marked ? { score: 0, state: 'needs_marking', parts: [] } : graded(0);
  }
  if (key.kind === 'fill_in') {
    return graded(answer.kind === 'fill_in' ? gradeFillIn(answer, key, rule.fillIn) : 0);
  }
  if (key.kind === 'numeric') {
    if (answer.kind !== 'numeric') return graded(0);
    const value = readNumber(answer.text, body.kind === 'numeric' ? body.unit : null);
    return graded(value !== null && withinTolerance(value, key.value, key.tolerance) ? 1 : 0);
  }
  if (answer.kind !== key.kind) return graded(0);
  const multipleRule = key.kind === 'multiple' ? rule.multiple : 'exact';
  return graded(gradeMultiple(answer.chosen, key.answer, multipleRule));
}

function gradeCase(
  body: Extract<QuestionBody, { kind: 'case' }>,
  key: QuestionKey,
  answer: QuestionAnswer,
  rule: GradeRule,
): Grade {
  if (key.kind !== 'case' || answer.kind !== 'case') return graded(0);
  const keys = new Map(key.parts.map((one) => [one.id, one.key]));
  const given = new Map(answer.parts.map((one) => [one.id, one.answer]));
  const total = body.parts.reduce((sum, part) => sum + part.points, 0);
  if (total === 0) return graded(0);
  const parts = body.parts.map(({ id, points, body: partBody }): PartGrade => {
    const { score, state } = gradePart(partBody, keys.get(id), given.get(id), rule);
    return { id, share: points / total, score, state };
  });
  const points = body.parts.reduce((sum, part, i) => sum + part.points * (parts[i]?.score ?? 0), 0);
  const waits = parts.some((one) => one.state === 'needs_marking');
  return { score: points / total, state: waits ? 'needs_marking' : 'graded', parts };
}

/**
 * What an answer is worth. Pure and total: an answer of another kind, to unknown options or none at
 * all is worth 0. Options, blanks and parts count by identity, never by letter or place.
 */
export function gradeAnswer(
  question: KeyedQuestion,
  answer: QuestionAnswer | null,
  rule: GradeRule,
): Grade {
  const { body, key } = question;
  if (answer === null) return graded(0);
  if (body.kind === 'case') return gradeCase(body, key, answer, rule);
  if (key.kind === 'case' || answer.kind === 'case') return graded(0);
  return gradePart(body, key, answer, rule);
}

/** Most that people may give for a written answer: the sum of its criteria. */
export function criteriaPoints(key: Extract<PartKey, { kind: 'short_answer' }>): number {
  return key.criteria.reduce((sum, one) => sum + one.points, 0);
}

function fullPart(key: PartKey): PartAnswer {
  switch (key.kind) {
    case 'fill_in':
      return {
        kind: key.kind,
        blanks: key.blanks.map(({ id, accepted }) => ({ id, text: accepted[0] ?? '' })),
      };
    case 'numeric':
      return { kind: key.kind, text: String(key.value) };
    case 'short_answer':
      return { kind: key.kind, text: key.model };
    default:
      return { kind: key.kind, chosen: [...key.answer] };
  }
}

/** The answer that the key asks for; of a written one its model. */
export function fullAnswer(key: QuestionKey): QuestionAnswer {
  if (key.kind !== 'case') return fullPart(key);
  return {
    kind: 'case',
    parts: key.parts.map((part) => ({ id: part.id, answer: fullPart(part.key) })),
  };
}
