import { headOf } from './feedback.view';

it('shortens a letter between characters, never inside one', () => {
  expect(headOf('一句话')).toBe('一句话');
  expect(headOf('𠮷'.repeat(50), 3)).toBe('𠮷𠮷𠮷…');
  expect(headOf('第一行\n第二行')).toBe('第一行 第二行');
});
