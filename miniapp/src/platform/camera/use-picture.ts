import { useEffect, useState } from 'react';
import { mediaContract } from '@qiangji/shared-types';
import { fileUrl } from '../files';
import { download } from '../request';

/** Pictures shown lately, so that a list that scrolls back does not fetch again. */
const MOST_KNOWN = 60;
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
