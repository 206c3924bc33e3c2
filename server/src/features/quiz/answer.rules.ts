import {
  answerProblem,
  gradeAnswer,
  isEmptyAnswer,
  isSelfCompared,
  PRACTICE_RULE,
  type AnswerOutcome,
  type AnswerWrite,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { wasAsked } from './asked.rules';
import type { BankRow } from './bank.repository';
import { givenAnswer } from './quiz.stored';

type Refusal = NonNullable<AnswerOutcome['code']>;

const WORDS: Record<Refusal, string> = {
  NOT_FOUND: '题库里没有这道题，或者不是这个版本',
  VALIDATION_FAILED: '选的不是这道题的选项',
  OP_ID_REUSED: '这个答案已经交过，内容不一样',
};

export function refused(opId: string, code: Refusal): AnswerOutcome {
  return { opId, state: 'refused', right: null, code, message: WORDS[code] };
}

/** `right` is null of a question whose key is not to be seen yet. */
export function kept(opId: string, right: boolean | null): AnswerOutcome {
  return { opId, state: 'kept', right, code: null, message: null };
}

export type Judged =
  | { refusal: AnswerOutcome }
  | { refusal: undefined; row: BankRow; answer: QuestionAnswer; right: boolean };

/** Judges an answer by the very version that was seen; options count by identity, never by letter. */
export function judgeAnswer(write: AnswerWrite, bank: ReadonlyMap<string, BankRow>): Judged {
  const row = bank.get(write.questionCode);
  // Nobody was ever asked such a draft: whoever answers one is after its key.
  const seen =
    row &&
    wasAsked(row) &&
    [row.content, ...row.past].find((one) => one.version === write.questionVersion);
  if (!row || !seen) return { refusal: refused(write.opId, 'NOT_FOUND') };
  const { chosen = [], answer: whole } = write;
  const answer = givenAnswer(seen.body, { chosen, answer: whole });
  // What is written in one's own words is compared by oneself: no machine judges it.
  const cannot =
    isSelfCompared(seen) || isEmptyAnswer(answer) || answerProblem(seen.body, answer) !== null;
  if (cannot) return { refusal: refused(write.opId, 'VALIDATION_FAILED') };
  const right = gradeAnswer(seen, answer, PRACTICE_RULE).score === 1;
  return { refusal: undefined, row, answer, right };
}

/** The options of an answer; none where its kind has none. */
export function chosenOf(answer: QuestionAnswer): string[] {
  return 'chosen' in answer ? [...answer.chosen] : [];
}
