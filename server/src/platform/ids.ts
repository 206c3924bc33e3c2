import { randomFillSync } from 'node:crypto';
import { newId } from '@qiangji/shared-types';
import { now } from './clock';

const BYTES = 16;

/** Randomness for many ids, fetched at once: asked for one by one it costs more than the id itself. */
const pool = Buffer.alloc(256 * BYTES);
let used = pool.length;

/** A fresh UUID v7 by the service's clock. */
export function makeId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return newId(now(), pool.subarray(used - BYTES, used));
}
