import fc from 'fast-check';
import { gradeAnswer, type MarkedParts } from '@qiangji/shared-types';
import { countedKey, markProblem, partsToMark, scoreOf } from './marking.rules';
import { chose, QUESTIONS, solved, wrote } from './result.test-kit';

const RULE = { multiple: 'exact', fillIn: 'each' } as const;
const plain = (code: string) => countedKey({ ...QUESTIONS[code]!, explanation: '' }, []);
const marks = (partId: string | null, c1: number, c2: number): MarkedParts => [
  { partId, criteria: [{ id: 'c1', points: c1 }, { id: 'c2', points: c2 }] }, // prettier-ignore
];

describe('the score of an answer', () => {
  it('is the machine’s where it can judge, and nobody’s until a person has marked', () => {
    expect(scoreOf(plain('one'), chose('a'), RULE, null)).toBe(10_000);
    expect(scoreOf(plain('one'), chose('b'), RULE, null)).toBe(0);
    expect(scoreOf(plain('one'), null, RULE, null)).toBe(0);
    expect(scoreOf(plain('own'), wrote('因为……'), RULE, null)).toBeNull();
    // Nothing was written: no person is needed for that.
    expect(scoreOf(plain('own'), wrote('  '), RULE, null)).toBe(0);
  });

  it('of a written answer is the share of its criteria', () => {
    // (1 + 3) of 5 points.
    expect(scoreOf(plain('own'), wrote('因为'), RULE, marks(null, 1, 3))).toBe(8_000);
    const half: MarkedParts = [{ partId: null, criteria: [{ id: 'c1', points: 2 }] }];
    expect(scoreOf(plain('own'), wrote('因为'), RULE, half)).toBeNull();
  });

  it('of a case adds what the machine and what people gave', () => {
    // Right choice: half of the points; (2 + 0) of 5 in the other half: 0.5 + 0.2.
    expect(scoreOf(plain('both'), solved('c', '因为'), RULE, marks('p2', 2, 0))).toBe(7_000);
    expect(scoreOf(plain('both'), solved('a', '因为'), RULE, marks('p2', 2, 0))).toBe(2_000);
    expect(scoreOf(plain('both'), solved('c', ''), RULE, null)).toBe(5_000);
  });

  it('follows the latest correction, and keeps what people marked', () => {
    const { key } = QUESTIONS.one!;
    const one = { ...QUESTIONS.one!, explanation: '印的' };
    const other = { kind: 'key' as const, key: { kind: 'single' as const, answer: ['b'] } };
    expect(scoreOf(countedKey(one, [other]), chose('b'), RULE, null)).toBe(10_000);
    expect(scoreOf(countedKey(one, [other]), chose('a'), RULE, null)).toBe(0);
    const all = countedKey(one, [other, { kind: 'everyone' }]);
    expect(scoreOf(all, null, RULE, null)).toBe(10_000);
    const back = countedKey(one, [{ kind: 'everyone' }, { kind: 'key', key }]);
    expect(scoreOf(back, chose('b'), RULE, null)).toBe(0);
  });

  it('stands where the explanation alone was corrected', () => {
    const one = { ...QUESTIONS.one!, explanation: '印的' };
    const other = { kind: 'key' as const, key: { kind: 'single' as const, answer: ['b'] } };
    const said = { kind: 'explanation' as const, explanation: '新的' };
    expect(countedKey(one, [said])).toEqual({ ...countedKey(one, []), explanation: '新的' });
    expect(countedKey(one, [other, said])).toMatchObject({ key: other.key, explanation: '新的' });
    expect(countedKey(one, [{ kind: 'everyone' }, said]).everyone).toBe(true);
  });

  it('is explained by the latest word on it, also by none', () => {
    const one = { ...QUESTIONS.one!, explanation: '印的' };
    const other = { kind: 'key' as const, key: { kind: 'single' as const, answer: ['b'] } };
    const of = (...changes: Parameters<typeof countedKey>[1]) =>
      countedKey(one, changes).explanation;
    expect(of(other)).toBe('印的');
    expect(of({ ...other, explanation: '新的' }, { kind: 'everyone' })).toBe('新的');
    expect(of({ ...other, explanation: '新的' }, { kind: 'everyone', explanation: '' })).toBe('');
  });

  it('lies between what the machine gave alone and all of it', () => {
    const points = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(fc.constantFrom('a', 'c'), points, points, (id, c1, c2) => {
        const answer = solved(id, '因为');
        const score = scoreOf(plain('both'), answer, RULE, marks('p2', c1, c2));
        const machine = gradeAnswer(QUESTIONS.both!, answer, RULE).score * 10_000;
        expect(score).toBeGreaterThanOrEqual(machine);
        expect(score).toBeLessThanOrEqual(machine + 5_000);
      }),
    );
  });
});

describe('what a person has to mark', () => {
  it('is every written part that is not empty, with its criteria', () => {
    const [part] = partsToMark(plain('both'), solved('a', '因为'));
    expect(part).toMatchObject({ partId: 'p2', text: '因为', model: '因为……' });
    expect(partsToMark(plain('both'), solved('a', ''))).toEqual([]);
    expect(partsToMark(plain('one'), chose('a'))).toEqual([]);
  });

  it('is marked criterion by criterion, once each, within its points', () => {
    const toMark = partsToMark(plain('own'), wrote('因为'));
    const reason = (given: MarkedParts) => markProblem(toMark, given)?.reason ?? null;
    expect(reason(marks(null, 2, 3))).toBeNull();
    expect(reason(marks(null, 3, 3))).toBe('too_many');
    expect(reason(marks('p2', 2, 3))).toBe('unknown');
    expect(reason([{ partId: null, criteria: [{ id: 'c1', points: 1 }] }])).toBe('missing');
    expect(reason([...marks(null, 1, 1), ...marks(null, 2, 2)])).toBe('missing');
  });
});
