import { render, screen } from '@testing-library/react';
import { HeatCell, heatLevel } from './index';

it.each([
  [4, 5, false, 'fine'],
  [79, 100, false, 'below'],
  [0, 2, false, 'none-of-them'],
  [0, 0, false, 'no-data'],
  [3, 4, true, 'no-data'],
  [4, 5, true, 'fine'],
] as const)('takes %i of %i (per cent: %s) as %s', (have, of, percent, level) => {
  expect(heatLevel(have, of, percent)).toBe(level);
});

it('says in words what the colour says', () => {
  render(
    <>
      <HeatCell label="沈洁 掌握" have={13} of={28} percent />
      <HeatCell label="李国强 掌握" have={51} of={64} percent />
      <HeatCell label="陆佳 督察" have={0} of={0} />
    </>,
  );
  expect(screen.getByRole('img', { name: '沈洁 掌握 46%，共 28，不到八成' })).toBeTruthy();
  expect(screen.getByRole('img', { name: '李国强 掌握 79%，共 64，不到八成' })).toBeTruthy();
  expect(screen.getByRole('img', { name: '陆佳 督察 无，没有数据' }).textContent).toBe('无');
});
