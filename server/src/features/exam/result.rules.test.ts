import { binsOf, countUnit, countUnits, type PersonOutcome } from './result.units';
import { passOf, scoreWith } from './result.rules';
import { centiOf } from './snapshot.rules';

const attempt = { centi: 2_000, maxCenti: 4_000, toMark: 1 };

describe('what an attempt comes to', () => {
  it('is the machine’s score until people or a corrected key had a word', () => {
    expect(scoreWith(attempt, [], null)).toEqual({
      centi: 2_000,
      maxCenti: 4_000,
      waiting: 1,
      passed: null,
    });
    // 80 % of 10 points for what waited, and 10 points taken back for a key that was wrong.
    const marked = { points: 10, machineBp: null, scoreBp: 8_000 };
    const corrected = { points: 10, machineBp: 10_000, scoreBp: 0 };
    expect(scoreWith(attempt, [marked], null)).toMatchObject({ centi: 2_800, waiting: 0 });
    expect(scoreWith(attempt, [marked, corrected], null)).toMatchObject({ centi: 1_800 });
    const again = { points: 10, machineBp: null, scoreBp: null };
    expect(scoreWith(attempt, [again], null)).toMatchObject({ centi: 2_000, waiting: 1 });
  });

  it('counts what the machine judged of a case once, when a person has judged the rest', () => {
    const grade = { code: 'c', version: 1, points: 4, scoreBp: 4_000 };
    const waiting = centiOf([{ ...grade, state: 'needs_marking' as const }]);
    expect(waiting).toBe(0);
    const paper = { centi: waiting, maxCenti: 400, toMark: 1 };
    const marked = { points: 4, machineBp: null, scoreBp: 6_000 };
    expect(scoreWith(paper, [marked], null)).toMatchObject({ centi: 240, waiting: 0 });
    expect(centiOf([{ ...grade, state: 'graded' as const }])).toBe(160);
  });

  it('is passed at the very share, and open while it depends on what waits', () => {
    const at = (centi: number, waiting: number) =>
      passOf({ centi, maxCenti: 4_000, waiting }, 6_000);
    expect(at(2_400, 0)).toBe(true);
    expect(at(2_399, 0)).toBe(false);
    expect(at(2_399, 1)).toBeNull();
    expect(at(2_400, 1)).toBe(true);
    expect(passOf({ centi: 0, maxCenti: 4_000, waiting: 0 }, null)).toBeNull();
  });
});

const unit = { unitPath: '/wj/a', unitName: '甲中队' };
const score = (centi: number, more: { waiting?: number; passed?: boolean | null } = {}) => ({
  centi,
  maxCenti: 4_000,
  waiting: 0,
  passed: centi >= 2_400,
  ...more,
});
const person = (one: Partial<PersonOutcome>): PersonOutcome => ({
  unitPath: '/wj/a',
  state: 'submitted',
  score: null,
  ...one,
});

describe('results of a unit', () => {
  it('stand apart: no data, nothing scored, deferred and absent', () => {
    const nobody = countUnit([person({ state: 'deferred' })], unit, true);
    expect(nobody).toMatchObject({ handedIn: 0, deferred: 1, absent: 0, meanBp: null });
    expect(nobody).toMatchObject({ passed: null, failed: null });
    const zero = countUnit([person({ score: score(0) })], unit, true);
    expect(zero).toMatchObject({ handedIn: 1, meanBp: 0, passed: 0, failed: 1 });
  });

  it('leave papers that wait for a person out of the mean', () => {
    const people = [
      person({ score: score(4_000) }),
      person({ score: score(2_000) }),
      person({ score: score(0, { waiting: 1, passed: null }) }),
    ];
    expect(countUnit(people, unit, true)).toMatchObject({
      handedIn: 3,
      waiting: 1,
      meanBp: 7_500,
      passed: 1,
      failed: 1,
    });
    expect(countUnit(people, unit, false)).toMatchObject({ passed: null, failed: null });
  });

  it('stand in the order of the roster, whatever they scored', () => {
    const people = [
      person({ unitPath: '/wj/b', score: score(4_000) }),
      person({ unitPath: '/wj/a', score: score(0) }),
    ];
    const units = countUnits(people, (path) => path, true);
    expect(units.map((one) => one.unitPath)).toEqual(['/wj/a', '/wj/b']);
  });

  it('lie in tenths, the full score in the last', () => {
    const people = [0, 399, 400, 4_000].map((centi) => person({ score: score(centi) }));
    const bins = binsOf(people);
    expect(bins.map((one) => one.people)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(binsOf([person({ state: 'absent' })])).toEqual([]);
  });
});
