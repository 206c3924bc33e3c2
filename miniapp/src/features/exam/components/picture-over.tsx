import { useState } from 'react';
import { Image, ScrollView, View } from '@tarojs/components';
import { Button } from '@/ui/button';
import { useModal } from '@/ui/overlay/use-modal';
import { missingWords, useLargePicture, type LargePicture } from '@/ui/pictures';
import { a11y } from '@/ui/press/a11y';
import { Watermark } from './watermark';
import '../exam.scss';

/** Arrow keys move a picture that is larger than the screen, where there are keys. */
const BY_KEYS = process.env.TARO_ENV === 'h5' ? { tabIndex: 0 } : {};

interface PictureOverProps extends LargePicture {
  /** Whose paper it is of; null: nothing is written over it. */
  watermark: string | null;
}

/**
 * A picture of the paper over the whole page. WeChat's own viewer (`wx.previewImage`) can have nothing laid over it,
 * and offers to save and forward what it shows: an exam's pictures are opened here only.
 */
export function PictureOver({ mediaId, alt, onClose, watermark }: PictureOverProps) {
  const { src, missing } = useLargePicture(mediaId);
  const [isLarger, setLarger] = useState(false);
  const id = useModal(true, onClose, true);
  return (
    <View id={id} className="ex-over" {...a11y({ role: 'dialog', label: alt })} aria-modal="true">
      <View className="ex-over__frame">
        <ScrollView className="ex-over__scroll" scrollX scrollY {...BY_KEYS}>
          <View className={`ex-over__page ${isLarger ? 'ex-over__page--larger' : ''}`}>
            {src && (
              <Image
                className="ex-over__img"
                src={src}
                // All of it on the screen, or as wide as that allows to look around in.
                mode={isLarger ? 'widthFix' : 'aspectFit'}
                {...a11y({ hidden: true })}
              />
            )}
            {missing && <View className="ex-over__words">{missingWords(src)}</View>}
          </View>
        </ScrollView>
        {watermark && <Watermark text={watermark} onPicture />}
      </View>
      <View className="ex-over__bar">
        <Button
          kind="o"
          size={56}
          icon={isLarger ? 'minus' : 'plus'}
          onPress={() => setLarger(!isLarger)}
        >
          {isLarger ? '看全图' : '再放大'}
        </Button>
        <Button block size={56} icon="x" onPress={onClose}>
          回到题目
        </Button>
      </View>
    </View>
  );
}
