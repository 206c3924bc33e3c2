import { createHash } from 'node:crypto';
import { mediaContract, type Media, type MediaPurpose } from '@qiangji/shared-types';
import sharp from 'sharp';
import { makeId } from '../src/platform/ids';
import type { Kit } from './kit';
import type { PersonKey } from './org-fixture';

/** A small picture that has arrived. */
export async function sendPicture(
  kit: Pick<Kit, 'ok'>,
  owner: PersonKey,
  purpose: MediaPurpose = 'evidence',
  background = '#8a8f8c',
): Promise<Media> {
  const create = { width: 8, height: 8, channels: 3 as const, background };
  const bytes = await sharp({ create }).jpeg().toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const query = { mediaId: makeId(), sha256, purpose };
  const file = new Blob([Uint8Array.from(bytes)]);
  return kit.ok(mediaContract.upload, { query, file }, owner);
}
