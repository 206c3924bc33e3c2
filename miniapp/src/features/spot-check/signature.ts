import { saveFile } from '@/platform/files';
import { sha256OfFile } from '@/platform/files/hash';
import { newId } from '@/platform/ids';
import type { OutboxPhoto } from '@/platform/outbox';
import type { ReadInk } from '@/ui/signature-pad';
import { inkSource } from './ink';

/** Keeps a signature on the phone, to be uploaded after the record that names it. */
export async function keepSignature(read: ReadInk): Promise<OutboxPhoto> {
  const mediaId = newId();
  await saveFile(mediaId, inkSource(await read()));
  return { mediaId, sha256: await sha256OfFile(mediaId), purpose: 'signature' };
}
