import { DAY_MS, dayOf, type MemoryRules } from '@qiangji/shared-types';
import fc from 'fast-check';
import { daysUntil, foldMemory, retrievability, type GivenAnswer } from './quiz.rules';

const RULES: MemoryRules = {
  version: 1,
  from: '2026-09-01',
  retention: 0.9,
  mastered: 0.8,
  rightDaysToLeave: 2,
};

const fold = (given: readonly GivenAnswer[], more: Partial<MemoryRules> = {}) =>
  foldMemory(given, [{ ...RULES, ...more }]);

const START = Date.UTC(2026, 8, 1, 1);
const at = (day: number, hour = 0) => new Date(START + day * DAY_MS + hour * 3_600_000);

function answer(day: number, right: boolean, opId = `op-${day}`): GivenAnswer {
  return { opId, occurredAt: at(day), chosen: [right ? 'a' : 'b'], right };
}

const answers = fc
  .array(fc.record({ hour: fc.integer({ min: 0, max: 24 * 90 }), right: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((rows) =>
    rows.map(({ hour, right }, i): GivenAnswer => {
      return { opId: `op-${i}`, occurredAt: at(0, hour), chosen: ['a'], right };
    }),
  );

describe('what is remembered of a question', () => {
  it('does not depend on the order in which answers arrive', () => {
    fc.assert(
      fc.property(
        answers,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (list, dice) => {
          const shuffled = [...list]
            .map((one) => ({ one, key: dice.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
          expect(fold(shuffled)).toEqual(fold(list));
        },
      ),
    );
  });

  it('is asked again after the last answer, and soon after a wrong one', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const memory = fold(list);
        const last = Math.max(...list.map((one) => one.occurredAt.getTime()));
        expect(memory?.lastAt.getTime()).toBe(last);
        expect(memory?.dueAt.getTime()).toBeGreaterThan(last);
        expect(memory?.masteredUntil === null).toBe(!memory?.lastRight);
      }),
    );
    const wrong = fold([answer(0, true), answer(3, true), answer(10, false)]);
    expect(wrong && wrong.dueAt.getTime() - wrong.lastAt.getTime()).toBeLessThan(5 * DAY_MS);
  });

  it('spreads further with each right answer on its day', () => {
    const gaps: number[] = [];
    const given: GivenAnswer[] = [];
    let day = 0;
    for (let i = 0; i < 5; i++) {
      given.push(answer(day, true));
      const memory = fold(given);
      const gap = memory ? Math.round((memory.dueAt.getTime() - at(day).getTime()) / DAY_MS) : 0;
      gaps.push(gap);
      day += gap;
    }
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(gaps[4]).toBeGreaterThan(30);
  });

  it('is asked again the sooner the more of it is to be retained', () => {
    const given = [answer(0, true), answer(3, true), answer(12, true), answer(40, true)];
    const dueAt = (retention: number) => fold(given, { retention })!.dueAt.getTime();
    const due = [0.97, 0.9, 0.8, 0.7].map(dueAt);
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(due[3]! - due[0]!).toBeGreaterThan(20 * DAY_MS);
  });

  it('is spread over some days where many learned the same on one day, and the same again when folded again', () => {
    const learnt = Array.from({ length: 40 }, (_, i) =>
      [0, 3, 12, 40].map((day) => ({
        ...answer(day, true),
        // A minute apart: what is remembered is equal, the chance is not.
        occurredAt: new Date(at(day).getTime() + i * 60_000),
      })),
    );
    const days = learnt.map((given) => dayOf(fold(given)!.dueAt.getTime()));
    expect(new Set(days).size).toBeGreaterThan(3);
    expect(learnt.map((given) => dayOf(fold(given)!.dueAt.getTime()))).toEqual(days);
  });

  it('counts as mastered exactly until a right answer is 80 percent likely', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const memory = fold(list);
        if (!memory?.masteredUntil) return;
        const then = retrievability(memory, memory.masteredUntil.getTime());
        expect(then).toBeCloseTo(RULES.mastered, 6);
        const dayBefore = memory.masteredUntil.getTime() - DAY_MS;
        expect(retrievability(memory, dayBefore)).toBeGreaterThan(RULES.mastered);
      }),
    );
    expect(daysUntil(0.9, 10)).toBeCloseTo(10, 4);
  });

  it('is nothing without answers', () => {
    expect(fold([])).toBeNull();
  });
});

describe('the wrong-answer book', () => {
  it('keeps a question until it was right on two different days', () => {
    const twiceOneDay = [answer(0, false), answer(1, true, 'op-a'), answer(1, true, 'op-b')];
    expect(fold(twiceOneDay)).toMatchObject({
      wrongAt: at(0),
      rightDays: [dayOf(at(1).getTime())],
    });
    expect(fold([...twiceOneDay, answer(2, true)])).toMatchObject({
      wrongAt: null,
      rightDays: [],
    });
  });

  it('counts days in Shanghai, so that midnight in Greenwich makes no second day', () => {
    const morning = {
      ...answer(1, true, 'op-a'),
      occurredAt: new Date('2026-09-02T23:00:00.000Z'),
    };
    const noon = { ...answer(1, true, 'op-b'), occurredAt: new Date('2026-09-03T04:00:00.000Z') };
    expect(fold([answer(0, false), morning, noon])?.rightDays).toEqual(['2026-09-03']);
  });

  it('lets go by the rules of the day of an answer, whatever holds later', () => {
    const stricter = [RULES, { ...RULES, version: 2, from: '2026-09-10', rightDaysToLeave: 3 }];
    const early = [answer(0, false), answer(1, true), answer(2, true)];
    expect(foldMemory(early, stricter)?.wrongAt).toBeNull();
    const late = [answer(20, false), answer(21, true), answer(22, true)];
    expect(foldMemory([...early, ...late], stricter)?.wrongAt).toEqual(at(20));
    expect(foldMemory([...early, ...late, answer(23, true)], stricter)?.wrongAt).toBeNull();
  });

  it('begins anew when it was wrong again', () => {
    const again = [answer(0, false), answer(1, true), answer(2, false), answer(3, true)];
    expect(fold(again)).toMatchObject({
      wrongAt: at(2),
      rightDays: [dayOf(at(3).getTime())],
    });
    expect(fold([answer(0, true), answer(1, true)])?.wrongAt).toBeNull();
  });
});
