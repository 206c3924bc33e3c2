import { linePath, trendScale, trendSentence, yAt } from './geometry';

const WEEKS = [
  { label: '5/25', value: 91, count: 175 },
  { label: '6/1', value: undefined, count: 0 },
  { label: '6/8', value: 86, count: 148 },
  { label: '6/15', value: 90, count: 190 },
];

it('breaks the line where there is no data instead of falling to zero', () => {
  expect(linePath(WEEKS, { low: 80, high: 100, ticks: [] })).toBe(
    'M12.50 45.00M62.50 70.00L87.50 50.00',
  );
});

it('keeps every figure and the target on the scale', () => {
  const scale = trendScale(WEEKS, 60);
  for (const value of [91, 86, 60]) {
    expect(yAt(value, scale)).toBeGreaterThanOrEqual(0);
    expect(yAt(value, scale)).toBeLessThanOrEqual(100);
  }
  expect(trendScale([], undefined)).toEqual({ low: 0, high: 100, ticks: [100, 50, 0] });
});

it('says the picture in one sentence, each figure with its count', () => {
  expect(trendSentence('合格项率', WEEKS, '项', 90)).toBe(
    '合格项率：5/25 91%（175 项），6/1 无，6/8 86%（148 项），6/15 90%（190 项），目标 90%',
  );
});
