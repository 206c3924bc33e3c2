import fc from 'fast-check';
import { resultKey, type CheckResult, type SpotCheck } from '@qiangji/shared-types';
import { localOf } from '../../../test/spot-check-fixture';
import {
  fromServer,
  heard,
  mayRemove,
  standing,
  toSignAgain,
  unsigned,
  withResults,
  withSignoff,
  type LocalCheck,
} from './local-check';
import { seenOn } from './signed';

const one = (
  itemCode: string,
  verdict: CheckResult['verdict'],
  personId: string | null = 'p1',
): CheckResult => ({
  itemCode,
  personId,
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

const two = {
  persons: [
    { personId: 'p1', name: '陈立' },
    { personId: 'p2', name: '周敏' },
  ],
};
/** Signed by somebody of what the phone shows them now; `refusal`: they would not. */
const signed = (local: LocalCheck, personId: string, refusal: string | null = null) =>
  withSignoff(local, {
    ...{ personId, answer: null, signatureId: refusal ? null : 'm1', refusalReason: refusal },
    seen: seenOn(local, personId),
  });
const names = (persons: LocalCheck['persons']) => persons.map((person) => person.name);

describe('what was signed on the phone', () => {
  const scored = withResults(localOf(two), [one('A1', 'ok'), one('A1', 'ok', 'p2')]);
  const both = signed(signed(scored, 'p1'), 'p2', '要先问队长');

  it('is asked for again once one’s own scores change, and nobody else’s is', () => {
    expect(names(unsigned(both))).toEqual([]);
    const changed = withResults(both, [{ ...one('A1', 'ok'), note: '胸号歪了' }]);
    expect(names(toSignAgain(changed))).toEqual(['陈立']);
    expect(names(unsigned(changed))).toEqual(['陈立']);
    expect(names(unsigned(signed(changed, 'p1')))).toEqual([]);
  });

  it('is asked of everybody where the team’s scores change, a refusal like a signature', () => {
    const changed = withResults(both, [one('D1', 'fault', null)]);
    expect(names(toSignAgain(changed))).toEqual(['陈立', '周敏']);
  });

  it('stands again where a slip of the thumb was put right', () => {
    const slip = withResults(both, [one('A1', 'fault')]);
    expect(names(unsigned(withResults(slip, [one('A1', 'ok')])))).toEqual([]);
  });

  it('from before signatures were tied to anything stands until something changes', () => {
    const { seen: _, ...old } = signed(scored, 'p1').signoffs[0]!;
    const kept = { ...scored, signoffs: [old] };
    expect(standing(kept)).toHaveLength(1);
    expect(names(unsigned(withResults(kept, [one('A2', 'ok', 'p2')])))).toEqual(['周敏']);
    expect(names(toSignAgain(withResults(kept, [one('A2', 'ok')])))).toEqual(['陈立']);
  });

  it('is taken from the service with what it is tied to', () => {
    const at = '2026-11-24T02:00:00.000Z';
    const past = { ...both.signoffs[0]!, seen: '0'.repeat(64), at };
    const said = {
      ...both,
      checklist: { ...both.checklist, name: '' },
      results: both.results.map((result) => ({ ...result, deduction: 0 })),
      signoffs: [{ ...both.signoffs[1]!, at }],
      pastSignoffs: [past],
    } as unknown as SpotCheck;
    const local = fromServer(said);
    expect(names(toSignAgain(local))).toEqual(['陈立']);
    expect(standing(local).map((signoff) => signoff.personId)).toEqual(['p2']);
  });
});

it('lets somebody named by mistake go until they are scored or anybody has signed', () => {
  const check = withResults(localOf(two), [one('A1', 'ok')]);
  expect([mayRemove(check, 'p1'), mayRemove(check, 'p2')]).toEqual([false, true]);
  expect(mayRemove(signed(check, 'p1'), 'p2')).toBe(false);
  expect(mayRemove(localOf({}), 'p1')).toBe(false);
});
