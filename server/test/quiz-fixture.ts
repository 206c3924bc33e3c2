import { contracts, type Practice, type PracticeQuestion } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from './kit';
import type { PersonKey } from './org-fixture';

/** An answer of a phone at an instant of the service's clock. */
export function answerTo(question: PracticeQuestion, right: boolean, at?: number) {
  const wrong = question.options.find((option) => !question.answer.includes(option.id));
  return {
    ...phoneWrite(),
    ...(at === undefined ? {} : { deviceAt: new Date(at).toISOString() }),
    questionCode: question.code,
    questionVersion: question.version,
    chosen: right ? question.answer : [wrong?.id ?? question.answer[0] ?? ''],
    mode: 'daily' as const,
  };
}

export type TestAnswer = ReturnType<typeof answerTo>;

export async function send(kit: Kit, as: PersonKey, answers: TestAnswer[]) {
  const body = { ...phoneWrite(), answers };
  return (await kit.ok(contracts.quiz.appendAnswers, { body }, as)).outcomes;
}

export async function practiceOf(kit: Kit, as: PersonKey, day: string): Promise<Practice> {
  return kit.ok(contracts.quiz.findPractice, { params: { day } }, as);
}
