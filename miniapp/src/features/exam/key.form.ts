import {
  questionProblems,
  type KeyCorrection,
  type PartKey,
  type QuestionBody,
  type QuestionKey,
} from '@qiangji/shared-types';
import { keyWords } from '@/ui/answer';

/**
 * A key as it is typed, by part (`''` where there is only one): chosen options, a text for each blank
 * with | between what is accepted, or a number and its tolerance.
 */
export type TypedKey = Readonly<Record<string, readonly string[]>>;

const BETWEEN = ' | ';

function typedPart(key: PartKey): string[] {
  switch (key.kind) {
    case 'fill_in':
      return key.blanks.map(({ accepted }) => accepted.join(BETWEEN));
    case 'numeric':
      return [String(key.value), String(key.tolerance)];
    case 'short_answer':
      return [];
    default:
      return [...key.answer];
  }
}

export function typedOf(key: QuestionKey): TypedKey {
  if (key.kind !== 'case') return { '': typedPart(key) };
  return Object.fromEntries(key.parts.map((part) => [part.id, typedPart(part.key)]));
}

const number = (text: string | undefined) =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text);

function partKeyOf(key: PartKey, typed: readonly string[]): PartKey {
  switch (key.kind) {
    case 'fill_in':
      return {
        kind: key.kind,
        blanks: key.blanks.map(({ id }, i) => ({
          id,
          accepted: (typed[i] ?? '')
            .split('|')
            .map((one) => one.trim())
            .filter(Boolean),
        })),
      };
    case 'numeric':
      return { kind: key.kind, value: number(typed[0]), tolerance: number(typed[1]) };
    case 'short_answer':
      return key;
    default:
      return { ...key, answer: [...typed] };
  }
}

/** The key that was typed; what people judge stays as it is. */
export function keyOf(key: QuestionKey, typed: TypedKey): QuestionKey {
  if (key.kind !== 'case') return partKeyOf(key, typed[''] ?? []);
  const parts = key.parts.map((part) => ({
    id: part.id,
    key: partKeyOf(part.key, typed[part.id] ?? []),
  }));
  return { kind: 'case', parts };
}

const isTyped = ({ kind }: PartKey) => kind !== 'short_answer';

/** Whether anything of it is for a machine: an answer in one's own words has no other key. */
export function canChange(key: QuestionKey): boolean {
  return key.kind === 'case' ? key.parts.some((part) => isTyped(part.key)) : isTyped(key);
}

function isWhole(key: PartKey): boolean {
  if (key.kind === 'fill_in') return key.blanks.every(({ accepted }) => accepted.length > 0);
  if (key.kind === 'numeric') return Number.isFinite(key.value) && key.tolerance >= 0;
  return !('answer' in key) || key.answer.length > 0;
}

const sorted = (typed: TypedKey) =>
  JSON.stringify(Object.entries(typed).map(([id, given]) => [id, [...given].sort()]));

/** What keeps a typed key from counting; undefined where nothing does. */
export function lacksInKey(
  { body, key }: { body: QuestionBody; key: QuestionKey },
  typed: TypedKey,
): string | undefined {
  const next = keyOf(key, typed);
  const parts = next.kind === 'case' ? next.parts.map((part) => part.key) : [next];
  if (!parts.every(isWhole)) return '答案没填全';
  const problem = questionProblems({ body, key: next })[0];
  if (problem) return problem.message;
  return sorted(typed) === sorted(typedOf(key)) ? '和现在的答案一样' : undefined;
}

/** The explanation as a correction brings it: nothing where it stays as it was. */
export function newWords(before: string, typed: string): { explanation?: string } {
  const explanation = typed.trim();
  return explanation === before.trim() ? {} : { explanation };
}

/** What a correction made of a question. */
export function correctionWords(
  body: QuestionBody,
  { kind, key }: Pick<KeyCorrection, 'kind' | 'key'>,
): string {
  if (kind === 'everyone') return '人人得分';
  return kind === 'key' && key ? `改成：${keyText(body, key)}` : '只改了解析';
}

/** A key in words, each part of a case by itself. */
export function keyText(body: QuestionBody, key: QuestionKey): string {
  if (body.kind !== 'case' || key.kind !== 'case') return keyWords(body, key);
  return body.parts
    .flatMap((part, i) => {
      const own = key.parts.find(({ id }) => id === part.id);
      const words = own ? keyWords(part.body, own.key) : '';
      return words === '' ? [] : [`第 ${i + 1} 小题 ${words}`];
    })
    .join('；');
}
