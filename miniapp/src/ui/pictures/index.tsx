import { useState } from 'react';
import { Image, View } from '@tarojs/components';
import { usePicture } from '@/platform/camera';
import { PhotoTile } from '../photo-row';
import { Press } from '../press';
import './index.scss';

export interface PicturesProps {
  photos: readonly { mediaId: string }[];
  /** What they show, for those who cannot see them. */
  alt: string;
}

interface PictureProps {
  mediaId: string;
  alt: string;
  onPress: () => void;
}

function Small({ mediaId, alt, onPress }: PictureProps) {
  const src = usePicture(mediaId);
  const label = `${alt}，点开看大的`;
  return <PhotoTile size={96} photo={{ id: mediaId, src, alt: label }} onPress={onPress} />;
}

function Large({ mediaId, alt, onPress }: PictureProps) {
  const src = usePicture(mediaId, 'picture');
  return (
    <Press className="qj-pictures__large" label={`${alt}，点一下收起`} onPress={onPress}>
      {src && <Image className="qj-pictures__img" src={src} mode="widthFix" />}
    </Press>
  );
}

/** Pictures of a record by their ids, from this phone or the service; a tap shows one as wide as the page. */
export function Pictures({ photos, alt }: PicturesProps) {
  const [open, setOpen] = useState<string>();
  if (photos.length === 0) return null;
  return (
    <View className="l-col g-8">
      <View className="l-row l-wrap g-8">
        {photos.map(({ mediaId }, i) => (
          <Small
            key={mediaId}
            mediaId={mediaId}
            alt={photos.length > 1 ? `${alt} ${i + 1}` : alt}
            onPress={() => setOpen(open === mediaId ? undefined : mediaId)}
          />
        ))}
      </View>
      {open !== undefined && (
        <Large key={open} mediaId={open} alt={alt} onPress={() => setOpen(undefined)} />
      )}
    </View>
  );
}
