import fc from 'fast-check';
import { place } from '@qiangji/shared-types';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { inChina, wgs84ToGcj02 } from './gcj02.core';
import { getPlace } from './index';
import { locate } from './locate.h5';

beforeEach(resetDevice);

it('gives a place that the contracts accept', async () => {
  device.location = { longitude: 120.15, latitude: 30.28, accuracy: 250_000 };
  const found = await getPlace();
  expect(found).toEqual({ lng: 120.15, lat: 30.28, accuracyM: 100_000 });
  expect(place.safeParse(found).success).toBe(true);
});

it.each([
  ['getLocation:fail auth deny', 'denied'],
  ['getLocation:fail:privacy permission is not authorized', 'denied'],
  ['getLocation:fail system permission denied', 'switched_off'],
  ['getLocation:fail:ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF', 'switched_off'],
  ['getLocation:fail:timeout', 'timeout'],
  ['getLocation:fail', 'unavailable'],
])('reads WeChat’s words: %s', async (errMsg, reason) => {
  device.location = { errMsg };
  expect(await getPlace()).toMatchObject({ reason });
});

it('turns a browser’s coordinates into those of Chinese maps', async () => {
  // Tiananmen: satellites say 116.3912, 39.9075; Chinese maps draw it at 116.3974, 39.9089.
  const { lng, lat } = wgs84ToGcj02(116.3912, 39.9075);
  expect(lng).toBeCloseTo(116.3974, 3);
  expect(lat).toBeCloseTo(39.9089, 3);
  Object.defineProperty(navigator, 'geolocation', {
    configurable: true,
    value: {
      getCurrentPosition: (done: (at: object) => void) =>
        done({ coords: { longitude: 116.3912, latitude: 39.9075, accuracy: 12 } }),
    },
  });
  expect(await locate()).toEqual({ lng, lat, accuracyM: 12 });
});

it.each([
  [1, 'denied'],
  [2, 'unavailable'],
  [3, 'timeout'],
])('reads a browser’s code %i', async (code, reason) => {
  Object.defineProperty(navigator, 'geolocation', {
    configurable: true,
    value: { getCurrentPosition: (_: unknown, fail: (why: object) => void) => fail({ code }) },
  });
  expect(await locate()).toBe(reason);
});

it('moves a point in China by at most a kilometre and a half, and no other', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
      (lng, lat) => {
        const moved = wgs84ToGcj02(lng, lat);
        const metres = Math.hypot(
          (moved.lng - lng) * 111_320 * Math.cos((lat * Math.PI) / 180),
          (moved.lat - lat) * 110_574,
        );
        if (inChina(lng, lat)) expect(metres).toBeLessThan(1_500);
        else expect(metres).toBe(0);
      },
    ),
  );
});
