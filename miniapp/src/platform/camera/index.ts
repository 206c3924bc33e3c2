import { deviceAt } from '../clock';
import { fileBytes, fileUrl, removeFile, saveFile } from '../files';
import { sha256OfFile } from '../files/hash';
import { newId } from '../ids';
import { requirePrivacy } from '../privacy';
import { choosePicture } from './choose';
import type { Photo, PhotoRefusal, PhotoSource } from './types';

export type { Photo, PhotoRefusal, PhotoSource } from './types';
export {
  dropAhead,
  fetchAhead,
  holdSealed,
  readOriginal,
  usePicture,
  usePictureState,
} from './use-picture';

const MESSAGES: Record<PhotoRefusal['reason'], string> = {
  cancelled: '',
  denied: '没有相机或相册权限，请到设置里打开',
  too_large: '照片太大，压缩后仍超过 10 MB，请用普通模式重拍',
  unreadable: '这张照片打不开，请换一张',
  no_room: '手机存储满了，照片没存下，请清理后再拍',
};

function refusal(reason: PhotoRefusal['reason']): PhotoRefusal {
  return { reason, message: MESSAGES[reason] };
}

/**
 * Lets the person take or choose one picture and copies it into the app's own storage, where it
 * survives a restart until it was sent. Pictures over 10 MB or 40 million pixels are compressed;
 * all others stay as they are, because the original is evidence.
 */
export async function pickPhoto({ source = 'either' }: { source?: PhotoSource } = {}): Promise<
  Photo | PhotoRefusal
> {
  if (!(await requirePrivacy())) return refusal('denied');
  const chosen = await choosePicture(source);
  if ('reason' in chosen) return refusal(chosen.reason);
  const mediaId = newId();
  try {
    await saveFile(mediaId, chosen.path);
    const [sha256, bytes, url] = await Promise.all([
      sha256OfFile(mediaId),
      fileBytes(mediaId),
      fileUrl(mediaId),
    ]);
    return { mediaId, url, sha256, bytes, capturedAt: deviceAt() };
  } catch {
    await removeFile(mediaId);
    return refusal('no_room');
  }
}

/** Lets go of a picture that the form no longer wants. */
export function dropPhoto(mediaId: string): Promise<void> {
  return removeFile(mediaId);
}
