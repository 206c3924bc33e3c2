import {
  stemLine,
  TRUE_FALSE_OPTIONS,
  type QuestionAnswer,
  type QuestionBody,
  type QuestionKey,
  type QuestionOption,
} from '@qiangji/shared-types';
import type { QuestionContent, QuestionDocument } from './quiz.collection';

/** Kinds that were there before a question had a body and a key. */
export type FlatKind = 'single' | 'multiple' | 'true_false';

/** A question of options in one piece, as schema 1 and the shipped files have it. */
export interface FlatQuestion {
  type: FlatKind;
  stem: string;
  options: readonly QuestionOption[];
  answer: readonly string[];
}

/** Body and key of a question of options. */
export function keyedOf(flat: FlatQuestion): { body: QuestionBody; key: QuestionKey } {
  const { type: kind, stem } = flat;
  const options = flat.options.length > 0 ? flat.options : TRUE_FALSE_OPTIONS;
  return {
    body: { kind, stem, media: [], options: options.map(({ id, text }) => ({ id, text })) },
    key: { kind, answer: [...flat.answer] },
  };
}

type Flat1 = FlatQuestion &
  Omit<QuestionContent, 'stem' | 'body' | 'key' | 'author'> & { author?: undefined };

/** A question as schema 1 kept it. */
export type QuestionDocument1 = Omit<
  QuestionDocument,
  'content' | 'past' | 'schemaVersion' | 'reviewer' | 'changedAt'
> & { content: Flat1; past: Flat1[]; schemaVersion: 1 };

function contentOf(one: Flat1): QuestionContent {
  const { version, explanation, topic, fact, law, difficulty } = one;
  const keyed = keyedOf(one);
  const stem = stemLine(keyed.body);
  return { version, stem, ...keyed, explanation, topic, fact, law, difficulty, author: null };
}

/** A stored question as it is written today, whichever schema it has. Documents may lack `events`. */
export function readQuestion<T extends Omit<QuestionDocument, 'events'>>(
  stored: T | (Omit<QuestionDocument1, 'events'> & Partial<Pick<QuestionDocument, 'events'>>),
): T {
  if (stored.schemaVersion !== 1) return stored as T;
  return {
    ...stored,
    content: contentOf(stored.content),
    past: stored.past.map(contentOf),
    reviewer: null,
    changedAt: new Date(0),
    schemaVersion: 2,
  } as unknown as T;
}

/** What a stored answer or memory says was given, to a question of this body. */
export function givenAnswer(
  body: QuestionBody,
  stored: { chosen: readonly string[]; answer?: QuestionAnswer | undefined },
): QuestionAnswer {
  if (stored.answer) return stored.answer;
  const kind = body.kind === 'multiple' || body.kind === 'true_false' ? body.kind : 'single';
  return { kind, chosen: [...stored.chosen] };
}
