import { isRight, type AnswerOutcome, type AnswerWrite } from '@qiangji/shared-types';
import type { BankRow } from './bank.repository';

type Refusal = NonNullable<AnswerOutcome['code']>;

const WORDS: Record<Refusal, string> = {
  NOT_FOUND: '题库里没有这道题，或者不是这个版本',
  VALIDATION_FAILED: '选的不是这道题的选项',
  OP_ID_REUSED: '这个答案已经交过，内容不一样',
};

export function refused(opId: string, code: Refusal): AnswerOutcome {
  return { opId, state: 'refused', right: null, code, message: WORDS[code] };
}

export function kept(opId: string, right: boolean): AnswerOutcome {
  return { opId, state: 'kept', right, code: null, message: null };
}

export type Judged =
  { refusal: AnswerOutcome } | { refusal: undefined; row: BankRow; right: boolean };

/** Judges an answer by the very version that was seen; options count by identity, never by letter. */
export function judgeAnswer(write: AnswerWrite, bank: ReadonlyMap<string, BankRow>): Judged {
  const row = bank.get(write.questionCode);
  const seen =
    row && [row.content, ...row.past].find((one) => one.version === write.questionVersion);
  if (!row || !seen) return { refusal: refused(write.opId, 'NOT_FOUND') };
  const known = new Set(seen.options.map((option) => option.id));
  if (!write.chosen.every((id) => known.has(id))) {
    return { refusal: refused(write.opId, 'VALIDATION_FAILED') };
  }
  return { refusal: undefined, row, right: isRight(write.chosen, seen.answer) };
}
