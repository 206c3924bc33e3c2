import { code, text, z } from '../core';
import { isChoice, questionBody, stemPieces, type PartBody, type QuestionBody } from './body';
import { questionKey, type PartKey, type QuestionKey } from './key';

/** Law, article and version are given together or not at all. */
export const questionLawWrite = z.strictObject({
  name: text(100),
  article: text(100),
  version: text(100),
});

/** What a question asks and what is right, as its author writes it. */
export const questionDraft = z.strictObject({
  body: questionBody,
  key: questionKey,
  /** Why, in our words; it is as secret as the key. A draft may do without for now. */
  explanation: z.string().check(z.trim(), z.maxLength(3000)),
  topic: code,
  law: z.nullable(questionLawWrite),
  /** 1 (easy) to 5. */
  difficulty: z.int().check(z.minimum(1), z.maximum(5)),
  /** Who wrote it; null where nobody is named. */
  author: z.nullable(text(50)),
});
export type QuestionDraft = z.infer<typeof questionDraft>;

/** A question as a paper shows it: no key, no explanation, nothing that gives them away. */
export const examQuestion = z.object({
  code,
  /** Version of the content that the key on the server belongs to. */
  version: z.int(),
  body: questionBody,
});
export type ExamQuestion = z.infer<typeof examQuestion>;

/** What does not fit together in a question that its schemas accept. */
export interface QuestionProblem {
  /** Dotted place in the draft, e.g. `key.answer` or `body.parts.1.key.blanks`. */
  path: string;
  /** Stable reason, e.g. `no_such_option`. */
  reason: string;
  /** Chinese, safe to show. */
  message: string;
}

type Keyed<B extends QuestionBody, K extends QuestionKey> = { body: B; key: K };

function repeated(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

function sameIds(a: readonly { id: string }[], b: readonly { id: string }[]): boolean {
  const ids = new Set(a.map((one) => one.id));
  return a.length === b.length && b.every((one) => ids.has(one.id));
}

function choiceProblems({ body, key }: Keyed<PartBody, PartKey>): QuestionProblem[] {
  if (!isChoice(body) || !('answer' in key)) return [];
  const out: QuestionProblem[] = [];
  const ids = body.options.map((one) => one.id);
  if (repeated(ids) || repeated(body.options.map((one) => one.text))) {
    out.push({ path: 'body.options', reason: 'repeated', message: '有两个选项一样' });
  }
  const missing = key.answer.filter((one) => !ids.includes(one));
  if (missing.length > 0) {
    const message = `没有选项 ${missing.join('、').toUpperCase()}`;
    out.push({ path: 'key.answer', reason: 'no_such_option', message });
  } else if (body.kind === 'multiple' && key.answer.length < 2) {
    out.push({ path: 'key.answer', reason: 'not_multiple', message: '多选题至少有两个答案' });
  } else if (body.kind !== 'multiple' && key.answer.length !== 1) {
    const message = body.kind === 'single' ? '单选题只能有一个答案' : '判断题只能有一个答案';
    out.push({ path: 'key.answer', reason: 'not_single', message });
  }
  if (repeated(key.answer)) {
    out.push({ path: 'key.answer', reason: 'repeated', message: '答案里有重复的选项' });
  }
  if (body.kind === 'true_false' && body.options.length !== 2) {
    out.push({ path: 'body.options', reason: 'not_two', message: '判断题只有对、错两项' });
  }
  return out;
}

function fillInProblems({ body, key }: Keyed<PartBody, PartKey>): QuestionProblem[] {
  if (body.kind !== 'fill_in' || key.kind !== 'fill_in') return [];
  const out: QuestionProblem[] = [];
  const shown = stemPieces(body.stem).flatMap((piece) =>
    'blank' in piece ? [{ id: piece.blank }] : [],
  );
  if (repeated(body.blanks.map((one) => one.id)) || !sameIds(shown, body.blanks)) {
    const message = '题干里的空和答案的空对不上';
    out.push({ path: 'body.stem', reason: 'blanks_differ', message });
  }
  if (!sameIds(body.blanks, key.blanks)) {
    out.push({ path: 'key.blanks', reason: 'blanks_differ', message: '有的空没有答案' });
  }
  return out;
}

function shortAnswerProblems({ key }: Keyed<PartBody, PartKey>): QuestionProblem[] {
  if (key.kind !== 'short_answer' || !repeated(key.criteria.map((one) => one.id))) return [];
  return [{ path: 'key.criteria', reason: 'repeated', message: '有两个得分点编号一样' }];
}

function partProblems(part: Keyed<PartBody, PartKey>): QuestionProblem[] {
  if (part.body.kind !== part.key.kind) {
    return [{ path: 'key', reason: 'other_kind', message: '答案和题型对不上' }];
  }
  return [...choiceProblems(part), ...fillInProblems(part), ...shortAnswerProblems(part)];
}

/** Everything in which body and key contradict each other; empty where the question can be asked. */
export function questionProblems({
  body,
  key,
}: Keyed<QuestionBody, QuestionKey>): QuestionProblem[] {
  if (body.kind !== 'case' && key.kind !== 'case') return partProblems({ body, key });
  if (body.kind !== 'case' || key.kind !== 'case') {
    return [{ path: 'key', reason: 'other_kind', message: '答案和题型对不上' }];
  }
  if (repeated(body.parts.map((one) => one.id)) || !sameIds(body.parts, key.parts)) {
    return [{ path: 'key.parts', reason: 'parts_differ', message: '有的小题没有答案' }];
  }
  return body.parts.flatMap((part, i) => {
    const keyed = key.parts.find((one) => one.id === part.id);
    if (!keyed) return [];
    return partProblems({ body: part.body, key: keyed.key }).map(({ path, reason, message }) => ({
      path: `body.parts.${i}.${path}`,
      reason,
      message: `第 ${i + 1} 小题：${message}`,
    }));
  });
}
