import type { __Pascal__Entry } from '@qiangji/shared-types';
import { daysOf } from './__kebab__.view';

const entry = (id: string, day: string): __Pascal__Entry => ({
  id,
  day,
  text: id,
  writtenAt: '2026-01-07T01:00:00.000Z',
});

it('puts entries under their days, latest first, and loses none', () => {
  const list = [entry('a', '2026-01-05'), entry('b', '2026-01-07'), entry('c', '2026-01-05')];
  const days = daysOf(list).map(({ day, entries }) => [day, entries.map((one) => one.id)]);
  expect(days).toEqual([
    ['2026-01-07', ['b']],
    ['2026-01-05', ['a', 'c']],
  ]);
  expect(daysOf([])).toEqual([]);
});
