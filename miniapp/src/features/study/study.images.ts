import { studyContract } from '@qiangji/shared-types';
import { fileUrl, listFiles, removeFile, saveFile } from '@/platform/files';
import { sha256OfFile } from '@/platform/files/hash';
import { download, toApiError } from '@/platform/request';
import { isFinal } from '@/platform/resource';

/** Pictures of ours kept on the phone, at most; each is under 60 KB. */
const MOST_KEPT = 40;
/** The same of a bureau's own pieces: each may be some hundred KB, and others are fetched when they are read. */
const MOST_OWN = 10;

/** No time stands at the beginning of such a key: it is not swept with old drafts (outbox.sweep). */
const PREFIX = 'piece-';
const keyOf = (sha256: string) => PREFIX + sha256;

async function keptOrFetched(sha256: string): Promise<string> {
  const key = keyOf(sha256);
  const kept = await fileUrl(key).catch(() => undefined);
  if (kept !== undefined) return kept;
  const url = await download(studyContract.image, { params: { hash: sha256 } });
  try {
    await saveFile(key, url);
  } catch {
    // A phone without room has it until the app is closed.
    await removeFile(key);
    return url;
  }
  if ((await sha256OfFile(key)) === sha256) return fileUrl(key);
  await removeFile(key);
  throw new Error(`another picture than ${sha256}`);
}

/** What is on its way: a page and the copies for offline use may want the same picture at once. */
const underWay = new Map<string, Promise<string>>();

/**
 * What an `Image` can show of a picture: from the phone, else fetched and kept. Rejects where it cannot be
 * had, or where another one came (a network that wants a sign-in answers anything): it would stay for good.
 */
export function imageUrl(sha256: string): Promise<string> {
  const known = underWay.get(sha256);
  if (known) return known;
  const asked = keptOrFetched(sha256).finally(() => underWay.delete(sha256));
  underWay.set(sha256, asked);
  return asked;
}

/**
 * Has these pictures on the phone, one after the other in their order. False where one did not come and is
 * to be asked for again.
 */
export async function fetchImages(hashes: readonly string[]): Promise<boolean> {
  let isWhole = true;
  for (const sha256 of hashes) {
    try {
      await imageUrl(sha256);
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code === 'NETWORK') return false;
      isWhole &&= isFinal(error);
    }
  }
  return isWhole;
}

/** The same with the first so many of ours and of the bureau's own; lets go of those that no piece shows any more. */
export async function keepImages(
  ours: readonly string[],
  own: readonly string[] = [],
): Promise<boolean> {
  const first = (hashes: readonly string[], most: number) => [...new Set(hashes)].slice(0, most);
  const wanted = [...first(ours, MOST_KEPT), ...first(own, MOST_OWN)];
  const keys = new Set(wanted.map(keyOf));
  for (const key of await listFiles()) {
    if (key.startsWith(PREFIX) && !keys.has(key)) await removeFile(key);
  }
  return fetchImages(wanted);
}
