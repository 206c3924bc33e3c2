import {
  examContract,
  openPicture,
  SEALED_SIZE,
  sealedPictures,
  sealedPlace,
  sealedTableBytes,
  type PaperEnvelope,
  type Sheet,
} from '@qiangji/shared-types';
import { holdSealed } from '@/platform/camera';
import { fileBytes, readFile, saveFile } from '@/platform/files';
import { download } from '@/platform/request';
import { phoneGcm } from './gcm';
import { sealedKey } from './held.papers';

/** Whether all pictures of a sealed paper lie on the phone. */
export async function hasSealed({ mark, pictures }: PaperEnvelope): Promise<boolean> {
  // An envelope that a phone of before kept names no number.
  if (!pictures) return true;
  return fileBytes(sealedKey(mark)).then(
    () => true,
    () => false,
  );
}

/** Has them on the phone, sealed. Rejects where they do not come. */
export async function fetchSealed(examId: string, envelope: PaperEnvelope): Promise<void> {
  if (await hasSealed(envelope)) return;
  const { attemptNo: no, mark } = envelope;
  const url = await download(examContract.findPictures, { params: { examId }, query: { no } });
  await saveFile(sealedKey(mark), url);
}

/** The key is there: each picture is opened when it is to be seen, so that nobody waits for all of them. */
export function unsealPictures(mark: string, sheet: Sheet, paperKey: string): void {
  const ids = sealedPictures(sheet);
  const file = sealedKey(mark);
  const placeOf = async (mediaId: string) => {
    const table = await readFile(file, 0, sealedTableBytes(ids.length));
    return sealedPlace(table, ids.indexOf(mediaId));
  };
  holdSealed(ids, SEALED_SIZE, {
    has: (mediaId) =>
      placeOf(mediaId).then(
        ({ length }) => length > 0,
        () => false,
      ),
    open: async (mediaId) => {
      const { at, length } = await placeOf(mediaId);
      return openPicture(await readFile(file, at, length), paperKey, phoneGcm);
    },
  });
}
