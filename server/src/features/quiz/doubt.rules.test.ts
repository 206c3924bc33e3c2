import type { KeyedQuestion, QuestionBody, QuestionKey } from '@qiangji/shared-types';
import { isStillWrong } from './doubt.rules';

const options = (...texts: string[]) => texts.map((text, i) => ({ id: 'abcd'.charAt(i), text }));
const choice = (...texts: string[]): QuestionBody => ({
  ...{ kind: 'multiple', stem: '哪些对？', media: [] },
  options: options(...texts),
});
const of = (...answer: string[]): QuestionKey => ({ kind: 'multiple', answer });
const body = choice('甲', '乙', '丙');
const wrong = { body, wrong: [of('a', 'b')], right: of('a', 'c') };

it.each<[string, KeyedQuestion, boolean]>([
  ['as it was', { body, key: of('b', 'a') }, true],
  ['with a comma more', { body: choice('甲，', '乙', '丙'), key: of('a', 'b') }, true],
  [
    'with the same options named otherwise',
    { body: choice('丙', '乙', '甲'), key: of('c', 'b') },
    true,
  ],
  ['put right', { body, key: of('c', 'a') }, false],
  ['with a key that nobody spoke of', { body, key: of('a') }, false],
])('judges a question of options by what it takes as right: %s', (_, now, expected) => {
  expect(isStillWrong(now, wrong)).toBe(expected);
});

it('remembers every key that counted before, and takes back what counts again', () => {
  const twice = { body, wrong: [of('a', 'b'), of('a', 'c')], right: of('b', 'c') };
  expect(isStillWrong({ body, key: of('a', 'b') }, twice)).toBe(true);
  const back = { body, wrong: [of('a', 'b'), of('a', 'c')], right: of('a', 'b') };
  expect(isStillWrong({ body, key: of('a', 'b') }, back)).toBe(false);
  expect(isStillWrong({ body, key: of('a', 'c') }, back)).toBe(true);
});

it('doubts any key of a question that had no right one, until it has another', () => {
  const none = { body, wrong: [of('a', 'b')], right: null };
  expect(isStillWrong({ body: { ...body, stem: '哪些不对？' }, key: of('a', 'b') }, none)).toBe(
    true,
  );
  expect(isStillWrong({ body, key: of('c') }, none)).toBe(false);
});

it('looks at the pieces that were wrong: another blank or part that changed mends nothing', () => {
  const asked = { stem: '[[x]] 和 [[y]]', media: [] };
  const blanks: QuestionBody = { kind: 'fill_in', ...asked, blanks: [{ id: 'x' }, { id: 'y' }] };
  const filled = (x: string[], y: string[]): QuestionKey => ({
    kind: 'fill_in',
    blanks: [
      { id: 'x', accepted: x },
      { id: 'y', accepted: y },
    ],
  });
  const keys = { body: blanks, wrong: [filled(['3'], ['5'])], right: filled(['4'], ['5']) };
  expect(isStillWrong({ body: blanks, key: filled(['３'], ['6']) }, keys)).toBe(true);
  expect(isStillWrong({ body: blanks, key: filled(['4'], ['5']) }, keys)).toBe(false);
  const number = { kind: 'numeric' as const, stem: '几日？', media: [], unit: '日' };
  const value = (n: number, tolerance = 0) => ({ kind: 'numeric', value: n, tolerance }) as const;
  const scenario: QuestionBody = {
    kind: 'case',
    stem: '某日……',
    media: [],
    parts: ['p', 'q'].map((id) => ({ id, points: 1, body: number })),
  };
  const both = (p: ReturnType<typeof value>, q: ReturnType<typeof value>): QuestionKey => ({
    kind: 'case',
    parts: [
      { id: 'p', key: p },
      { id: 'q', key: q },
    ],
  });
  const parts = {
    body: scenario,
    wrong: [both(value(3), value(7))],
    right: both(value(3, 1), value(7)),
  };
  expect(isStillWrong({ body: scenario, key: both(value(3), value(8)) }, parts)).toBe(true);
  expect(isStillWrong({ body: scenario, key: both(value(3, 1), value(7)) }, parts)).toBe(false);
});
