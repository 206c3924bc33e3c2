import fc from 'fast-check';
import { heldOn, inHeldOrder } from './held';
import { addDays } from './time';

const history = fc
  .uniqueArray(fc.nat({ max: 400 }), { minLength: 1, maxLength: 6 })
  .map((offsets) =>
    [...offsets]
      .sort((a, b) => a - b)
      .map((offset, i) => ({ version: i + 1, from: addDays('2026-01-01', offset) })),
  );
const day = fc.integer({ min: -5, max: 410 }).map((offset) => addDays('2026-01-01', offset));

describe('versions that hold from a day on', () => {
  it('hold until the next one does; the first before it, too', () => {
    fc.assert(
      fc.property(history, day, (all, on) => {
        const found = heldOn(all, on);
        const begun = all.filter((one) => one.from <= on);
        expect(found.version).toBe(Math.max(1, begun.length));
      }),
    );
  });

  it('are in order only where both the number and the day go up', () => {
    fc.assert(
      fc.property(history, (all) => {
        expect(inHeldOrder(all)).toBe(true);
        expect(inHeldOrder([...all].reverse())).toBe(all.length < 2);
      }),
    );
    const twice = { version: 1, from: '2026-01-01' };
    expect(inHeldOrder([twice, { ...twice, version: 2 }])).toBe(false);
    expect(inHeldOrder([twice, { ...twice, from: '2026-02-01' }])).toBe(false);
  });

  it('are never none', () => {
    expect(() => heldOn([], '2026-01-01')).toThrow(RangeError);
  });
});
