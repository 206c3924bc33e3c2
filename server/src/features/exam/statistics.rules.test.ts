import fc from 'fast-check';
import {
  evenShare,
  itemStatistics,
  positionsOf,
  testStatistics,
  type ScoredPaper,
} from './statistics.rules';

/** Rows are people, columns questions of one point each, or as many as `max` says. */
function papers(rows: readonly (readonly number[])[], max: readonly number[] = []): ScoredPaper[] {
  return rows.map((row) =>
    row.map((points, i) => ({
      code: `q${i + 1}`,
      position: `p:${i + 1}`,
      centi: Math.round(points * 100),
      maxCenti: (max[i] ?? 1) * 100,
    })),
  );
}

const item = (rows: readonly (readonly number[])[], code: string) =>
  itemStatistics(papers(rows)).find((one) => one.code === code)!;

/**
 * Four people, three questions; each harder one is right only where the easier ones are:
 *      q1 q2 q3  total
 *   A   1  1  1    3
 *   B   1  1  0    2
 *   C   1  0  0    1
 *   D   0  0  0    0
 */
const LADDER = [
  [1, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
  [0, 0, 0],
];

describe('statistics of a paper, worked by hand', () => {
  it('mean, median, deviation, skewness and kurtosis of 3, 2, 1, 0 points', () => {
    // Deviations from 1.5: 1.5, 0.5, -0.5, -1.5; their squares add up to 5, so V = 5/3 and the
    // deviation is 1.29099. m2 = 5/4, m4 = (2 * 5.0625 + 2 * 0.0625) / 4 = 2.5625;
    // k4 = 16/6 * (5 * 2.5625 - 9 * 1.5625) = -10/3; kurtosis = -10/3 / (25/9) = -1.2.
    const found = testStatistics(papers(LADDER));
    expect(found).toMatchObject({ people: 4, maxCenti: 300, mean: 150, median: 150 });
    expect(found.deviation).toBeCloseTo(129.099, 3);
    expect(found.skewness).toBeCloseTo(0, 10);
    expect(found.kurtosis).toBeCloseTo(-1.2, 10);
  });

  it('skewness of 0, 0, 0, 4 points', () => {
    // Mean 1; m3 = (3 * -1 + 27) / 4 = 6; k3 = 16/6 * 6 = 16; k2 = 12/3 = 4; 16 / 4^1.5 = 2.
    const found = testStatistics(papers([[0], [0], [0], [4]], [4]));
    expect(found.skewness).toBeCloseTo(2, 10);
    expect(found.median).toBe(0);
  });

  it('alpha, error ratio and standard error', () => {
    // V(q1) = V(q3) = 0.75/3 = 1/4, V(q2) = 1/3, together 5/6; V(T) = 5/3.
    // alpha = 3/2 * (1 - 1/2) = 0.75; error ratio = root of 0.25 = 0.5; 0.5 * 1.29099 = 0.6455.
    const found = testStatistics(papers(LADDER));
    expect(found.alpha).toBeCloseTo(0.75, 10);
    expect(found.errorRatio).toBeCloseTo(0.5, 10);
    expect(found.standardError).toBeCloseTo(64.55, 2);
  });

  it('has no alpha for one question, nor for people who do not differ', () => {
    expect(testStatistics(papers([[1], [0]])).alpha).toBeNull();
    const same = testStatistics(papers([[1, 0], [0, 1], [1, 0]])); // prettier-ignore
    expect(same).toMatchObject({ alpha: null, errorRatio: null, standardError: null });
    expect(same).toMatchObject({ skewness: null, kurtosis: null, deviation: 0 });
  });

  it('has no alpha where papers do not have the same places', () => {
    const [first, second] = papers([[1, 0], [0, 1]]); // prettier-ignore
    expect(testStatistics([first!, second!.slice(1)]).alpha).toBeNull();
    expect(testStatistics([first!.slice(1), second!]).alpha).toBeNull();
    expect(testStatistics([first!, [...second!, second![0]!]]).alpha).toBeNull();
  });

  it('says nothing, not 0, of nobody', () => {
    const nobody = testStatistics([]);
    expect(nobody).toEqual({
      people: 0,
      maxCenti: null,
      mean: null,
      median: null,
      deviation: null,
      skewness: null,
      kurtosis: null,
      alpha: null,
      errorRatio: null,
      standardError: null,
    });
    expect(itemStatistics([])).toEqual([]);
  });
});

describe('statistics of a question, worked by hand', () => {
  it('facility, deviation and weights', () => {
    // Covariances with the total: q1 0.5, q2 2/3, q3 0.5; roots 0.70711, 0.81650, 0.70711, together
    // 2.23071: effective weights 0.31699, 0.36603, 0.31699, where 1/3 each was intended.
    const [q1, q2, q3] = itemStatistics(papers(LADDER));
    expect([q1, q2, q3].map((one) => one?.facility)).toEqual([0.75, 0.5, 0.25]);
    expect(q1?.deviation).toBeCloseTo(0.5, 10);
    expect(q2?.deviation).toBeCloseTo(0.57735, 5);
    expect(q1?.intendedWeight).toBeCloseTo(1 / 3, 10);
    expect(q1?.effectiveWeight).toBeCloseTo(0.31699, 5);
    expect(q2?.effectiveWeight).toBeCloseTo(0.36603, 5);
    expect(q3?.effectiveWeight).toBeCloseTo(0.31699, 5);
  });

  it('discrimination is the correlation with the rest of the paper, not with the total', () => {
    // q1 against the rest 2, 1, 0, 0: C = 0.5 - 0.25 = 0.25; V(rest) = 2.75/3;
    // 0.25 / root(0.25 * 0.91667) = 0.52223. With the total it would be 0.7746.
    expect(item(LADDER, 'q1').discrimination).toBeCloseTo(0.52223, 5);
    // q2 against 2, 1, 1, 0: C = 2/3 - 1/3; V(rest) = 2/3; 1/3 / root(2/9) = 0.70711.
    expect(item(LADDER, 'q2').discrimination).toBeCloseTo(0.70711, 5);
  });

  it('efficiency compares with the best that these very scores could do', () => {
    // On the ladder nothing could be sorted better.
    expect(item(LADDER, 'q1').efficiency).toBeCloseTo(1, 10);
    // q1 = 0, 1, 1, 0 against a rest of 1, 2, 0, 0: C = 0.5/3. In order of size 0, 0, 1, 1 and
    // 0, 0, 1, 2 it would be 1.5/3: a third.
    const rows = [[0, 1, 0], [1, 1, 1], [1, 0, 0], [0, 0, 0]]; // prettier-ignore
    expect(item(rows, 'q1').efficiency).toBeCloseTo(1 / 3, 10);
    expect(item(rows, 'q1').discrimination).toBeCloseTo(0.30151, 5);
  });

  it('is negative where those who know the rest get it wrong, and then has no weight', () => {
    // q4 only by D: its covariance with the total 3, 2, 1, 1 is (-0.25 * 1.25 - 0.25 * 0.25 +
    // 0.25 * 0.75 - 0.75 * 0.75) / 3 = -0.25.
    const rows = LADDER.map((row, i) => [...row, i === 3 ? 1 : 0]);
    const q4 = item(rows, 'q4');
    expect(q4.effectiveWeight).toBeNull();
    // C(q4, rest) = -0.25 - 0.25 = -0.5; V(q4) = 0.25, V(rest) = 5/3: -0.5 / 0.6455 = -0.7746.
    expect(q4.discrimination).toBeCloseTo(-0.7746, 4);
  });

  it('has no correlation where everybody has the same score', () => {
    const q1 = item([[1, 0], [1, 1], [1, 0]], 'q1'); // prettier-ignore
    expect(q1).toMatchObject({ facility: 1, deviation: 0, discrimination: null, efficiency: null });
  });

  it('that was drawn for some counts those alone', () => {
    const drawn = (code: string, points: number, other: number): ScoredPaper => [
      { code, position: 'pool:1', centi: points * 100, maxCenti: 100 },
      { code: 'all', position: 'fixed:1', centi: other * 100, maxCenti: 300 },
    ];
    const found = itemStatistics([
      drawn('x', 1, 3),
      drawn('x', 0, 1),
      drawn('x', 1, 2),
      drawn('y', 0, 3),
    ]);
    const [all, x, y] = found;
    expect(found.map((one) => [one.code, one.people])).toEqual([['all', 4], ['x', 3], ['y', 1]]); // prettier-ignore
    expect(x?.facility).toBeCloseTo(2 / 3, 10);
    // x = 1, 0, 1 against 3, 1, 2: C = 0.5, V(x) = 1/3, V(rest) = 1: 0.86603.
    expect(x?.discrimination).toBeCloseTo(0.86603, 5);
    expect(x?.intendedWeight).toBeCloseTo(0.25, 10);
    // Weights are the place's, over all four: its scores 1, 0, 1, 0 against the totals 4, 1, 3, 3 have
    // C = (0.625 + 0.875 + 0.125 - 0.125) / 3 = 0.5, the other place's 3, 1, 2, 3 C = 3.25/3; the roots
    // 0.70711 and 1.04083 add up to 1.74794.
    expect([x, y].map((one) => one?.intendedWeight)).toEqual([0.25, 0.25]);
    expect(x?.effectiveWeight).toBeCloseTo(0.40454, 5);
    expect(y?.effectiveWeight).toBe(x?.effectiveWeight);
    expect(all?.effectiveWeight).toBeCloseTo(0.59546, 5);
    expect(y).toMatchObject({ facility: 0, deviation: null, discrimination: null });
  });

  it('that filled several places of its pool has the mean of their weights', () => {
    const place = (code: string, n: number, points: number) => ({
      code,
      position: `pool:${n}`,
      centi: points * 100,
      maxCenti: 100,
    });
    // First place 1, 0, 0, second 1, 1, 1: only the first decides anything of the totals 2, 1, 1.
    const [a, b, c] = itemStatistics([
      [place('a', 1, 1), place('b', 2, 1)],
      [place('a', 1, 0), place('c', 2, 1)],
      [place('b', 1, 0), place('c', 2, 1)],
    ]);
    expect([a, b, c].map((one) => one?.effectiveWeight)).toEqual([1, 0.5, 0]);
  });

  it('has no effective weight where its place’s is undefined', () => {
    const [first, second] = papers([[1, 0], [0, 1]]); // prettier-ignore
    expect(itemStatistics([first!, second!.slice(1)])[0]?.effectiveWeight).toBeNull();
  });
});

describe('a share of very many papers', () => {
  it('is even, never more than asked for, and all of them where they are few', () => {
    const all = Array.from({ length: 10 }, (_, i) => i);
    expect(evenShare(all, 20)).toEqual(all);
    expect(evenShare(all, 10)).toEqual(all);
    expect(evenShare(all, 4)).toEqual([0, 2, 5, 7]);
    expect(evenShare([], 4)).toEqual([]);
  });
});

describe('places of a drawn paper', () => {
  it('are the same for all, whatever was drawn and in whatever order it was shown', () => {
    const pools = [
      { id: 'r1', codes: ['a', 'b', 'c'] },
      { id: 'r2', codes: ['d', 'e'] },
    ];
    expect([...positionsOf(pools, ['e', 'c', 'a'])]).toEqual([
      ['a', 'r1:1'],
      ['c', 'r1:2'],
      ['e', 'r2:1'],
    ]);
    const places = (codes: string[]) => [...positionsOf(pools, codes).values()].sort();
    expect(places(['b', 'd', 'c'])).toEqual(places(['e', 'c', 'a']));
  });
});

const matrix = fc
  .tuple(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 2, max: 6 }))
  .chain(([people, questions]) =>
    fc.array(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: questions, maxLength: questions }),
      { minLength: people, maxLength: people },
    ),
  );
const FOUR = [4, 4, 4, 4, 4, 4];

function expectClose(a: object, b: object): void {
  for (const [key, value] of Object.entries(a)) {
    const other: unknown = b[key as keyof typeof b];
    if (typeof value !== 'number') expect(other).toEqual(value);
    else expect(other).toBeCloseTo(value, 6);
  }
}

describe('statistics, whatever the scores', () => {
  it('do not depend on the order of people', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const [there, back] = [papers(rows, FOUR), papers([...rows].reverse(), FOUR)];
        expectClose(testStatistics(there), testStatistics(back));
        itemStatistics(there).forEach((one, i) => expectClose(one, itemStatistics(back)[i]!));
      }),
    );
  });

  it('stay within their bounds', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const test = testStatistics(papers(rows, FOUR));
        if (test.alpha !== null) expect(test.alpha).toBeLessThanOrEqual(1 + 1e-9);
        for (const one of itemStatistics(papers(rows, FOUR))) {
          expect(one.facility).toBeGreaterThanOrEqual(0);
          expect(one.facility).toBeLessThanOrEqual(1);
          expect(Math.abs(one.discrimination ?? 0)).toBeLessThanOrEqual(1);
          expect(one.efficiency ?? 0).toBeLessThanOrEqual(1);
          const sameSign = (one.efficiency ?? 0) * (one.discrimination ?? 0);
          expect(sameSign).toBeGreaterThanOrEqual(-1e-9);
          if (one.effectiveWeight !== null) expect(one.effectiveWeight).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('share out all of the weight', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const found = itemStatistics(papers(rows, FOUR));
        const intended = found.reduce((sum, one) => sum + (one.intendedWeight ?? 0), 0);
        expect(intended).toBeCloseTo(1, 9);
        const effective = found.reduce((sum, one) => sum + (one.effectiveWeight ?? 0), 0);
        const differ = (testStatistics(papers(rows, FOUR)).deviation ?? 0) > 0;
        expect(effective).toBeCloseTo(differ ? 1 : 0, 9);
      }),
    );
  });

  it('find identical questions wholly consistent', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 2, max: 6 }), (column, questions) => {
        fc.pre(new Set(column).size > 1);
        const rows = column.map((one) => Array.from({ length: questions }, () => one));
        expect(testStatistics(papers(rows, FOUR)).alpha).toBeCloseTo(1, 9);
        expect(item(rows, 'q1').discrimination).toBeCloseTo(1, 9);
      }),
    );
  });

  it('do not change their shape when everybody gets so much more', () => {
    fc.assert(
      fc.property(matrix, fc.integer({ min: 1, max: 3 }), (rows, more) => {
        const raised = rows.map(([first = 0, ...others]) => [first + more, ...others]);
        const [before, after] = [papers(rows, FOUR), papers(raised, [7, 4, 4, 4, 4, 4])];
        const { mean: meanBefore, ...shape } = testStatistics(before);
        const { mean: meanAfter, median: _, maxCenti: __, ...sameShape } = testStatistics(after);
        expect(meanAfter).toBeCloseTo((meanBefore ?? 0) + more * 100, 6);
        expectClose(sameShape, shape);
        const found = (all: ScoredPaper[]) => itemStatistics(all).map((one) => one.discrimination);
        expectClose(found(before), found(after));
      }),
    );
  });
});
