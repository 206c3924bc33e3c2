import { addDays, dayOf, dayStart } from '@qiangji/shared-types';
import { groupBy } from '../../platform/group-by';
import type { AnswerRecord, Mastered } from './parts.rules';

/** A question that a person has met, and whether it counts as mastered. */
export interface MetQuestion {
  questionCode: string;
  topic: string;
  lastAt: Date;
  mastered: boolean;
}

/**
 * Every question that the mastery of a week counts: those met up to the last practice of the span, as they stood when
 * that day ended. Nothing where nobody practised in the span. `answers` are one person's, up to its last day.
 */
export function metBy(
  answers: readonly AnswerRecord[],
  { from }: { from: string },
  mastered: Mastered,
): MetQuestion[] {
  const dayIn = (one: AnswerRecord) => dayOf(one.occurredAt.getTime());
  const last = answers.reduce((latest, one) => {
    const day = dayIn(one);
    return day > latest ? day : latest;
  }, '');
  if (last < from) return [];
  const end = dayStart(addDays(last, 1));
  return [...groupBy(answers, (one) => one.questionCode)].map(([questionCode, own]) => {
    const until = mastered(own);
    const latest = own.reduce((a, b) => (b.occurredAt > a.occurredAt ? b : a));
    return {
      questionCode,
      topic: latest.topic,
      lastAt: latest.occurredAt,
      mastered: until !== null && until.getTime() > end,
    };
  });
}
