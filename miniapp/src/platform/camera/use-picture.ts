import { useEffect, useState } from 'react';
import { mediaContract } from '@qiangji/shared-types';
import { fileUrl } from '../files';
import { download, toApiError } from '../request';

/** Most pictures that are fetched before they are shown, each in both sizes. */
const MOST_AHEAD = 60;
/** Pictures shown lately or fetched ahead, so that a list that scrolls back does not fetch again. */
const MOST_KNOWN = MOST_AHEAD * 2 + 60;
const known = new Map<string, string>();

async function downloaded(mediaId: string, size: 'thumbnail' | 'picture'): Promise<string> {
  const key = `${size} ${mediaId}`;
  const have = known.get(key);
  if (have) return have;
  const url = await download(mediaContract[size], { params: { mediaId } });
  known.set(key, url);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  return url;
}

/**
 * Fetches pictures before they are shown, for when there is no network: one after the other, all small
 * ones first, as many as fit. What does not come is fetched when it is shown. Returns the way to stop.
 */
export function fetchAhead(mediaIds: readonly string[]): () => void {
  let wanted = true;
  const ahead = mediaIds.slice(0, MOST_AHEAD);
  const fetchAll = async () => {
    for (const size of ['thumbnail', 'picture'] as const) {
      for (const mediaId of ahead) {
        if (!wanted) return;
        await downloaded(mediaId, size).catch((thrown: unknown) => {
          if (toApiError(thrown).code === 'NETWORK') wanted = false;
        });
      }
    }
  };
  void fetchAll();
  return () => {
    wanted = false;
  };
}

/** What an `Image` can show of a picture; undefined until it is there, and if it cannot be had. */
export function usePicture(
  mediaId: string | undefined,
  size: 'thumbnail' | 'picture' = 'thumbnail',
): string | undefined {
  const [shown, setShown] = useState<{ mediaId: string; url: string }>();
  useEffect(() => {
    let wanted = true;
    if (mediaId !== undefined) {
      // One's own picture is on the phone until it was sent.
      fileUrl(mediaId)
        .catch(() => downloaded(mediaId, size))
        .then(
          (url) => wanted && setShown({ mediaId, url }),
          () => undefined,
        );
    }
    return () => {
      wanted = false;
    };
  }, [mediaId, size]);
  return shown && shown.mediaId === mediaId ? shown.url : undefined;
}
