import fc from 'fast-check';
import { resultKey, type CheckResult, type SpotCheck } from '@qiangji/shared-types';
import { localOf } from '../../../test/spot-check-fixture';
import { heard, unsigned, withResults, withSignoff } from './local-check';

const one = (itemCode: string, verdict: CheckResult['verdict']): CheckResult => ({
  itemCode,
  personId: 'p1',
  verdict,
  evidence: [],
  note: null,
  fixedOnSite: false,
});

describe('a check on the phone', () => {
  it('has one result for each item and subject: the last tapped', () => {
    const change = fc.record({
      itemCode: fc.constantFrom('A1', 'A2', 'D1'),
      verdict: fc.constantFrom('ok' as const, 'fault' as const, 'na' as const),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const all = changes.map(({ itemCode, verdict }) => one(itemCode, verdict));
        const check = all.reduce((known, next) => withResults(known, [next]), localOf({}));
        expect(new Set(check.results.map(resultKey)).size).toBe(check.results.length);
        for (const result of check.results) {
          expect(result).toEqual(all.filter((two) => two.itemCode === result.itemCode).pop());
        }
        expect([...check.dirty].sort()).toEqual(check.results.map(resultKey).sort());
      }),
    );
  });

  it('believes the service only once nothing of it waits here', () => {
    const local = withResults(localOf({}), [one('A1', 'fault')]);
    const said = {
      ...localOf({}),
      results: [{ ...one('A1', 'ok'), deduction: 0 }],
      signoffs: [],
      sealedAt: null,
    } as unknown as SpotCheck;
    expect(heard(local, said, false)).toBe(local);
    expect(heard({ ...local, dirty: [] }, said, true).results[0]?.verdict).toBe('fault');
    expect(heard({ ...local, dirty: [] }, said, false).results).toEqual([one('A1', 'ok')]);
    expect(heard(undefined, said, true).results).toEqual([one('A1', 'ok')]);
  });

  it('waits for everybody’s name, or for the reason why not; a covert one for nobody', () => {
    const two = localOf({
      persons: [
        { personId: 'p1', name: '陈立' },
        { personId: 'p2', name: '周敏' },
      ],
    });
    const refusal = { personId: 'p1', answer: null, signatureId: null, refusalReason: '不认可' };
    expect(unsigned(withSignoff(two, refusal)).map((person) => person.name)).toEqual(['周敏']);
    expect(unsigned({ ...two, covert: true })).toEqual([]);
  });
});
