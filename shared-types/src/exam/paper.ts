import { code, id, instant, phoneWrite, text, z } from '../core';
import { examQuestion, gradeRule, picturesIn, questionKind } from '../quiz';

/** A draft is written; a published paper never changes; an archived one is put away. */
export const paperStates = ['draft', 'published', 'archived'] as const;
export const paperState = z.enum(paperStates);
export type PaperState = z.infer<typeof paperState>;

/** Most questions on one person's paper. */
export const MAX_QUESTIONS = 200;

const points = z.int().check(z.minimum(1), z.maximum(100));
const difficulty = z.int().check(z.minimum(1), z.maximum(5));

/** "Draw `count` of what there is": a line of a blueprint. */
export const paperRule = z.strictObject({
  id: code,
  /** A topic with all below it; null: of any topic, or kind. */
  topic: z.nullable(code),
  kind: z.nullable(questionKind),
  /** Both ends included. */
  difficultyFrom: difficulty,
  difficultyTo: difficulty,
  count: z.int().check(z.minimum(1), z.maximum(MAX_QUESTIONS)),
  /** What each of its questions is worth. */
  points,
});
export type PaperRule = z.infer<typeof paperRule>;

/** A question that everybody gets. */
export const paperPick = z.strictObject({ code, points });
export type PaperPick = z.infer<typeof paperPick>;

/**
 * How a paper comes about: `blueprint` draws for each person by the rules, every person the same counts,
 * kinds, topics and points; `fixed` asks everybody the same questions.
 */
export const paperContent = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('blueprint'),
    rules: z.array(paperRule).check(z.minLength(1), z.maxLength(40)),
  }),
  z.strictObject({
    method: z.literal('fixed'),
    questions: z.array(paperPick).check(z.minLength(1), z.maxLength(MAX_QUESTIONS)),
  }),
]);
export type PaperContent = z.infer<typeof paperContent>;

export const paperDraft = z.strictObject({
  title: text(60),
  note: z.nullable(text(300)),
  content: paperContent,
  /** Every person has another order, from the person's own seed; kinds stay together. */
  shuffleQuestions: z.boolean(),
  /** Options of single and multiple choice, parts of a case included; 对 and 错 stay in place. */
  shuffleOptions: z.boolean(),
  gradeRule,
});
export type PaperDraft = z.infer<typeof paperDraft>;

/** What stands in the way of publishing a draft. */
export const paperProblem = z.object({
  /** `content.rules.1` or `content.questions.3`. */
  path: z.string(),
  reason: z.enum(['not_enough', 'unknown', 'not_confirmed', 'repeated', 'too_many', 'difficulty']),
  /** Chinese, safe to show. */
  message: z.string(),
});
export type PaperProblem = z.infer<typeof paperProblem>;

export const paperSummary = z.object({
  id,
  title: z.string(),
  state: paperState,
  method: z.enum(['blueprint', 'fixed']),
  /** Questions of one person. */
  questions: z.int(),
  /** Points of a paper that is wholly right. */
  points: z.int(),
  changedAt: instant,
  publishedAt: z.nullable(instant),
});
export type PaperSummary = z.infer<typeof paperSummary>;

/** A question of a fixed paper in short, for whoever composes it. */
export const pickedQuestion = z.object({
  code,
  /** In one line, blanks as rules. */
  stem: z.string(),
  kind: questionKind,
  topicName: z.string(),
  difficulty: z.int(),
});
export type PickedQuestion = z.infer<typeof pickedQuestion>;

export const paper = z.object({
  ...paperSummary.shape,
  /** Grows with each change; a change names the one it saw. */
  version: z.int(),
  draft: paperDraft,
  /** How many questions fit each rule now or, once published, were kept for it; empty where fixed. */
  supply: z.array(z.object({ ruleId: code, available: z.int() })),
  /** Of a fixed paper what the bank has now or, once published, what was kept; what it has no more is left out. */
  picked: z.array(pickedQuestion),
  /** Empty: it can be published. */
  problems: z.array(paperProblem),
  /** Questions that were frozen with it; 0 before. */
  frozen: z.int(),
});
export type Paper = z.infer<typeof paper>;

export const paperCreate = z.strictObject({ ...phoneWrite, draft: paperDraft });
export const paperChange = z.strictObject({ ...phoneWrite, version: z.int(), draft: paperDraft });
export const paperStep = z.strictObject({ ...phoneWrite, version: z.int() });

/** A question on one person's paper: no key, no explanation. */
export const sheetQuestion = z.object({ ...examQuestion.shape, points: z.int() });
export type SheetQuestion = z.infer<typeof sheetQuestion>;

/** One person's paper in the order in which it is shown, options too. */
export const sheet = z.object({
  title: z.string(),
  points: z.int(),
  questions: z.array(sheetQuestion),
});
export type Sheet = z.infer<typeof sheet>;

/** Pictures of all questions and parts of a paper, each once, by id and so in no order of the paper. */
export function picturesOf({ questions }: Pick<Sheet, 'questions'>): string[] {
  return [...new Set(questions.flatMap(({ body }) => picturesIn(body)))].sort();
}
