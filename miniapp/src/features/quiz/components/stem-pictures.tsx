import { View } from '@tarojs/components';
import { MAX_PICTURES } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Press } from '@/ui/press';
import { SentPicture, useSendPicture } from '@/ui/sent-picture';
import './bank.scss';

interface StemPicturesProps {
  /** 第 2 小题，before the name of each button. */
  label: string;
  media: readonly string[];
  onChange: (media: string[]) => void;
}

/** Pictures of a stem: sent at once, since a question is written at a desk; shown wherever it is asked. */
export function StemPictures({ label, media, onChange }: StemPicturesProps) {
  const { busy, send } = useSendPicture('question', (mediaId) => onChange([...media, mediaId]));
  return (
    <View className="bk-pictures">
      {media.map((mediaId, i) => (
        <View key={mediaId} className="bk-pictures__one">
          <SentPicture mediaId={mediaId} alt={`${label}配图 ${i + 1}`} />
          <Press
            className="l-drop"
            label={`${label}去掉配图 ${i + 1}`}
            onPress={() => onChange(media.filter((one) => one !== mediaId))}
          >
            去掉
          </Press>
        </View>
      ))}
      {media.length < MAX_PICTURES && (
        <Button kind="o" size={44} icon="image" busy={busy} onPress={() => void send()}>
          {`${label}加配图`}
        </Button>
      )}
    </View>
  );
}
