import { useEffect } from 'react';
import { dropPhoto, pickPhoto, type Photo, type PhotoSource } from '../camera';
import { fileUrl } from '../files';
import type { Draft } from './draft';

/** With addresses that hold now; a picture that the phone no longer has is left out. */
async function reopened(photos: readonly Photo[]): Promise<Photo[]> {
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

/** The pictures of a draft: taken, let go of, and shown again after the app was killed. */
export function useDraftPhotos(draft: Draft<{ photos: Photo[] }>) {
  const { restored, change } = draft;
  const { photos = [] } = draft.value;
  useEffect(() => {
    if (!restored || photos.length === 0) return;
    void reopened(photos).then((found) =>
      change(({ photos: all = [] }) => {
        const before = new Set(photos.map(({ mediaId }) => mediaId));
        return { photos: [...found, ...all.filter(({ mediaId }) => !before.has(mediaId))] };
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
      change((before) => ({ photos: [...(before.photos ?? []), photo] }));
      return undefined;
    },
    remove: (mediaId: string) => {
      change((before) => ({
        photos: (before.photos ?? []).filter((photo) => photo.mediaId !== mediaId),
      }));
      void dropPhoto(mediaId);
    },
    /** Throws the whole draft away, with its pictures. */
    discard: () => {
      photos.forEach(({ mediaId }) => void dropPhoto(mediaId));
      draft.drop();
    },
  };
}
