import type { Media } from '@qiangji/shared-types';
import type { MediaDocument } from './media.collection';

export function presentMedia(media: MediaDocument): Media {
  return {
    id: media._id,
    sha256: media.sha256,
    storedSha256: media.storedSha256,
    width: media.width,
    height: media.height,
    bytes: media.bytes,
    receivedAt: media.receivedAt.toISOString(),
  };
}
