import fc from 'fast-check';
import { pieceDraft, PIECE_LIMITS, type CheckQuestionDraft, type PieceDraft } from './own';
import { asksTheSame, isHttps, picturesOfPiece, pieceFaults, pieceGaps } from './own.rules';

const question: CheckQuestionDraft = {
  id: 'q1',
  type: 'single',
  stem: '哪个对？',
  options: [
    { id: 'a', text: '甲' },
    { id: 'b', text: '乙' },
  ],
  answer: ['a'],
  explanation: '甲对。',
};
const draft: PieceDraft = {
  ...{ title: '题目', kind: 'political', topic: 'political', summary: '简介', body: '正文' },
  ...{ laws: [], links: [], questions: [question], replaces: null },
};
const faultsOf = (change: Partial<PieceDraft>) =>
  pieceFaults({ ...draft, ...change }).map(({ path, reason }) => `${path} ${reason}`);
const askedAs = (change: Partial<CheckQuestionDraft>) =>
  faultsOf({ questions: [{ ...question, ...change }] });

const PICTURE = '0190a000-0000-7000-8000-000000000000';
const pictureMark = (n: number) =>
  `![第 ${n} 张](${PICTURE.slice(0, -2)}${String(n).padStart(2, '0')})`;

it('tells the pictures of a piece, each once', () => {
  const body = `${pictureMark(1)}\n\n字${pictureMark(2)}字\n${pictureMark(1)}\n![图](a.jpg)`;
  expect(picturesOfPiece(body).map((one) => one.slice(-2))).toEqual(['01', '02']);
  expect(faultsOf({ body: `${pictureMark(1)}\n\n字${pictureMark(2)}字` })).toEqual([]);
});

describe('what no piece may hold', () => {
  it('is nothing in one that is well written', () => {
    expect(pieceFaults(draft)).toEqual([]);
    const body = '## 一、开头\n\n3 < 5，a<b 也行\n\n- **要点**\n\n[原文](https://www.gov.cn/a?b=c)';
    expect(faultsOf({ body, links: [{ title: '网', url: 'https://政务.中国/' }] })).toEqual([]);
  });

  it.each([
    ['<script>alert(1)</script>'],
    ['好<img src=x onerror=alert(1)>'],
    ['<a href="javascript:alert(1)">点</a>'],
    ['<br/>'],
    ['</div>'],
    ['<!-- 藏着 -->'],
    ['<iframe'],
    ['<!DOCTYPE html>'],
  ])('is HTML, by its line: %s', (html) => {
    const [fault] = pieceFaults({ ...draft, body: `第一行\n${html}` });
    expect(fault).toMatchObject({ path: 'body', reason: 'html' });
    expect(fault?.message).toContain('第 2 行');
  });

  it.each([
    ['[点](javascript:alert(1))'],
    ['[点]( JavaScript:alert(1) )'],
    ['[点](<data:text/html,x>)'],
    ['[点](http://www.gov.cn/)'],
    ['[点](//www.gov.cn/)'],
    ['[点](&#106;avascript:alert(1))'],
    ['<javascript:alert(1)>'],
    ['[点][1]\n\n[1]: javascript:alert(1)'],
  ])('is a link that leads elsewhere than to https: %s', (body) => {
    expect(faultsOf({ body })).toEqual(['body not_https']);
  });

  it('is found in a moment, whatever a long text is made of', () => {
    const began = Date.now();
    for (const part of ['<a ', '](', '<', '![', '![](', '![a](b', '[x]: ', 'https://a.']) {
      pieceFaults({ ...draft, body: part.repeat(PIECE_LIMITS.body / part.length) });
    }
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('is a picture from elsewhere, one without words, too many, or an address that hides its host', () => {
    expect(faultsOf({ body: '![图](https://www.gov.cn/a.jpg)' })).toEqual(['body picture']);
    expect(faultsOf({ body: '![图][a]' })).toEqual(['body picture']);
    expect(faultsOf({ body: `![ ](${PICTURE})` })).toEqual(['body picture_words']);
    const eleven = Array.from({ length: 11 }, (_, n) => pictureMark(n)).join('\n');
    expect(faultsOf({ body: eleven })).toEqual(['body too_many_pictures']);
    expect(isHttps('https://www.gov.cn@bad.example.com/')).toBe(false);
    expect(isHttps('https://localhost')).toBe(false);
    expect(faultsOf({ links: [{ title: '网', url: 'javascript:alert(1)' }] })).toEqual([
      'links.0.url not_https',
    ]);
  });

  it('is a key that names no option, or more than can be right', () => {
    expect(askedAs({ answer: ['c'] })).toEqual(['questions.0.answer no_such_option']);
    expect(askedAs({ answer: ['a', 'b'] })).toEqual(['questions.0.answer not_single']);
    expect(askedAs({ type: 'multiple', answer: ['a', 'b'] })).toEqual([]);
    const same = question.options.map((one) => ({ ...one, text: '甲' }));
    expect(askedAs({ options: same })).toEqual(['questions.0.options repeated']);
    const three = [...question.options, { id: 'c', text: '丙' }];
    expect(askedAs({ type: 'true_false', options: three })).toEqual([
      'questions.0.options not_two',
    ]);
    expect(faultsOf({ questions: [question, question] })).toEqual(['questions repeated']);
  });
});

it('refuses a text that is too long, and control characters in it', () => {
  const parsed = (body: string) => pieceDraft.safeParse({ ...draft, body }).success;
  expect(parsed('字'.repeat(PIECE_LIMITS.body))).toBe(true);
  expect(parsed('字'.repeat(PIECE_LIMITS.body + 1))).toBe(false);
  expect(parsed('字'.repeat(100_000))).toBe(false);
  expect(parsed('看\u0000不见')).toBe(false);
});

it('tells what a piece lacks before people read it', () => {
  expect(pieceGaps(draft)).toEqual([]);
  const empty = { ...question, stem: '', options: [], answer: [], explanation: '' };
  const lacking = { ...draft, summary: '', body: '', questions: [empty] };
  expect(pieceGaps(lacking).map(({ path }) => path)).toEqual([
    'summary',
    'body',
    'questions.0.stem',
    'questions.0.options',
    'questions.0.answer',
    'questions.0.explanation',
  ]);
  expect(pieceGaps({ ...draft, questions: [] }).map(({ path }) => path)).toEqual(['questions']);
  const one = { ...question, type: 'multiple' as const };
  expect(pieceGaps({ ...draft, questions: [one] })).toHaveLength(1);
});

it('asks the same in other words and another order, and not with another key', () => {
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2 });
  fc.assert(
    fc.property(ids, fc.string(), (order, text) => {
      const asked = (list: string[], answer: string[]): CheckQuestionDraft[] => [
        { ...question, options: list.map((id) => ({ id, text: id })), answer },
      ];
      const before = asked(order, [order[0]!]);
      const [again] = asked([...order].reverse(), [order[0]!]);
      expect(asksTheSame(before, [{ ...again!, stem: text, explanation: text }])).toBe(true);
      expect(asksTheSame(before, asked(order, [order[1]!]))).toBe(false);
      expect(asksTheSame(before, [...before, { ...question, id: 'q2' }])).toBe(false);
    }),
  );
});
