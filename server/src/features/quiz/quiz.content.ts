import {
  quizSettingsHistory,
  stemLine,
  type QuestionBody,
  type QuestionKey,
  type QuestionLaw,
  type QuestionVerified,
  type QuizSettings,
} from '@qiangji/shared-types';
import { listContent, readContentJson } from '../../platform/content';
import type { QuestionContent } from './quiz.collection';
import { keyedOf, type FlatQuestion } from './quiz.stored';

/** A question of options may be written in one piece; every other kind with body and key. */
type ShippedFile = (FlatQuestion | { body: QuestionBody; key: QuestionKey }) & {
  id: string;
  explanation: string;
  topic: string;
  fact: string | null;
  law: QuestionLaw | null;
  difficulty: number;
  verified: QuestionVerified;
};

export interface ShippedQuestion {
  code: string;
  content: Omit<QuestionContent, 'version'>;
  verified: QuestionVerified;
}

/** The questions that ship with the product; a bureau's bank begins with them. */
export async function readShippedQuestions(): Promise<ShippedQuestion[]> {
  const names = await listContent('questions', '.json');
  const files = await Promise.all(
    names.map((name) => readContentJson<ShippedFile[]>(`questions/${name}`)),
  );
  return files.flat().map((one) => {
    const keyed = 'body' in one ? { body: one.body, key: one.key } : keyedOf(one);
    const { explanation, topic, fact, law, difficulty } = one;
    const stem = stemLine(keyed.body);
    return {
      code: one.id,
      content: { stem, ...keyed, explanation, topic, fact, law, difficulty, author: null },
      verified: one.verified,
    };
  });
}

/** Every version of the settings of practice, the oldest first. */
export async function readQuizSettings(): Promise<QuizSettings[]> {
  return quizSettingsHistory.parse(await readContentJson<unknown>('quiz.json'));
}
