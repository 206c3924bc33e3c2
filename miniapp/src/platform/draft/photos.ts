import { useEffect, useState } from 'react';
import { dropPhoto, pickPhoto, type PhotoSource } from '../camera';
import { fileUrl } from '../files';
import type { Draft } from './draft';

/** With addresses that hold now; a picture that the phone no longer has is left out. */
export async function reopened<T extends { mediaId: string }>(
  photos: readonly T[],
): Promise<(T & { url: string })[]> {
  const found = await Promise.all(
    photos.map((photo) =>
      fileUrl(photo.mediaId).then(
        (url) => [{ ...photo, url }],
        () => [],
      ),
    ),
  );
  return found.flat();
}

/** A picture of a form: what is sent of it, and what shows it. */
export interface FormPhoto {
  mediaId: string;
  sha256: string;
  url: string;
  /** The phone's own clock when it was taken or chosen; of what came back it is not kept. */
  capturedAt?: string;
}

/** Pictures of a record that came back, as a form holds them until they can be shown. */
export function photosBefore(photos: readonly { mediaId: string; sha256: string }[]): FormPhoto[] {
  return photos.map(({ mediaId, sha256 }) => ({ mediaId, sha256, url: '' }));
}

/**
 * The pictures of a draft: taken, let go of, and shown again after the app was killed. `before` are those
 * of a record that came back: they belong to the outbox until the correction is kept there.
 */
export function useDraftPhotos(
  draft: Draft<{ photos: FormPhoto[] }>,
  before: readonly { mediaId: string; sha256: string }[] = [],
) {
  const { restored, change } = draft;
  const [kept] = useState(() => photosBefore(before));
  const { photos = kept } = draft.value;
  useEffect(() => {
    if ((!restored && kept.length === 0) || photos.length === 0) return;
    void reopened(photos).then((found) =>
      change(({ photos: all = photos }) => {
        const first = new Set(photos.map(({ mediaId }) => mediaId));
        const still = new Set(all.map(({ mediaId }) => mediaId));
        return {
          photos: [
            ...found.filter(({ mediaId }) => still.has(mediaId)),
            ...all.filter(({ mediaId }) => !first.has(mediaId)),
          ],
        };
      }),
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, for the pictures of before
  }, []);
  return {
    photos,
    /** Why there is no picture, to be shown; undefined where there is one or the person thought better. */
    add: async (source: PhotoSource): Promise<string | undefined> => {
      const photo = await pickPhoto({ source });
      if ('reason' in photo) return photo.message || undefined;
      change(({ photos: all = kept }) => ({ photos: [...all, photo] }));
      return undefined;
    },
    remove: (mediaId: string) => {
      change(({ photos: all = kept }) => ({
        photos: all.filter((photo) => photo.mediaId !== mediaId),
      }));
      if (!kept.some((photo) => photo.mediaId === mediaId)) void dropPhoto(mediaId);
    },
    /** Throws the whole draft away, with its pictures. */
    discard: () => {
      photos.forEach(({ mediaId }) => void dropPhoto(mediaId));
      draft.drop();
    },
  };
}
