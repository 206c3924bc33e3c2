import { createCipheriv, createHmac } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import {
  GCM_NONCE_BYTES,
  newId,
  picturesOf,
  sealedPictures,
  type Hmac,
  type PaperEnvelope,
  type Sheet,
} from '@qiangji/shared-types';

export const hmacSha256: Hmac = (key, message) =>
  createHmac('sha256', key).update(message).digest();

function derived(secret: string, label: string): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(label).digest();
}

/** The seed (hex) of one person's paper in one attempt. */
export function seedOf(secret: string, sittingId: string, no: number): string {
  return derived(secret, `seed:${sittingId}:${no}`).toString('hex');
}

/** The key (hex) of the envelope of one person and attempt. */
export function paperKeyOf(secret: string, sittingId: string, no: number): string {
  return derived(secret, `key:${sittingId}:${no}`).toString('hex');
}

const MARK_HEX = 16;

/** Tells one paper of a person and attempt from the one that it was before; says nothing of key or seed. */
export function paperMarkOf(secret: string, sittingId: string, no: number): string {
  return derived(secret, `mark:${sittingId}:${no}`).toString('hex').slice(0, MARK_HEX);
}

const ID_TIME_HEX = 12;

/**
 * The id of one person's attempt: the same whoever starts it, so that two phones that start at once
 * start one attempt. It carries the time of its sitting: the attempts of an exam stand together in the
 * journal.
 */
export function attemptIdOf(secret: string, sittingId: string, no: number): string {
  const madeAtMs = Number.parseInt(sittingId.replace('-', '').slice(0, ID_TIME_HEX), 16);
  return newId(madeAtMs, derived(secret, `attempt:${sittingId}:${no}`).subarray(0, 16));
}

/** Whose paper is sealed, and for which of their attempts. */
export interface SealedFor {
  secret: string;
  sittingId: string;
  no: number;
}

/**
 * Seals one person's paper. The nonce follows from key and content, so that the same paper is sealed
 * the same way each time and no nonce serves two contents.
 */
export function sealSheet(sheet: Sheet, { secret, sittingId, no }: SealedFor): PaperEnvelope {
  const key = Buffer.from(paperKeyOf(secret, sittingId, no), 'hex');
  const plain = Buffer.from(JSON.stringify(sheet), 'utf8');
  const nonce = createHmac('sha256', key).update('nonce').update(plain).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return {
    attemptNo: no,
    mark: paperMarkOf(secret, sittingId, no),
    nonce: nonce.toString('hex'),
    sealed: sealed.toString('hex'),
    mediaIds: picturesOf(sheet),
    pictures: sealedPictures(sheet).length,
  };
}

/** A sealed picture is a multiple of this (bytes): its own length would tell which one it is. */
const FILLED_TO = 32 * 1024;

function bigEnd(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

/** Seals one picture as `openPicture` opens it; the same one is sealed the same way each time. */
function sealPicture(picture: Buffer, key: Buffer): Buffer {
  const filled = Math.ceil((picture.length + 4) / FILLED_TO) * FILLED_TO;
  const plain = Buffer.concat([bigEnd(picture.length), picture], filled);
  const nonce = createHmac('sha256', key)
    .update('picture')
    .update(plain)
    .digest()
    .subarray(0, GCM_NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The file of a paper's pictures, in the order of the table; undefined: one that is not there. Others have their turn
 * between two of them.
 */
export async function sealPictures(
  pictures: readonly (Buffer | undefined)[],
  { secret, sittingId, no }: SealedFor,
): Promise<Buffer> {
  const key = Buffer.from(paperKeyOf(secret, sittingId, no), 'hex');
  const sealed: Buffer[] = [];
  for (const one of pictures) {
    sealed.push(one ? sealPicture(one, key) : Buffer.alloc(0));
    await turn();
  }
  return Buffer.concat([...sealed.map(({ length }) => bigEnd(length)), ...sealed]);
}
