import fc from 'fast-check';
import { id } from '@qiangji/shared-types';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { Drbg } from './drbg.core';
import { newId, randomUnit, refillRandom } from './index';

beforeEach(resetDevice);

it('makes ids that the contracts accept, all different', () => {
  const made = Array.from({ length: 500 }, newId);
  expect(new Set(made).size).toBe(500);
  expect(made.every((one) => id.safeParse(one).success)).toBe(true);
});

it('leaves a fresh seed for the next launch', async () => {
  await refillRandom();
  const first = device.storage.get('qj/ids/seed');
  await refillRandom();
  expect(first).toBeDefined();
  expect(device.storage.get('qj/ids/seed')).not.toEqual(first);
});

it('gives numbers from 0 up to 1', () => {
  const numbers = Array.from({ length: 500 }, randomUnit);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(Math.max(...numbers) - Math.min(...numbers)).toBeGreaterThan(0.5);
});

it('gives other bytes after each take and each mixing', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1 }),
      fc.uint8Array({ minLength: 1 }),
      (seed, entropy) => {
        const plain = new Drbg(seed);
        const mixed = new Drbg(seed);
        mixed.mix(entropy);
        const first = plain.take(16);
        expect(mixed.take(16)).not.toEqual(first);
        expect(plain.take(16)).not.toEqual(first);
      },
    ),
  );
});
