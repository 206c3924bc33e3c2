import { useState } from 'react';
import { mediaContract, type MediaPurpose } from '@qiangji/shared-types';
import { dropPhoto, pickPhoto, usePicture } from '@/platform/camera';
import { toApiError, upload } from '@/platform/request';
import { PhotoTile } from '../photo-row';
import { toast } from '../toast';

/**
 * Takes a picture from the album and sends it at once, since it is for a text that is written at a desk. `send`
 * answers its id; undefined where none came of it, which was said.
 */
export function useSendPicture(purpose: MediaPurpose) {
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<string | undefined> => {
    const photo = await pickPhoto({ source: 'album' });
    if ('reason' in photo) {
      if (photo.message !== '') toast(photo.message, 'bad');
      return undefined;
    }
    const { mediaId, sha256 } = photo;
    setBusy(true);
    try {
      await upload(mediaContract.upload, mediaId, { query: { mediaId, sha256, purpose } });
      return mediaId;
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
      return undefined;
    } finally {
      await dropPhoto(mediaId);
      setBusy(false);
    }
  };
  return { busy, send };
}

/** A small picture that was sent. */
export function SentPicture({ mediaId, alt }: { mediaId: string; alt: string }) {
  const src = usePicture(mediaId);
  return <PhotoTile size={96} photo={{ id: mediaId, src, alt }} />;
}
