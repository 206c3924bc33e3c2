import { choosePiece } from './choose';

const piece = (slug: string, sample: boolean, own = false, topic = 'uniform') => ({
  ...{ slug, sample, own, topic },
});

it('takes the latest of the bureau’s own, then one of ours, then a sample', () => {
  const sample = piece('a', true);
  const ours = piece('b', false);
  const others = piece('c', false, true, 'recorder');
  const own = [piece('own-1', false, true), piece('own-2', false, true)];
  const chosen = (...all: ReturnType<typeof piece>[]) => choosePiece(all, 'uniform')?.slug;
  expect(chosen(sample, ours, others, ...own)).toBe('own-2');
  expect(chosen(sample, ours, others)).toBe('b');
  expect(chosen(sample, others)).toBe('a');
  expect(chosen(others)).toBeUndefined();
});
