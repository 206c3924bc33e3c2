import { newId as idOf } from '@qiangji/shared-types';
import { deviceNow } from '../clock';
import { randomBytes } from './random';

export { refillRandom } from './random';

/** A new UUID v7. */
export function newId(): string {
  return idOf(deviceNow(), randomBytes(16));
}

/** A number in [0, 1) from real randomness; for jitter and shuffles that need no repetition. */
export function randomUnit(): number {
  const [a, b, c, d] = randomBytes(4) as unknown as [number, number, number, number];
  return ((a << 24) | (b << 16) | (c << 8) | d) / 2 ** 32 + 0.5;
}
