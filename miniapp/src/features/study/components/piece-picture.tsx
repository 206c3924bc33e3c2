import { useEffect, useState } from 'react';
import { Image, Text, View } from '@tarojs/components';
import type { PieceImage } from '@qiangji/shared-types';
import { usePicture } from '@/platform/camera';
import { toApiError } from '@/platform/request';
import { isFinal, wheneverOnline } from '@/platform/resource';
import { Icon } from '@/ui/icon';
import { a11y } from '@/ui/press/a11y';
import { imageUrl } from '../study.images';

/** What an `Image` can show; tried again until it has come. */
function useImage(sha256: string | undefined): string | undefined {
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    if (sha256 === undefined) return undefined;
    let wanted = true;
    const stop = wheneverOnline(async () => {
      try {
        const url = await imageUrl(sha256);
        if (wanted) setShown(url);
        return true;
      } catch (thrown) {
        return isFinal(toApiError(thrown));
      }
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [sha256]);
  return shown;
}

export interface PiecePictureProps {
  /** Unknown where a piece was kept before its pictures were listed. */
  image: PieceImage | undefined;
  /** Under which id it was sent, where nobody but its keepers has the piece. */
  mediaId?: string;
  /** What it shows; stands in its place until it has come. */
  alt: string;
}

/** A picture as wide as the page; its place is held from the start, so that no line jumps. */
export function PiecePicture({ image, mediaId, alt }: PiecePictureProps) {
  const published = useImage(image?.sha256);
  const sent = usePicture(image ? undefined : mediaId, 'picture');
  const src = published ?? sent;
  const height = image ? (image.height / image.width) * 100 : 75;
  return (
    <View
      className="st-picture"
      style={{ paddingTop: `${height}%` }}
      {...a11y({ role: 'img', label: src ? alt : `${alt}，图还没取到` })}
    >
      {src ? (
        <Image className="st-picture__img" src={src} mode="aspectFit" {...a11y({ hidden: true })} />
      ) : (
        <View className="st-picture__words">
          <Icon name="image" size={22} />
          <Text>{alt}</Text>
        </View>
      )}
    </View>
  );
}
