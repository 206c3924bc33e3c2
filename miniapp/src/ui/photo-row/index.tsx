import { type PropsWithChildren, useState } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import { LargePhoto } from './large';
import { type Photo, PhotoTile } from './tile';

export { LargePhoto, type LargePhotoProps } from './large';
export { type Photo, PhotoTile, type PhotoTileProps } from './tile';

export interface PhotoRowProps {
  photos: readonly Photo[];
  /** Takes one more; without it the row only shows. */
  onAdd?: () => void;
  /** Under the camera, if there is room: 再拍. */
  addText?: string;
  /** Spoken name of the camera tile. */
  addLabel?: string;
  /** Lets go of one that is not saved yet: a tap shows it large first, with 去掉 and 关闭. */
  onRemove?: (id: string) => void;
  /** No camera beyond this many; limits are the feature's data. */
  max?: number;
}

const numbered = ({ alt = '现场照片' }: Photo, number: number) => `${alt} ${number}，点开看大的`;

/** Evidence photos and the tile that takes one more; children stand beside them. */
export function PhotoRow({
  photos,
  onAdd,
  addText,
  addLabel = '拍照',
  onRemove,
  max = 9,
  children,
}: PropsWithChildren<PhotoRowProps>) {
  const [large, setLarge] = useState<string>();
  const at = photos.findIndex((photo) => photo.id === large);
  return (
    <View className="qj-photos">
      {photos.map((photo, i) => (
        <PhotoTile
          key={photo.id}
          photo={onRemove ? { ...photo, alt: numbered(photo, i + 1) } : photo}
          onPress={onRemove ? () => setLarge(photo.id) : undefined}
        />
      ))}
      {onAdd && photos.length < max && (
        <Press className="qj-photo qj-photo--64 qj-photo--add" label={addLabel} onPress={onAdd}>
          <Icon name="camera" size={22} />
          {addText && <Text>{addText}</Text>}
        </Press>
      )}
      {children && <View className="qj-photos__words">{children}</View>}
      {onRemove && large !== undefined && at >= 0 && (
        <LargePhoto
          number={at + 1}
          src={photos[at]?.src}
          onRemove={() => {
            setLarge(undefined);
            onRemove(large);
          }}
          onClose={() => setLarge(undefined)}
        />
      )}
    </View>
  );
}
