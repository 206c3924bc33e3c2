import {
  contracts,
  fullAnswer,
  isChoice,
  type Practice,
  type PracticeQuestion,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { phoneWrite, type Kit } from './kit';
import type { PersonKey } from './org-fixture';

/** What is wrong without a doubt, whatever the kind. */
function wrongAnswer({ body, key }: PracticeQuestion): QuestionAnswer {
  const full = fullAnswer(key);
  if (isChoice(body) && 'answer' in key) {
    const wrong = body.options.find((option) => !key.answer.includes(option.id));
    return { kind: body.kind, chosen: [wrong?.id ?? key.answer[0] ?? ''] };
  }
  if (full.kind === 'fill_in') {
    return { ...full, blanks: full.blanks.map(({ id }) => ({ id, text: '不对' })) };
  }
  if (full.kind === 'case') return { ...full, parts: full.parts.slice(1) };
  return full.kind === 'numeric' ? { ...full, text: '987654321' } : full;
}

/** An answer of a phone at an instant of the service's clock. */
export function answerTo(question: PracticeQuestion, right: boolean, at?: number) {
  return {
    ...phoneWrite(),
    ...(at === undefined ? {} : { deviceAt: new Date(at).toISOString() }),
    questionCode: question.code,
    questionVersion: question.version,
    answer: right ? fullAnswer(question.key) : wrongAnswer(question),
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
