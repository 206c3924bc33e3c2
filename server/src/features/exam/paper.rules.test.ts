import fc from 'fast-check';
import { questionKinds, type PaperRule, type QuestionBody } from '@qiangji/shared-types';
import { hmacSha256 } from './envelope.rules';
import {
  allot,
  drawQuestions,
  fits,
  orderQuestions,
  shuffleBody,
  type Candidate,
} from './paper.rules';

const seed = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
/** Topics with what they are part of: `t1` and `t2` of `t`. */
const LINES = [['t1', 't'], ['t2', 't'], ['t3'], ['t']];
const topic = fc.constantFrom('t1', 't2', 't3', 't');
const kind = fc.constantFrom(...questionKinds.slice(0, 3));
const difficulty = fc.integer({ min: 1, max: 5 });

const bank: fc.Arbitrary<Candidate[]> = fc
  .array(fc.record({ topics: fc.constantFrom(...LINES), kind, difficulty }), { maxLength: 40 })
  .map((list) => list.map((one, index) => ({ ...one, code: `c${index}` })));

const rules: fc.Arbitrary<PaperRule[]> = fc
  .array(
    fc.record({
      topic: fc.option(topic),
      kind: fc.option(kind),
      difficulties: fc.tuple(difficulty, difficulty),
      count: fc.integer({ min: 1, max: 6 }),
      points: fc.integer({ min: 1, max: 10 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) =>
    list.map(({ difficulties: [a, b], ...rest }, index) => ({
      ...rest,
      id: `r${index}`,
      difficultyFrom: Math.min(a, b),
      difficultyTo: Math.max(a, b),
    })),
  );

/** Whether the rules can be met at all, tried out by brute force over subsets (Hall's theorem). */
function canBeMet(list: readonly PaperRule[], candidates: readonly Candidate[]): boolean {
  for (let subset = 1; subset < 2 ** list.length; subset += 1) {
    const some = list.filter((_, index) => (subset >> index) & 1);
    const needed = some.reduce((sum, { count }) => sum + count, 0);
    const there = candidates.filter((one) => some.some((rule) => fits(rule, one)));
    if (there.length < needed) return false;
  }
  return true;
}

describe('a blueprint', () => {
  it('may name a topic, or what that is part of', () => {
    const one = { code: 'c', kind: questionKinds[0], difficulty: 3 };
    const rule = { id: 'r', kind: null, difficultyFrom: 1, difficultyTo: 5, count: 1, points: 1 };
    const fitting = (asked: string) =>
      LINES.map((topics) => fits({ ...rule, topic: asked }, { ...one, topics }));
    expect(fitting('t')).toEqual([true, true, false, true]);
    expect(fitting('t1')).toEqual([true, false, false, false]);
  });

  it('is met exactly where it can be met at all', () => {
    fc.assert(
      fc.property(rules, bank, (list, candidates) => {
        const { pools, missing } = allot(list, candidates);
        expect(missing.size === 0).toBe(canBeMet(list, candidates));
        const codes = pools.flatMap((pool) => pool.codes);
        expect(new Set(codes).size).toBe(codes.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it("makes any two people's papers equal in every rule", () => {
    fc.assert(
      fc.property(rules, bank, seed, seed, (list, candidates, one, other) => {
        const { pools, missing } = allot(list, candidates);
        fc.pre(missing.size === 0);
        const byCode = new Map(candidates.map((candidate) => [candidate.code, candidate]));
        const papers = [one, other].map((mine) => drawQuestions(hmacSha256, pools, mine));
        for (const paper of papers) {
          const codes = paper.map(({ code }) => code);
          expect(new Set(codes).size).toBe(codes.length);
          pools.forEach((pool, index) => {
            const drawn = paper.filter(({ code }) => pool.codes.includes(code));
            expect(drawn).toHaveLength(list[index]!.count);
            for (const { code, points } of drawn) {
              expect(points).toBe(list[index]!.points);
              expect(fits(list[index]!, byCode.get(code)!)).toBe(true);
            }
          });
        }
        const total = (paper: { points: number }[]) =>
          paper.reduce((sum, { points }) => sum + points, 0);
        expect(total(papers[0]!)).toBe(total(papers[1]!));
      }),
      { numRuns: 1_000 },
    );
  });

  it('draws every question of a pool about equally often', () => {
    const codes = ['a', 'b', 'c', 'd', 'e'];
    const pools = [{ id: 'r', count: 2, points: 1, codes }];
    const seen = new Map(codes.map((code) => [code, 0]));
    for (let n = 0; n < 1_000; n += 1) {
      const own = n.toString(16).padStart(64, '0');
      for (const { code } of drawQuestions(hmacSha256, pools, own)) {
        seen.set(code, (seen.get(code) ?? 0) + 1);
      }
    }
    for (const count of seen.values()) expect(Math.abs(count - 400)).toBeLessThan(80);
  });
});

describe('the order on a screen', () => {
  const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id }));
  const asked = { stem: 's', media: [], options };

  it('is the same for the same seed, keeps all questions, and kinds together', () => {
    fc.assert(
      fc.property(bank, seed, (candidates, mine) => {
        const drawn = candidates.map(({ code }) => ({ code, points: 1 }));
        const kinds = new Map(candidates.map((one) => [one.code, one.kind]));
        const kindOf = (code: string) => kinds.get(code)!;
        const order = orderQuestions(hmacSha256, drawn, mine, kindOf);
        expect(orderQuestions(hmacSha256, [...drawn].reverse(), mine, kindOf)).toEqual(order);
        expect(order.map(({ code }) => code).sort()).toEqual(drawn.map(({ code }) => code).sort());
        const shown = order.map(({ code }) => questionKinds.indexOf(kindOf(code)));
        expect(shown).toEqual([...shown].sort((a, b) => a - b));
      }),
    );
  });

  it('mixes options by identity, and leaves 对 and 错 alone', () => {
    fc.assert(
      fc.property(seed, (mine) => {
        const single: QuestionBody = { kind: 'single', ...asked };
        const body = shuffleBody(hmacSha256, single, mine, 'q') as typeof single;
        expect(body.options).toEqual(expect.arrayContaining(options));
        expect(body.options).toHaveLength(options.length);
        const scenario: QuestionBody = {
          kind: 'case',
          stem: 's',
          media: [],
          parts: [{ id: 'p1', points: 1, body: single }],
        };
        expect(shuffleBody(hmacSha256, scenario, mine, 'q')).toEqual(
          shuffleBody(hmacSha256, scenario, mine, 'q'),
        );
        const trueFalse: QuestionBody = { kind: 'true_false', ...asked };
        expect(shuffleBody(hmacSha256, trueFalse, mine, 'q')).toEqual(trueFalse);
      }),
    );
  });
});
