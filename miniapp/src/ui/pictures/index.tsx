import { View } from '@tarojs/components';
import { usePicture } from '@/platform/camera';
import { PhotoTile } from '../photo-row';

export interface PicturesProps {
  photos: readonly { mediaId: string }[];
  /** What they show, for those who cannot see them. */
  alt: string;
}

function Picture({ mediaId, alt }: { mediaId: string; alt: string }) {
  const src = usePicture(mediaId);
  return <PhotoTile size={96} photo={{ id: mediaId, src, alt }} />;
}

/** Pictures of a record by their ids, from this phone or the service. */
export function Pictures({ photos, alt }: PicturesProps) {
  if (photos.length === 0) return null;
  return (
    <View className="l-row l-wrap g-8">
      {photos.map(({ mediaId }) => (
        <Picture key={mediaId} mediaId={mediaId} alt={alt} />
      ))}
    </View>
  );
}
