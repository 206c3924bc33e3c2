import fc from 'fast-check';
import { sortedInSlices } from './slices';

it('sorts as a plain sort does, equals in the order in which they came', async () => {
  const row = fc.record({ points: fc.integer({ min: 0, max: 9 }), id: fc.nat() });
  const byPoints = (one: { points: number }, other: { points: number }) =>
    other.points - one.points;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (some) => {
      // Over the length of a slice, and not a multiple of it.
      const rows = Array.from({ length: 150 }, () => some).flat();
      expect(await sortedInSlices(rows, byPoints)).toEqual([...rows].sort(byPoints));
    }),
    { numRuns: 30 },
  );
});
