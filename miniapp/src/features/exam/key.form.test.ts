import type { QuestionBody, QuestionKey } from '@qiangji/shared-types';
import { canChange, keyOf, keyText, lacksInKey, newWords, typedOf } from './key.form';

const options = ['a', 'b', 'c'].map((id) => ({ id, text: `选 ${id}` }));
const asked = { stem: '问', media: [] };
const single: { body: QuestionBody; key: QuestionKey } = {
  body: { kind: 'single', ...asked, options },
  key: { kind: 'single', answer: ['a'] },
};
const filled: { body: QuestionBody; key: QuestionKey } = {
  body: { kind: 'fill_in', stem: '[[b1]] 日内', media: [], blanks: [{ id: 'b1' }] },
  key: { kind: 'fill_in', blanks: [{ id: 'b1', accepted: ['七', '7'] }] },
};
const written: QuestionKey = {
  kind: 'short_answer',
  model: '先说理由',
  criteria: [{ id: 'c1', text: '理由', points: 5 }],
};
const both: { body: QuestionBody; key: QuestionKey } = {
  body: {
    kind: 'case',
    ...asked,
    parts: [
      { id: 'p1', points: 5, body: { kind: 'numeric', ...asked, unit: '日' } },
      { id: 'p2', points: 5, body: { kind: 'short_answer', ...asked, maxLength: 100 } },
    ],
  },
  key: {
    kind: 'case',
    parts: [
      { id: 'p1', key: { kind: 'numeric', value: 15, tolerance: 0 } },
      { id: 'p2', key: written },
    ],
  },
};

it('comes back the same where nothing was changed, and says so', () => {
  for (const one of [single, filled, both]) {
    expect(keyOf(one.key, typedOf(one.key))).toEqual(one.key);
    expect(lacksInKey(one, typedOf(one.key))).toBe('和现在的答案一样');
  }
});

it('takes another option, more texts or another number', () => {
  expect(keyOf(single.key, { '': ['b'] })).toEqual({ kind: 'single', answer: ['b'] });
  expect(lacksInKey(single, { '': ['b'] })).toBeUndefined();
  const more = { '': ['七 | 7 |  七日 |'] };
  expect(keyOf(filled.key, more)).toEqual({
    kind: 'fill_in',
    blanks: [{ id: 'b1', accepted: ['七', '7', '七日'] }],
  });
  expect(lacksInKey(filled, more)).toBeUndefined();
  const parts = { p1: ['10', '0.5'], p2: [] };
  expect(lacksInKey(both, parts)).toBeUndefined();
  expect(keyOf(both.key, parts)).toMatchObject({
    parts: [{ key: { value: 10, tolerance: 0.5 } }, { key: written }],
  });
});

it('says what does not fit', () => {
  expect(lacksInKey(single, { '': [] })).toBe('答案没填全');
  expect(lacksInKey(single, { '': ['z'] })).toBeDefined();
  expect(lacksInKey(filled, { '': [' | '] })).toBe('答案没填全');
  expect(lacksInKey(both, { p1: ['十', '0'], p2: [] })).toBe('答案没填全');
});

it('has no other key for what people judge', () => {
  expect(canChange(single.key)).toBe(true);
  expect(canChange(both.key)).toBe(true);
  expect(canChange(written)).toBe(false);
});

it('brings an explanation along where it is another, also where it is none any more', () => {
  expect(newWords('七日内', ' 七日内 ')).toEqual({});
  expect(newWords('七日内', '十日内')).toEqual({ explanation: '十日内' });
  expect(newWords('七日内', ' ')).toEqual({ explanation: '' });
});

it('says a key in words, each part of a case by itself', () => {
  expect(keyText(single.body, single.key)).toBe('选 a');
  expect(keyText(both.body, both.key)).toBe('第 1 小题 15 日');
});
