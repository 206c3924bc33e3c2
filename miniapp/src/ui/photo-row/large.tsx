import { Image, View } from '@tarojs/components';
import { Dialog } from '../dialog';
import { a11y } from '../press/a11y';

export interface LargePhotoProps {
  /** Which of the row it is, from 1. */
  number: number;
  /** Undefined where the phone cannot show it: it can be let go of all the same. */
  src: string | undefined;
  onRemove: () => void;
  onClose: () => void;
}

/** A photo that is not saved yet, large enough to see who is on it, and the way to let go of it. */
export function LargePhoto({ number, src, onRemove, onClose }: LargePhotoProps) {
  return (
    <Dialog
      title={`第 ${number} 张照片`}
      yes="去掉"
      yesLabel={`去掉第 ${number} 张照片`}
      no="关闭"
      danger
      onYes={onRemove}
      onNo={onClose}
    >
      {src ? (
        <Image className="qj-photo-large" src={src} mode="aspectFit" {...a11y({ hidden: true })} />
      ) : (
        <View className="t-sub">这张照片现在打不开</View>
      )}
    </Dialog>
  );
}
