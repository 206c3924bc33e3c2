import { randomBytes } from 'node:crypto';
import { newId } from '@qiangji/shared-types';
import { now } from './clock';

/** A fresh UUID v7 by the service's clock. */
export function makeId(): string {
  return newId(now(), randomBytes(16));
}
