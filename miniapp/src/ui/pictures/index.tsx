import { useState, type ReactNode } from 'react';
import { Image, View } from '@tarojs/components';
import { readOriginal, usePictureState } from '@/platform/camera';
import { toApiError } from '@/platform/request';
import { Button } from '../button';
import { PhotoTile } from '../photo-row';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { toast } from '../toast';
import './index.scss';

export interface PicturesProps {
  photos: readonly { mediaId: string }[];
  /** What they show, for those who cannot see them. */
  alt: string;
  /** Whether the untouched original may be asked for: who read it is noted. */
  original?: boolean;
  /** How one is shown large; where nothing is said, below the small ones, as wide as the page. */
  large?: ShowLarge;
}

export interface LargePicture {
  mediaId: string;
  alt: string;
  onClose: () => void;
}
export type ShowLarge = (picture: LargePicture) => ReactNode;

interface PictureProps {
  mediaId: string;
  alt: string;
  onPress: () => void;
}

/** A picture as large as it comes here; `missing`: that did not come, without a network the small one may be all. */
export function useLargePicture(mediaId: string): { src: string | undefined; missing: boolean } {
  const { url: copy, missing } = usePictureState(mediaId, 'picture');
  const small = usePictureState(mediaId).url;
  return { src: copy ?? (missing ? small : undefined), missing };
}

/** Why it is not large, in place of it or under the small one. */
export const missingWords = (src: string | undefined) =>
  src ? '大图没取到，先看小的，连上网就来' : '图没取到，连上网就来';

function Small({ mediaId, alt, onPress }: PictureProps) {
  const { url: src, missing } = usePictureState(mediaId);
  const label = `${alt}，点开看大的`;
  const said = missing ? { caption: '没取到' } : {};
  return (
    <PhotoTile size={96} photo={{ id: mediaId, src, alt: label, ...said }} onPress={onPress} />
  );
}

interface LargeProps extends PictureProps {
  original: boolean;
}

function Large({ mediaId, alt, original, onPress }: LargeProps) {
  const { src: shown, missing } = useLargePicture(mediaId);
  const [read, setRead] = useState<string>();
  const [busy, setBusy] = useState(false);
  const src = read ?? shown;
  const ask = async () => {
    setBusy(true);
    try {
      setRead(await readOriginal(mediaId));
    } catch (thrown) {
      const { code, message } = toApiError(thrown);
      toast(code === 'NOT_FOUND' ? '原件还没传到，或者不归你看' : message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="l-col g-8">
      <Press className="qj-pictures__large" label={`${alt}，点一下收起`} onPress={onPress}>
        {src && (
          <Image
            className="qj-pictures__img"
            src={src}
            mode="widthFix"
            {...a11y({ hidden: true })}
          />
        )}
        {missing && read === undefined && <View className="t-sub">{missingWords(src)}</View>}
      </Press>
      {original && read === undefined && (
        <Button kind="o" size={44} block busy={busy} onPress={() => void ask()}>
          看原件，会记下是谁看的
        </Button>
      )}
      {read !== undefined && <View className="t-cap">这是原件，没压缩过。</View>}
    </View>
  );
}

/** Pictures of a record by their ids, from this phone or the service; a tap shows one large. */
export function Pictures({ photos, alt, original = false, large }: PicturesProps) {
  const [open, setOpen] = useState<string>();
  const close = () => setOpen(undefined);
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
      {open !== undefined &&
        (large?.({ mediaId: open, alt, onClose: close }) ?? (
          <Large key={open} mediaId={open} alt={alt} original={original} onPress={close} />
        ))}
    </View>
  );
}
