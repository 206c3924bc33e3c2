import fc from 'fast-check';
import { clockOffsetMs, deviceNow, noteExchange, now } from './index';
import { betterOffset, stillHolds, type Offset } from './offset.core';

const HOUR = 3_600_000;

it('is never further off than the measurement says', () => {
  const travel = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -HOUR * 48, max: HOUR * 48 }),
      fc.array(fc.tuple(travel, travel)),
      (truth, trips) => {
        let phone = 1_700_000_000_000;
        let offset: Offset | undefined;
        for (const [out, back] of trips) {
          const exchange = {
            sentAt: phone,
            serverAt: phone + out + truth,
            receivedAt: phone + out + back,
          };
          offset = betterOffset(offset, exchange);
          phone += out + back + 1_000;
          expect(Math.abs((offset?.offsetMs ?? 0) - truth)).toBeLessThanOrEqual(
            offset?.uncertainMs ?? 0,
          );
        }
      },
    ),
  );
});

it('keeps the sharper measurement, and a newer one once the old contradicts or is stale', () => {
  const sharp = betterOffset(undefined, { sentAt: 0, receivedAt: 20, serverAt: 60_010 });
  expect(sharp).toMatchObject({ offsetMs: 60_000, uncertainMs: 10 });
  expect(betterOffset(sharp, { sentAt: 100, receivedAt: 900, serverAt: 60_500 })).toBe(sharp);
  const reset = betterOffset(sharp, { sentAt: 100, receivedAt: 900, serverAt: 500 });
  expect(reset?.offsetMs).toBe(0);
  const later = betterOffset(sharp, {
    sentAt: HOUR,
    receivedAt: HOUR + 800,
    serverAt: HOUR + 60_400,
  });
  expect(later).toMatchObject({ measuredAt: HOUR + 800 });
});

it('ignores an answer without a readable time', () => {
  expect(betterOffset(undefined, { sentAt: 0, receivedAt: 1, serverAt: NaN })).toBeUndefined();
});

it('shows the corrected time and leaves the phone clock raw', () => {
  const sentAt = deviceNow();
  noteExchange({ sentAt, receivedAt: sentAt, serverAt: sentAt + HOUR });
  expect(clockOffsetMs()).toBe(HOUR);
  expect(now() - deviceNow()).toBeGreaterThan(HOUR - 1_000);
});

it('keeps what an earlier start measured unless the phone was set back behind it since', () => {
  const kept = { offsetMs: -HOUR, uncertainMs: 20, measuredAt: 1_000 };
  expect(stillHolds(kept, 1_000)).toBe(kept);
  expect(stillHolds(kept, 999)).toBeUndefined();
  expect(stillHolds(undefined, 1_000)).toBeUndefined();
});
