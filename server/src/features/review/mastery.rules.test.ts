import fc from 'fast-check';
import { addDays, DAY_MS, dayOf, dayStart } from '@qiangji/shared-types';
import { UNIT as unitPath } from '../../../test/review-fixture';
import { metBy } from './mastery.rules';
import { dayKey, quizParts, type AnswerRecord, type Mastered } from './parts.rules';

const FROM = '2026-06-29';

/** Holds for two days after a right answer; the real memory has its own tests. */
const mastered: Mastered = (own) => {
  const last = [...own].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()).at(-1);
  return last?.right ? new Date(last.occurredAt.getTime() + 2 * DAY_MS) : null;
};

const answer = (index: number, hour: number, code: number, right: boolean): AnswerRecord => ({
  ...{ personId: 'p', unitPath, questionCode: `q${code}`, topic: 'uniform' },
  ...{ opId: String(index), chosen: [], right },
  // Never two at one moment: which of them is the last would be a matter of their ids.
  occurredAt: new Date(dayStart(addDays(FROM, -7)) + hour * 3_600_000 + index),
});

describe('questions met', () => {
  it('are none where nobody practised in the span', () => {
    const long = answer(0, 2, 1, true);
    expect(metBy([], { from: FROM }, mastered)).toEqual([]);
    expect(metBy([long], { from: FROM }, mastered)).toEqual([]);
    // One practice in it, and all that was met before counts.
    expect(metBy([long, answer(1, 24 * 9, 2, false)], { from: FROM }, mastered)).toHaveLength(2);
  });

  it('are as many, and mastered as many, as the figure counts', () => {
    const given = fc.tuple(
      fc.integer({ min: 0, max: 24 * 20 }),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 40 }), (rows) => {
        const answers = rows.map(([hour, code, right], index) => answer(index, hour, code, right));
        const days = answers.map((one) => dayOf(one.occurredAt.getTime())).sort();
        const last = days.at(-1)!;
        const part = quizParts(answers, '', mastered).get(dayKey('p', last));
        const met = metBy(answers, { from: last }, mastered);
        expect(met).toHaveLength(part!.met);
        expect(met.filter((one) => one.mastered)).toHaveLength(part!.mastered);
      }),
    );
  });
});
