import { createHash } from 'node:crypto';
import type { QuestionKey, QuestionVerified } from '@qiangji/shared-types';
import type { QuestionContent } from './quiz.collection';

export type NewContent = Omit<QuestionContent, 'version'>;

/** Nobody has held it against a text yet. */
export const UNVERIFIED: QuestionVerified = {
  state: 'unverified',
  who: '',
  when: null,
  text: '',
};

/** The order in which right options are named says nothing. */
function inOrder(key: QuestionKey): QuestionKey {
  if ('answer' in key) return { ...key, answer: [...key.answer].sort() };
  if (key.kind !== 'case') return key;
  return {
    kind: 'case',
    parts: key.parts.map((part) =>
      'answer' in part.key
        ? { ...part, key: { ...part.key, answer: [...part.key.answer].sort() } }
        : part,
    ),
  };
}

/** Objects with their keys in one order, so that two ways of writing the same are the same. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, canonical(part)]),
  );
}

/** One text for all ways of writing the same content. */
export function contentMark(one: NewContent): string {
  return JSON.stringify(
    canonical([
      one.body,
      inOrder(one.key),
      one.explanation,
      one.topic,
      one.law && [one.law.name, one.law.article, one.law.version],
      one.difficulty,
      one.author,
    ]),
  );
}

/** What differs between two contents decides whether a new version is due. */
export function sameContent(a: NewContent, b: NewContent): boolean {
  return contentMark(a) === contentMark(b);
}

/** A code that the question itself determines, so that the same file twice adds nothing twice. */
export function codeOf({ body }: Pick<NewContent, 'body'>): string {
  const asked = JSON.stringify(canonical(body));
  return `b-${createHash('sha256').update(asked).digest('hex').slice(0, 16)}`;
}
