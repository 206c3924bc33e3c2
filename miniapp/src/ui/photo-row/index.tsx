import type { PropsWithChildren } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import { type Photo, PhotoTile } from './tile';

export { type Photo, PhotoTile, type PhotoTileProps } from './tile';

export interface PhotoRowProps {
  photos: readonly Photo[];
  /** Takes one more; without it the row only shows. */
  onAdd?: () => void;
  /** Under the camera, if there is room: 再拍. */
  addText?: string;
  /** Spoken name of the camera tile. */
  addLabel?: string;
  onOpen?: (photo: Photo) => void;
  /** No camera beyond this many; limits are the feature's data. */
  max?: number;
}

/** Evidence photos and the tile that takes one more; children stand beside them. */
export function PhotoRow({
  photos,
  onAdd,
  addText,
  addLabel = '拍照',
  onOpen,
  max = 9,
  children,
}: PropsWithChildren<PhotoRowProps>) {
  return (
    <View className="qj-photos">
      {photos.map((photo) => (
        <PhotoTile
          key={photo.id}
          photo={photo}
          onPress={onOpen ? () => onOpen(photo) : undefined}
        />
      ))}
      {onAdd && photos.length < max && (
        <Press className="qj-photo qj-photo--64 qj-photo--add" label={addLabel} onPress={onAdd}>
          <Icon name="camera" size={22} />
          {addText && <Text>{addText}</Text>}
        </Press>
      )}
      {children && <View className="qj-photos__words">{children}</View>}
    </View>
  );
}
