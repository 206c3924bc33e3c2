import { useEffect, useRef, useState } from 'react';
import { mediaContract, type MediaPurpose } from '@qiangji/shared-types';
import { dropPhoto, pickPhoto, usePicture } from '@/platform/camera';
import { toApiError, upload } from '@/platform/request';
import { PhotoTile } from '../photo-row';
import { toast } from '../toast';

/**
 * Takes a picture from the album and sends it at once, since it is for a text that is written at a desk. `onSent` is
 * the one of the latest drawing: what was typed while the picture was on its way stays.
 */
export function useSendPicture(purpose: MediaPurpose, onSent: (mediaId: string) => void) {
  const [busy, setBusy] = useState(false);
  const latest = useRef(onSent);
  useEffect(() => {
    latest.current = onSent;
  });
  const send = async (): Promise<void> => {
    const photo = await pickPhoto({ source: 'album' });
    if ('reason' in photo) {
      if (photo.message !== '') toast(photo.message, 'bad');
      return;
    }
    const { mediaId, sha256 } = photo;
    setBusy(true);
    try {
      await upload(mediaContract.upload, mediaId, { query: { mediaId, sha256, purpose } });
      latest.current(mediaId);
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    } finally {
      setBusy(false);
      // What stays is swept with old pictures.
      await dropPhoto(mediaId).catch(() => undefined);
    }
  };
  return { busy, send };
}

/** A small picture that was sent. */
export function SentPicture({ mediaId, alt }: { mediaId: string; alt: string }) {
  const src = usePicture(mediaId);
  return <PhotoTile size={96} photo={{ id: mediaId, src, alt }} />;
}
