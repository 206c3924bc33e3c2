import fc from 'fast-check';
import {
  asksByHandling,
  checklistFor,
  scoreChecklist,
  type ItemResult,
  type Verdict,
} from './rules';
import type { Checklist } from './schema';

const item = (code: string, deduction: number, extra: object = {}) => ({
  code,
  name: code,
  look: '',
  source: '',
  law: null,
  confidence: 'plan' as const,
  topic: 'uniform',
  severity: 'moderate' as const,
  deduction,
  subject: 'person' as const,
  ...extra,
});

function list(method: Checklist['method'], minApplicable = 0): Checklist {
  return {
    code: 'c',
    version: 1,
    kind: 'spot_check',
    audience: ['officer'],
    name: 'c',
    method,
    minApplicable,
    source: '',
    grades: [
      { code: 'good', name: '好', from: 80 },
      { code: 'fail', name: '不合格', from: 0 },
    ],
    groups: [
      { code: 'A', name: 'A', cap: 6, items: [item('A1', 4), item('A2', 5), item('A3', 1)] },
      { code: 'B', name: 'B', items: [item('B1', 40), item('B2', 70)] },
      {
        code: 'T',
        name: 'T',
        items: [item('T1', 9, { subject: 'team' }), item('T2', 0, { severity: 'veto' })],
      },
    ],
  };
}

const codes = ['A1', 'A2', 'A3', 'B1', 'B2', 'T1', 'T2'];
const result = fc.record({
  itemCode: fc.constantFrom(...codes),
  personId: fc.constantFrom('p', 'q', null),
  verdict: fc.constantFrom<Verdict>('ok', 'fault', 'na'),
});
const results = fc.array(result, { maxLength: 20 });
const method = fc.constantFrom<Checklist['method']>('deduct', 'ratio');

const fault = (itemCode: string, personId: string | null = 'p'): ItemResult => ({
  itemCode,
  personId,
  verdict: 'fault',
});
const ok = (itemCode: string, personId: string | null = 'p'): ItemResult => ({
  ...fault(itemCode, personId),
  verdict: 'ok',
});

describe('the score of a checklist', () => {
  it('is never raised by one more fault', () => {
    fc.assert(
      fc.property(method, results, result, (by, before, more) => {
        const first = scoreChecklist(list(by), before).whole.score;
        const then = scoreChecklist(list(by), [...before, { ...more, verdict: 'fault' }]).whole
          .score;
        if (first !== null) expect(then).toBeLessThanOrEqual(first);
      }),
    );
  });

  it('does not notice what was not applicable', () => {
    fc.assert(
      fc.property(method, results, result, (by, before, more) => {
        const then = scoreChecklist(list(by), [...before, { ...more, verdict: 'na' }]);
        expect(then.whole).toEqual(scoreChecklist(list(by), before).whole);
      }),
    );
  });

  it('counts the same person and item once, in any order', () => {
    fc.assert(
      fc.property(method, results, (by, all) => {
        const twice = scoreChecklist(list(by), [...all, ...all].reverse());
        expect(twice).toEqual(scoreChecklist(list(by), all));
      }),
    );
  });

  it("leaves team items out of every person's score", () => {
    fc.assert(
      fc.property(method, results, (by, all) => {
        const without = all.filter((one) => one.itemCode !== 'T1');
        const { persons } = scoreChecklist(list(by), all);
        for (const [id, score] of Object.entries(scoreChecklist(list(by), without).persons)) {
          expect(persons[id]).toEqual(score);
        }
      }),
    );
  });

  it('takes no more than its cap from a group, and stays a whole number within its range', () => {
    fc.assert(
      fc.property(method, results, (by, all) => {
        const { whole } = scoreChecklist(list(by), all);
        const fromA = whole.deductions.find((group) => group.groupCode === 'A')?.points ?? 0;
        expect(fromA).toBeLessThanOrEqual(6);
        if (whole.score === null) return;
        expect(Number.isInteger(whole.score)).toBe(true);
        expect(whole.score).toBeGreaterThanOrEqual(0);
        expect(whole.score).toBeLessThanOrEqual(by === 'deduct' ? 100 : 10_000);
      }),
    );
  });

  it('is 100 minus the deductions, and never less than nothing', () => {
    expect(
      scoreChecklist(list('deduct'), [fault('A1'), fault('A2'), ok('B1')]).whole,
    ).toMatchObject({
      score: 94,
      grade: 'good',
      faults: 2,
      deductions: [{ groupCode: 'A', points: 6 }],
    });
    expect(scoreChecklist(list('deduct'), [fault('B1'), fault('B2')]).whole.score).toBe(0);
  });

  it('is fulfilled of applicable in basis points', () => {
    const all = [ok('A1'), ok('A2'), fault('A3'), { ...ok('B1'), verdict: 'na' as const }];
    expect(scoreChecklist(list('ratio'), all).whole.score).toBe(6666);
  });

  it('gives findings and no score where too few items applied', () => {
    const { whole } = scoreChecklist(list('deduct', 3), [fault('A1'), ok('A2'), ok('A2', 'q')]);
    expect(whole).toMatchObject({ score: null, grade: null, applicable: 2, faults: 1 });
    expect(scoreChecklist(list('ratio'), []).whole.score).toBeNull();
  });

  it('fails by a veto whatever the sum', () => {
    const { whole, persons } = scoreChecklist(list('deduct'), [fault('T2', 'q'), ok('A1')]);
    expect(whole).toMatchObject({ score: 100, vetoed: true, grade: 'fail' });
    expect(persons.q).toMatchObject({ vetoed: true, grade: 'fail' });
    expect(persons.p).toMatchObject({ vetoed: false, grade: 'good' });
  });
});

describe('what a checklist asks on an occasion', () => {
  const shared: Checklist = {
    ...list('ratio'),
    groups: [
      {
        code: 'P',
        name: 'P',
        items: [item('P1', 0), item('P2', 0, { when: { handlings: ['on_spot_penalty'] } })],
      },
      { code: 'Q', name: 'Q', items: [item('Q1', 0, { when: { handlings: ['seizure'] } })] },
      { code: 'C', name: 'C', items: [item('C1', 0, { when: { kinds: ['officer'] } })] },
    ],
  };
  const askedOf = (personKind: 'officer' | 'auxiliary', handlingCode: string | null) =>
    checklistFor(shared, { personKind, handlingCode }).groups.map((group) => [
      group.code,
      ...group.items.map((one) => one.code),
    ]);

  it('is nothing about a handling that was not, and no empty group', () => {
    expect(askedOf('officer', 'on_spot_penalty')).toEqual([
      ['P', 'P1', 'P2'],
      ['C', 'C1'],
    ]);
    expect(askedOf('officer', 'seizure')).toEqual([
      ['P', 'P1'],
      ['Q', 'Q1'],
      ['C', 'C1'],
    ]);
    expect(askedOf('officer', null)).toEqual([
      ['P', 'P1'],
      ['C', 'C1'],
    ]);
  });

  it('is nothing that belongs to other posts', () => {
    expect(askedOf('auxiliary', null)).toEqual([['P', 'P1']]);
  });

  it('is nothing about enforcement where there was none, and all of it where nobody says', () => {
    const month: Checklist = {
      ...list('ratio'),
      groups: [
        {
          code: 'D',
          name: 'D',
          items: [item('D1', 0), item('D2', 0, { when: { enforced: true } })],
        },
        { code: 'E', name: 'E', items: [item('E1', 0, { when: { enforced: true } })] },
      ],
    };
    const asked = (enforced?: boolean) =>
      checklistFor(month, { personKind: 'officer', handlingCode: null, enforced }).groups.flatMap(
        ({ items }) => items.map(({ code }) => code),
      );
    expect([asked(false), asked(true), asked()]).toEqual([
      ['D1'],
      ['D1', 'D2', 'E1'],
      ['D1', 'D2', 'E1'],
    ]);
  });

  it('is everything where a version has no conditions', () => {
    const plain = list('deduct');
    expect(checklistFor(plain, { personKind: 'officer', handlingCode: 'seizure' })).toEqual(plain);
    expect([asksByHandling(plain), asksByHandling(shared)]).toEqual([false, true]);
  });
});
