import fc from 'fast-check';
import { heatLevel } from './index';
import { shownPercent } from './percent';

const share = fc
  .integer({ min: 5, max: 5_000 })
  .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));

it('never says another thing than the colour and its words', () => {
  fc.assert(
    fc.property(share, ([have, of]) => {
      const percent = shownPercent(have, of);
      expect(percent >= 80).toBe(have / of >= 0.8);
      expect(percent >= 80).toBe(heatLevel(have, of, true) === 'fine');
      expect(percent === 100).toBe(have === of);
      expect(percent === 0).toBe(have === 0);
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100);
    }),
  );
});

it('rounds down: 51 of 64 are not 80 per cent, and 199 of 200 not all', () => {
  expect(shownPercent(51, 64)).toBe(79);
  expect(shownPercent(199, 200)).toBe(99);
  expect(shownPercent(4, 5)).toBe(80);
  expect(shownPercent(1, 300)).toBe(1);
});
