import type { ItemAdvice, QuestionBody, QuestionKey } from '@qiangji/shared-types';
import { adviceOn } from './statistics.advice';
import { optionTables, type GivenBy } from './statistics.options';
import { itemStatistics, type ItemStatistics, type ScoredPaper } from './statistics.rules';

const body: QuestionBody = {
  kind: 'single',
  stem: '简易程序对公民罚款不超过多少元？',
  media: [],
  options: [
    { id: 'a', text: '200 元' },
    { id: 'b', text: '50 元' },
    { id: 'c', text: '1000 元' },
  ],
};
const key: QuestionKey = { kind: 'single', answer: ['a'] };

const gave = (option: string | null, totalCenti: number): GivenBy => ({
  answer: option === null ? null : { kind: 'single', chosen: [option] },
  totalCenti,
});

describe('options of a question', () => {
  it('are counted by all and by the best and least third', () => {
    // Nine people; upper third 900, 800, 700, lower third 300, 200, 100.
    const given = [
      gave('a', 900),
      gave('a', 800),
      gave('b', 700),
      gave('a', 600),
      gave('b', 500),
      gave('b', 400),
      gave('b', 300),
      gave(null, 200),
      gave('b', 100),
    ];
    const [table] = optionTables(body, key, given);
    const rows = table?.options.map((one) => [
      one.optionId,
      one.right,
      one.chosen,
      one.share,
      one.upperShare,
      one.lowerShare,
    ]);
    expect(rows).toEqual([
      ['a', true, 3, 3 / 9, 2 / 3, 0],
      ['b', false, 5, 5 / 9, 1 / 3, 2 / 3],
      ['c', false, 0, 0, 0, 0],
      [null, false, 1, 1 / 9, 0, 1 / 3],
    ]);
  });

  it('part nobody from those with the same total', () => {
    const tied = [gave('a', 500), gave('b', 500), gave('a', 500), gave('b', 100)];
    const [table] = optionTables(body, key, tied);
    // A third of four is one: the best third is all three with 500, the least the one with 100.
    expect(table?.options[0]).toMatchObject({ upperShare: 2 / 3, lowerShare: 0 });
    const [same] = optionTables(body, key, [gave('a', 5), gave('b', 5), gave('a', 5)]);
    expect(same?.options[0]).toMatchObject({ chosen: 2, upperShare: null, lowerShare: null });
  });

  it('have no share where nobody had the question', () => {
    const [table] = optionTables(body, key, []);
    expect(table?.options[0]).toMatchObject({ chosen: 0, share: null, upperShare: null });
  });

  it('of a case are counted part by part, and what has no options has no table', () => {
    const whole: QuestionBody = {
      kind: 'case',
      stem: '某日……',
      media: [],
      parts: [
        { id: 'p1', points: 1, body: body as Extract<QuestionBody, { kind: 'single' }> },
        {
          id: 'p2',
          points: 1,
          body: { kind: 'short_answer', stem: '为什么？', media: [], maxLength: 100 },
        },
      ],
    };
    const keys: QuestionKey = {
      kind: 'case',
      parts: [{ id: 'p1', key: { kind: 'single', answer: ['b'] } }],
    };
    const answer = {
      kind: 'case' as const,
      parts: [{ id: 'p1', answer: { kind: 'single' as const, chosen: ['b'] } }],
    };
    const tables = optionTables(whole, keys, [{ answer, totalCenti: 1 }]);
    expect(tables.map((one) => one.partId)).toEqual(['p1']);
    expect(tables[0]?.options[1]).toMatchObject({ optionId: 'b', right: true, chosen: 1 });
  });
});

/** As many people as rows; the question is worth one point, the rest of the paper ten. */
function itemOf(rows: readonly (readonly [points: number, rest: number])[]): ItemStatistics {
  const papers = rows.map(([points, rest]): ScoredPaper => [
    { code: 'q', position: 'p:1', centi: points * 100, maxCenti: 100 },
    { code: 'rest', position: 'p:2', centi: rest * 100, maxCenti: 1000 },
  ]);
  return itemStatistics(papers).find((one) => one.code === 'q')!;
}

const codes = (advice: readonly ItemAdvice[]) => advice.map((one) => one.code);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('advice on a question', () => {
  it('says nothing of one that does its work', () => {
    const item = itemOf(range(12).map((i) => [i > 5 ? 1 : 0, i % 11]));
    expect(adviceOn(item, [])).toEqual([]);
  });

  it('says nothing while too few people had it', () => {
    const item = itemOf(range(9).map((i) => [0, i]));
    expect(adviceOn(item, [])).toEqual([]);
    expect(codes(adviceOn(itemOf(range(10).map((i) => [0, i])), []))).toEqual(['too_hard']);
  });

  it('tells too easy, weak and negative ones', () => {
    expect(codes(adviceOn(itemOf(range(12).map((i) => [1, i % 11])), []))).toEqual(['too_easy']);
    const weak = itemOf(range(12).map((i) => [i % 2, Math.min(10, i)]));
    expect(weak.discrimination).toBeGreaterThan(0);
    expect(weak.discrimination).toBeLessThan(0.2);
    expect(codes(adviceOn(weak, []))).toEqual(['weak']);
    const against = itemOf(range(12).map((i) => [i < 6 ? 1 : 0, Math.min(10, i)]));
    expect(codes(adviceOn(against, []))).toEqual(['negative']);
  });

  it('points at the key where the best choose another option', () => {
    const totals = range(12).map((i) => [i > 7 ? 0 : i % 2, i] as const);
    const given = totals.map(([right, total]) => gave(right === 1 ? 'a' : 'b', total));
    const tables = optionTables(body, key, given);
    const advice = adviceOn(itemOf(totals.map(([right, rest]) => [right, rest])), tables);
    expect(advice[0]).toEqual({
      code: 'key_suspect',
      message: '成绩靠前的人多选“50 元”，请核对答案有没有定错',
    });
  });

  it('names options that nobody chose, once enough people could have', () => {
    const rows = (n: number) => range(n).map((i) => [i > n / 2 ? 1 : 0, i % 11] as const);
    const tables = (n: number) =>
      optionTables(body, key, rows(n).map(([right], i) => gave(right ? 'a' : 'b', i))); // prettier-ignore
    const at = (n: number) => codes(adviceOn(itemOf(rows(n)), tables(n)));
    expect(at(29)).not.toContain('idle_option');
    expect(at(30)).toContain('idle_option');
  });
});
