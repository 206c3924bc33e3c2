import * as fc from 'fast-check';
import { addDays } from '@qiangji/shared-types';
import { daysWithin } from './day-range';

const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2026-01-01', n));

function holds(filter: Record<string, unknown>, value: string): boolean {
  const asked = filter.day as { $in?: string[]; $gte?: string; $lte?: string } | undefined;
  if (asked?.$in) return asked.$in.includes(value);
  return (!asked?.$gte || value >= asked.$gte) && (!asked?.$lte || value <= asked.$lte);
}

describe('a range of days', () => {
  it('holds the days from its first to its last, however long it is', () => {
    const end = fc.option(day);
    fc.assert(
      fc.property(end, end, day, (from, to, value) => {
        const within = (!from || value >= from) && (!to || value <= to);
        expect(holds(daysWithin('day', { from, to }), value)).toBe(within);
      }),
      { numRuns: 2_000 },
    );
  });

  it('lists a short one and spans a long one', () => {
    expect(daysWithin('day', { from: '2026-02-28', to: '2026-03-01' })).toEqual({
      day: { $in: ['2026-02-28', '2026-03-01'] },
    });
    expect(daysWithin('day', { from: '2026-01-01', to: '2026-12-31' })).toEqual({
      day: { $gte: '2026-01-01', $lte: '2026-12-31' },
    });
    expect(daysWithin('day', {})).toEqual({});
  });
});
