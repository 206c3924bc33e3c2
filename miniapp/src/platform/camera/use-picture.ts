import { useEffect, useState } from 'react';
import { mediaContract } from '@qiangji/shared-types';
import { bytesUrl, fileUrl } from '../files';
import { randomUnit } from '../ids';
import { useNetState } from '../network';
import { download, toApiError } from '../request';
import { dropKept, keepBytes, keepDownloaded, keptUrl } from './ahead';

/** Most pictures that are fetched before they are shown, each in both sizes. */
const MOST_AHEAD = 60;
/** Pictures shown lately, so that a list that scrolls back does not fetch again. */
const MOST_KNOWN = MOST_AHEAD * 2 + 60;
const known = new Map<string, string>();

const SIZES = ['thumbnail', 'picture'] as const;
type Size = (typeof SIZES)[number];

const nameOf = (mediaId: string, size: Size) => `${size} ${mediaId}`;

const namesOf = (mediaIds: readonly string[]) =>
  mediaIds.flatMap((mediaId) => SIZES.map((size) => nameOf(mediaId, size)));

/** Names of pictures that were asked for ahead and not let go of since. */
const asked = new Set<string>();

/** How pictures are had that lie on the phone sealed. */
export interface Sealed<A extends unknown[]> {
  /** Whether one lies here. */
  has: (...which: A) => Promise<boolean>;
  /** Its bytes. */
  open: (...which: A) => Promise<Uint8Array>;
}

/** The same of each, by name. */
const sealed = new Map<string, Sealed<[]>>();

/**
 * Says how pictures are had that lie on the phone sealed: each is opened when it is shown, and kept as if it had been
 * fetched. One that cannot be opened is fetched.
 */
export function holdSealed(
  mediaIds: readonly string[],
  size: Size,
  { has, open }: Sealed<[mediaId: string]>,
): void {
  for (const mediaId of mediaIds) {
    const name = nameOf(mediaId, size);
    asked.add(name);
    sealed.set(name, { has: () => has(mediaId), open: () => open(mediaId) });
  }
}

/** Whether a picture was opened that lay here sealed. */
async function isOpened(name: string): Promise<boolean> {
  const one = sealed.get(name);
  if (!one) return false;
  try {
    const bytes = await one.open();
    // It may have been let go of meanwhile.
    if (!asked.has(name)) return true;
    await keepBytes(name, bytes).then(
      () => sealed.delete(name),
      // A phone without room has it until the app is closed, and opens it again after that.
      () => remember(name, bytesUrl(bytes)),
    );
    return true;
  } catch {
    sealed.delete(name);
    return false;
  }
}

/** From the phone, where it may lie sealed, or from the service. */
async function found(mediaId: string, size: Size): Promise<string> {
  const name = nameOf(mediaId, size);
  if (sealed.has(name) && !known.has(name)) await kept(mediaId, size).catch(() => undefined);
  return downloaded(mediaId, size);
}

/** What an `Image` can show of a picture, as long as the app is open. */
function remember(name: string, url: string): void {
  known.set(name, url);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
}

async function downloaded(mediaId: string, size: Size): Promise<string> {
  const name = nameOf(mediaId, size);
  const have = known.get(name) ?? (await keptUrl(name));
  if (have) return have;
  const url = await download(mediaContract[size], { params: { mediaId } });
  remember(name, url);
  return url;
}

/** What is being fetched ahead now: two that want the same picture get one file. */
const coming = new Map<string, Promise<void>>();

function kept(mediaId: string, size: Size): Promise<void> {
  const name = nameOf(mediaId, size);
  const before = coming.get(name);
  if (before) return before;
  const fetching = keepOne(mediaId, size, name).finally(() => coming.delete(name));
  coming.set(name, fetching);
  return fetching;
}

/** On the phone as a file; a phone without room has it until the app is closed. */
async function keepOne(mediaId: string, size: Size, name: string): Promise<void> {
  if ((await keptUrl(name)) ?? (await isOpened(name))) return;
  const url = await downloaded(mediaId, size);
  // It may have been let go of while it came.
  if (!asked.has(name)) return;
  await keepDownloaded(name, url).then(
    () => known.delete(name),
    () => undefined,
  );
}

/**
 * Fetches pictures before they are shown, for when there is no network: one after the other, all small
 * ones first, as many as fit. They are kept over a restart until `dropAhead`, a week at most. What does
 * not come is fetched when it is shown. Where a whole bureau opens the same pictures at one moment, each phone
 * begins with the large ones at a moment of its own within `spreadMs`. Returns the way to stop.
 */
export function fetchAhead(mediaIds: readonly string[], spreadMs = 0): () => void {
  let wanted = true;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const ahead = mediaIds.slice(0, MOST_AHEAD);
  for (const name of namesOf(ahead)) asked.add(name);
  const fetchEach = async (size: Size) => {
    for (const mediaId of ahead) {
      if (!wanted) return;
      // It lies here, and is opened when it is shown.
      const isHere = await sealed.get(nameOf(mediaId, size))?.has();
      if (isHere) continue;
      await kept(mediaId, size).catch((thrown: unknown) => {
        if (toApiError(thrown).code === 'NETWORK') wanted = false;
      });
    }
  };
  void fetchEach('thumbnail').then(() => {
    if (!wanted || spreadMs === 0) return fetchEach('picture');
    rest = setTimeout(() => void fetchEach('picture'), spreadMs * randomUnit());
    return undefined;
  });
  return () => {
    wanted = false;
    clearTimeout(rest);
  };
}

/** What was fetched ahead is needed no more. */
export function dropAhead(mediaIds: readonly string[]): Promise<void> {
  const names = namesOf(mediaIds);
  for (const name of names) {
    asked.delete(name);
    sealed.delete(name);
    known.delete(name);
  }
  return dropKept(names);
}

/** The untouched original, for whoever answers for it; the service notes each reading. */
export function readOriginal(mediaId: string): Promise<string> {
  return download(mediaContract.original, { params: { mediaId } });
}

export interface PictureState {
  /** What an `Image` can show; undefined until it is there. */
  url: string | undefined;
  /** It could not be had; tried again once the network is back. */
  missing: boolean;
}

/** A picture from this phone or the service, and whether it could not be had. */
export function usePictureState(
  mediaId: string | undefined,
  size: Size = 'thumbnail',
): PictureState {
  const [shown, setShown] = useState<{ mediaId: string; url: string | undefined }>();
  const isOffline = useNetState() === 'offline';
  const have = shown?.mediaId === mediaId && shown?.url !== undefined;
  useEffect(() => {
    let wanted = true;
    if (mediaId !== undefined && !have) {
      // One's own picture is on the phone until it was sent.
      fileUrl(mediaId)
        .catch(() => found(mediaId, size))
        .then(
          (url) => wanted && setShown({ mediaId, url }),
          () => wanted && setShown({ mediaId, url: undefined }),
        );
    }
    return () => {
      wanted = false;
    };
  }, [mediaId, size, isOffline, have]);
  const own = shown && shown.mediaId === mediaId ? shown : undefined;
  return { url: own?.url, missing: own !== undefined && own.url === undefined };
}

/** What an `Image` can show of a picture; undefined until it is there, and if it cannot be had. */
export function usePicture(
  mediaId: string | undefined,
  size: Size = 'thumbnail',
): string | undefined {
  return usePictureState(mediaId, size).url;
}
