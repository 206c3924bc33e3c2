import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { verifyDraw, type Draw, type Hmac } from '@qiangji/shared-types';
import { drawRecord } from './spot-check.view';

/** HMAC-SHA256 where there is no WebCrypto. */
export const phoneHmac: Hmac = (key, message) => hmac(sha256, key, message);

/** Does a draw again on this phone: whether seed and candidates give the outcome on record. */
export function verifyOnPhone(draw: Draw): boolean {
  return verifyDraw(phoneHmac, drawRecord(draw));
}
