import fc from 'fast-check';
import type { Checklist, SelfCheckWrite } from '@qiangji/shared-types';
import { addWorkingDays, isWorkingDay } from '../../platform/workdays';
import { dueDaysOf, dueOn, isOverdue, problemsOf, resultsOf } from './self-check.rules';

const item = (code: string) => ({
  code,
  name: code,
  look: '',
  source: '',
  law: null,
  confidence: 'plan' as const,
  topic: 'uniform',
  severity: 'minor' as const,
  deduction: 0,
  subject: 'person' as const,
});

const list: Checklist = {
  code: 'readiness',
  version: 1,
  kind: 'readiness',
  audience: ['officer'],
  name: '',
  method: 'ratio',
  minApplicable: 0,
  grades: [],
  source: '',
  groups: [
    { code: 'A', name: '着装标志', items: [item('A1'), item('A2')] },
    { code: 'D', name: '记录仪', items: [item('D1')] },
  ],
};

const group = (
  groupCode: string,
  faults: string[] = [],
  notApplicable: string[] = [],
): SelfCheckWrite['groups'][number] => ({
  groupCode,
  notApplicable,
  faults: faults.map((itemCode) => ({ itemCode, photos: [], fixed: false })),
});

describe('the last day of a correction', () => {
  it('counts working days over a weekend and over the holidays of the State Council', () => {
    // 2026-09-30 is a Wednesday; the National Day holiday ends on 7 October.
    expect(dueOn('2026-09-30', 1)).toBe('2026-10-08');
    expect(dueOn('2026-11-27', 3)).toBe('2026-12-02');
    expect(dueOn('2026-11-28', 0)).toBe('2026-11-28');
  });

  it('is a working day that leaves as many working days as were given', () => {
    const someDay = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 5 }), (offset, n) => {
        const from = new Date(Date.UTC(2026, 0, 5 + offset)).toISOString().slice(0, 10);
        const to = addWorkingDays(from, n);
        expect(isWorkingDay(to)).toBe(true);
        expect(addWorkingDays(from, n - 1) < to).toBe(true);
      }),
    );
  });

  it('waits for whoever is away, and keeps its working days whatever the leaves', () => {
    // A Friday; away from Monday to Wednesday.
    const away = [{ from: '2026-11-30', to: '2026-12-02' }];
    expect(dueOn('2026-11-27', 3, away)).toBe('2026-12-07');
    expect(dueOn('2026-11-30', 0, away)).toBe('2026-12-03');
    const day = (n: number) => new Date(Date.UTC(2026, 0, 5 + n)).toISOString().slice(0, 10);
    const span = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
      .map(([from, length]) => ({ from: day(from), to: day(from + length) }));
    fc.assert(
      fc.property(fc.nat(60), fc.nat(10), fc.array(span), (n, given, spans) => {
        const due = dueOn(day(n), given, spans);
        const isAway = (one: string) => spans.some(({ from, to }) => from <= one && one <= to);
        expect(isAway(due)).toBe(false);
        let working = 0;
        for (let at = n + 1; day(at) <= due; at += 1) {
          if (isWorkingDay(day(at)) && !isAway(day(at))) working += 1;
        }
        expect(working).toBe(due === day(n) ? 0 : Math.max(given, 1));
      }),
    );
  });

  it('comes from the list that found it, and from the first days of the product where that says none', () => {
    const dueDays = { minor: 2, moderate: 5, veto: 0 };
    expect([dueDaysOf({ dueDays }, 'minor'), dueDaysOf({ dueDays }, 'veto')]).toEqual([2, 0]);
    expect(dueDaysOf({}, 'moderate')).toBe(3);
  });

  it('passes only for what is open', () => {
    expect(isOverdue({ state: 'open', dueOn: '2026-01-01' }, '2026-01-02')).toBe(true);
    expect(isOverdue({ state: 'open', dueOn: '2026-01-02' }, '2026-01-02')).toBe(false);
    expect(isOverdue({ state: 'done', dueOn: '2026-01-01' }, '2026-01-02')).toBe(false);
  });
});

describe('groups confirmed by one tap', () => {
  it('are all there, each once, with items of their own', () => {
    expect(problemsOf(list, [group('A'), group('D')])).toEqual([]);
    expect(problemsOf(list, [group('A')])[0]?.message).toBe('还没查：记录仪');
    expect(problemsOf(list, [group('A'), group('A'), group('D')])).toHaveLength(1);
    expect(problemsOf(list, [group('A', ['D1']), group('D')])).toHaveLength(1);
    expect(problemsOf(list, [group('A', ['A1'], ['A1']), group('D')])).toHaveLength(1);
    expect(problemsOf(list, [group('A'), group('D'), group('X')])).toHaveLength(1);
  });

  it('say ok for every item but those named', () => {
    const results = resultsOf(list, [group('A', ['A2']), group('D', [], ['D1'])]);
    expect(results.map((one) => [one.itemCode, one.verdict])).toEqual([
      ['A1', 'ok'],
      ['A2', 'fault'],
      ['D1', 'na'],
    ]);
  });
});
