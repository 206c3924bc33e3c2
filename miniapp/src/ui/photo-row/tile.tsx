import { Image, Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import './index.scss';

export interface Photo {
  id: string;
  /** Thumbnail address or a file on the phone; without one the tile says that it is kept. */
  src?: string;
  /** On the picture: 09:21. */
  caption?: string;
  /** What it shows, for those who cannot see it. */
  alt?: string;
  state?: 'ready' | 'uploading' | 'failed';
}

export interface PhotoTileProps {
  photo: Photo;
  size?: 44 | 64 | 96;
  onPress?: () => void;
}

const STATE_WORDS = { ready: '', uploading: '发送中', failed: '没送到' } as const;

/** A photo with its caption and how far it has got. */
export function PhotoTile({ photo, size = 64, onPress }: PhotoTileProps) {
  const { src, caption, alt = '现场照片', state = 'ready' } = photo;
  const words = STATE_WORDS[state];
  const label = [alt, caption, words].filter(Boolean).join('，');
  const className = `qj-photo qj-photo--${size} qj-photo--${state}`;
  const inner = (
    <>
      {src ? (
        <Image className="qj-photo__img" src={src} mode="aspectFill" {...a11y({ hidden: true })} />
      ) : (
        <Icon name="image" size={22} className="qj-photo__blank" />
      )}
      {state !== 'ready' && (
        <View className="qj-photo__state">
          <Icon name={state === 'failed' ? 'triangle-alert' : 'cloud-upload'} size={18} />
          {size > 44 && <Text>{words}</Text>}
        </View>
      )}
      {caption && size > 44 && state === 'ready' && (
        <Text className={`qj-photo__caption ${src ? '' : 'qj-photo__caption--bare'}`}>
          {caption}
        </Text>
      )}
    </>
  );
  return onPress ? (
    <Press className={className} label={label} onPress={onPress}>
      {inner}
    </Press>
  ) : (
    <View className={className} {...a11y({ role: 'img', label })}>
      {inner}
    </View>
  );
}
