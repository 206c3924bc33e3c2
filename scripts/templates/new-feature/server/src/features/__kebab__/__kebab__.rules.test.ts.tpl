import { addDays, dayOf } from '@qiangji/shared-types';
import fc from 'fast-check';
import { isFuture } from './__kebab__.rules';

describe('the day of an entry', () => {
  it('is in the future exactly when it comes after today', () => {
    const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(moments, fc.integer({ min: -400, max: 400 }), (nowMs, days) => {
        expect(isFuture(addDays(dayOf(nowMs), days), nowMs)).toBe(days > 0);
      }),
    );
  });

  it('turns at midnight in Shanghai', () => {
    const midnight = Date.parse('2026-03-01T16:00:00.000Z');
    expect(isFuture('2026-03-02', midnight - 1)).toBe(true);
    expect(isFuture('2026-03-02', midnight)).toBe(false);
  });
});
