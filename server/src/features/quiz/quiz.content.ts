import type {
  QuestionLaw,
  QuestionOption,
  QuestionType,
  QuestionVerified,
} from '@qiangji/shared-types';
import { listContent, readContentJson } from '../../platform/content';
import type { QuestionContent } from './quiz.collection';
import type { QuizSettings } from './practice.rules';

interface ShippedFile {
  id: string;
  type: QuestionType;
  stem: string;
  options: QuestionOption[];
  answer: string[];
  explanation: string;
  topic: string;
  fact: string | null;
  law: QuestionLaw | null;
  difficulty: number;
  verified: QuestionVerified;
}

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
  return files.flat().map((one) => ({
    code: one.id,
    content: {
      type: one.type,
      stem: one.stem,
      options: one.options.map(({ id, text }) => ({ id, text })),
      answer: one.answer,
      explanation: one.explanation,
      topic: one.topic,
      fact: one.fact,
      law: one.law,
      difficulty: one.difficulty,
    },
    verified: one.verified,
  }));
}

export async function readQuizSettings(): Promise<QuizSettings> {
  return readContentJson<QuizSettings>('quiz.json');
}
