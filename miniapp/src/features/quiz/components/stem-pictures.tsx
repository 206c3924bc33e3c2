import { useState } from 'react';
import { View } from '@tarojs/components';
import { MAX_PICTURES, mediaContract } from '@qiangji/shared-types';
import { dropPhoto, pickPhoto, usePicture } from '@/platform/camera';
import { toApiError, upload } from '@/platform/request';
import { Button } from '@/ui/button';
import { PhotoTile } from '@/ui/photo-row';
import { Press } from '@/ui/press';
import { toast } from '@/ui/toast';
import './bank.scss';

interface StemPicturesProps {
  /** 第 2 小题，before the name of each button. */
  label: string;
  media: readonly string[];
  onChange: (media: string[]) => void;
}

/** Pictures of a stem: sent at once, since a question is written at a desk; shown wherever it is asked. */
export function StemPictures({ label, media, onChange }: StemPicturesProps) {
  const [busy, setBusy] = useState(false);
  const add = async () => {
    const photo = await pickPhoto({ source: 'album' });
    if ('reason' in photo) {
      if (photo.message !== '') toast(photo.message, 'bad');
      return;
    }
    const { mediaId, sha256 } = photo;
    setBusy(true);
    try {
      const query = { mediaId, sha256, purpose: 'question' as const };
      await upload(mediaContract.upload, mediaId, { query });
      await dropPhoto(mediaId);
      onChange([...media, mediaId]);
    } catch (thrown) {
      await dropPhoto(mediaId);
      toast(toApiError(thrown).message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="bk-pictures">
      {media.map((mediaId, i) => (
        <View key={mediaId} className="bk-pictures__one">
          <Tile mediaId={mediaId} alt={`${label}配图 ${i + 1}`} />
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
        <Button kind="o" size={44} icon="image" busy={busy} onPress={() => void add()}>
          {`${label}加配图`}
        </Button>
      )}
    </View>
  );
}

function Tile({ mediaId, alt }: { mediaId: string; alt: string }) {
  const src = usePicture(mediaId);
  return <PhotoTile size={96} photo={{ id: mediaId, src, alt }} />;
}
