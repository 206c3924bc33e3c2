import fc from 'fast-check';
import type { Checklist } from '../standard';
import {
  canMove,
  foldResults,
  isSealed,
  outcomeOf,
  removalProblem,
  resultProblem,
  sealLacks,
  stateAtStart,
} from './rules';
import { spotCheckStates, type CheckResult } from './schema';

const verdict = fc.constantFrom('ok', 'fault', 'na');
const result: fc.Arbitrary<CheckResult> = fc
  .record({ itemCode: fc.constantFrom('A1', 'A2'), personId: fc.constantFrom('p1', null), verdict })
  .map((one) => ({ ...one, evidence: [], note: null, fixedOnSite: false }));
const saves = fc.uniqueArray(
  fc.record({
    opId: fc.stringMatching(/^[a-f]{4}$/),
    deviceAt: fc.constantFrom('2026-11-24T01:00:00.000Z', '2026-11-24T01:01:00.000Z'),
    results: fc.array(result, { minLength: 1, maxLength: 3 }),
  }),
  { selector: (save) => save.opId, maxLength: 8 },
);

describe('results of a check', () => {
  it('do not depend on the order in which saves arrive', () => {
    fc.assert(
      fc.property(saves, (list) => {
        expect(foldResults([...list].reverse())).toEqual(foldResults(list));
      }),
    );
  });

  const one = (v: CheckResult['verdict']): CheckResult => ({
    itemCode: 'A1',
    personId: 'p1',
    verdict: v,
    evidence: [],
    note: null,
    fixedOnSite: false,
  });

  it('hold one result for each item and subject: the last by the phone and the op', () => {
    const at = '2026-11-24T01:00:00.000Z';
    const folded = foldResults([
      { opId: 'b', deviceAt: at, results: [one('fault')] },
      { opId: 'a', deviceAt: at, results: [one('ok')] },
    ]);
    expect(folded).toEqual([one('fault')]);
  });

  it('takes what was passed with the rest of a group only where nobody scored the item by itself', () => {
    const early = { opId: 'a', deviceAt: '2026-11-24T01:00:00.000Z' };
    const late = { opId: 'b', deviceAt: '2026-11-24T01:05:00.000Z' };
    const rest = ['A1 p1'];
    const scored = { results: [one('fault')] };
    const passed = { results: [one('ok')], rest };
    expect(
      foldResults([
        { ...early, ...scored },
        { ...late, ...passed },
      ]),
    ).toEqual([one('fault')]);
    expect(
      foldResults([
        { ...early, ...passed },
        { ...late, ...scored },
      ]),
    ).toEqual([one('fault')]);
    expect(foldResults([{ ...early, ...passed }])).toEqual([one('ok')]);
  });
});

const list = {
  groups: [
    {
      code: 'A',
      items: [
        { code: 'A1', subject: 'person' },
        { code: 'A5', subject: 'team' },
      ],
    },
  ],
} as unknown as Checklist;

describe('a result', () => {
  it('names an item of the checklist and the subject that the item has', () => {
    expect(resultProblem(list, ['p1'], { itemCode: 'A1', personId: 'p1' })).toBeNull();
    expect(resultProblem(list, ['p1'], { itemCode: 'A5', personId: null })).toBeNull();
    expect(resultProblem(list, ['p1'], { itemCode: 'Z9', personId: null })).toBe('unknown_item');
    expect(resultProblem(list, ['p1'], { itemCode: 'A5', personId: 'p1' })).toBe('wrong_subject');
    expect(resultProblem(list, ['p1'], { itemCode: 'A1', personId: null })).toBe('wrong_subject');
    expect(resultProblem(list, ['p1'], { itemCode: 'A1', personId: 'p2' })).toBe('unknown_person');
  });
});

describe('the states of a check', () => {
  it('begin as a plan, an assignment or a visit, by what is known', () => {
    expect([stateAtStart(0, 0), stateAtStart(2, 0), stateAtStart(2, 1)]).toEqual([
      'planned',
      'assigned',
      'in_progress',
    ]);
  });

  it('never lead back, and only the seal or calling it off leads out of the visit', () => {
    for (const from of spotCheckStates) {
      for (const to of spotCheckStates) {
        if (canMove(from, to))
          expect(spotCheckStates.indexOf(to)).toBeGreaterThan(spotCheckStates.indexOf(from));
      }
    }
    expect(spotCheckStates.filter((to) => canMove('in_progress', to))).toEqual([
      'recorded',
      'called_off',
    ]);
    expect(spotCheckStates.filter(isSealed)).toEqual([
      'recorded',
      'clean_closed',
      'fixed_on_site',
      'notice_issued',
    ]);
  });

  it('are called off before the seal only', () => {
    expect(spotCheckStates.filter((from) => canMove(from, 'called_off'))).toEqual([
      'planned',
      'assigned',
      'in_progress',
    ]);
  });

  it('end clean, put right on site, or with a notice to come', () => {
    expect(outcomeOf([])).toBe('clean_closed');
    expect(outcomeOf([{ fixedOnSite: true }])).toBe('fixed_on_site');
    expect(outcomeOf([{ fixedOnSite: true }, { fixedOnSite: false }])).toBe('notice_issued');
  });
});

describe('taking somebody off a check', () => {
  const check = { personIds: ['p1', 'p2'], results: [{ personId: 'p1' }], signed: false };

  it('is for one of whom nothing was scored, before anybody has signed', () => {
    expect(removalProblem(check, 'p2')).toBeNull();
    expect(removalProblem(check, 'p1')).toBe('scored');
    expect(removalProblem({ ...check, signed: true }, 'p2')).toBe('signed');
    expect(removalProblem(check, 'p3')).toBe('unknown_person');
    expect(removalProblem({ ...check, personIds: ['p2'] }, 'p2')).toBe('last_person');
    // What was found of the team is nobody's own.
    expect(removalProblem({ ...check, results: [{ personId: null }] }, 'p1')).toBeNull();
  });
});

describe('before the seal', () => {
  const ready = {
    covert: false,
    personIds: ['p1', 'p2'],
    results: [{ verdict: 'ok' as const }],
    signoffs: [
      { personId: 'p1', signed: true },
      { personId: 'p2', signed: true },
    ],
  };

  it('everybody checked has signed or refused, and something was found to apply', () => {
    expect(sealLacks(ready)).toEqual([]);
    expect(sealLacks({ ...ready, signoffs: ready.signoffs.slice(1) })).toEqual(['signatures']);
    expect(sealLacks({ ...ready, results: [{ verdict: 'na' }] })).toEqual(['results']);
  });

  it('nobody signs a covert check, which nobody knows of', () => {
    expect(sealLacks({ ...ready, covert: true, signoffs: [] })).toEqual([]);
  });
});
