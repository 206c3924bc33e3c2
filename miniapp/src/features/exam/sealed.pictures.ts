import {
  examContract,
  openPicture,
  sealedPictures,
  sealedPlace,
  sealedSizes,
  sealedTableBytes,
  type PaperEnvelope,
  type Sheet,
} from '@qiangji/shared-types';
import { holdSealed } from '@/platform/camera';
import { fileBytes, listFiles, readFile, removeFile, saveFile } from '@/platform/files';
import { download } from '@/platform/request';
import { phoneGcm } from './gcm';

/** No time stands at the beginning of such a key: it is not swept with old drafts (outbox.sweep). */
const PREFIX = 'sealed-';
const keyOf = (mark: string) => PREFIX + mark;

/** Whether all pictures of a sealed paper lie on the phone. */
export async function hasSealed({ mark, pictures }: PaperEnvelope): Promise<boolean> {
  // An envelope that a phone of before kept names no number.
  if (!pictures) return true;
  return fileBytes(keyOf(mark)).then(
    () => true,
    () => false,
  );
}

/** Has them on the phone, sealed. Rejects where they do not come. */
export async function fetchSealed(examId: string, envelope: PaperEnvelope): Promise<void> {
  if (await hasSealed(envelope)) return;
  const { attemptNo: no, mark } = envelope;
  const url = await download(examContract.findPictures, { params: { examId }, query: { no } });
  await saveFile(keyOf(mark), url);
}

/** The key is there: each picture is opened when it is to be seen, so that nobody waits for all of them. */
export function unsealPictures(mark: string, sheet: Sheet, paperKey: string): void {
  const ids = sealedPictures(sheet);
  const file = keyOf(mark);
  holdSealed(ids, async (mediaId, size) => {
    const table = await readFile(file, 0, sealedTableBytes(ids.length));
    const index = sealedSizes.indexOf(size) * ids.length + ids.indexOf(mediaId);
    const { at, length } = sealedPlace(table, index);
    return openPicture(await readFile(file, at, length), paperKey, phoneGcm);
  });
}

/** Lets go of the sealed pictures of all papers but these. */
export async function keepSealed(marks: readonly string[]): Promise<void> {
  const needed = new Set(marks.map(keyOf));
  for (const key of await listFiles()) {
    if (key.startsWith(PREFIX) && !needed.has(key)) await removeFile(key);
  }
}
