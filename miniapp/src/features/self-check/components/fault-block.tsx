import { dropPhoto, pickPhoto } from '@/platform/camera';
import { holdsPhoto } from '@/platform/outbox';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/field';
import { PhotoRow } from '@/ui/photo-row';
import { toast } from '@/ui/toast';
import type { DraftPhoto } from '../check.view';

interface FaultBlockProps {
  name: string;
  note: string;
  photos: readonly DraftPhoto[];
  fixed: boolean;
  onNote: (note: string) => void;
  onPhotos: (photos: DraftPhoto[]) => void;
  onFixed: (fixed: boolean) => void;
}

/** What is wrong, a photo where it helps, and whether it is right again already. */
export function FaultBlock({
  name,
  note,
  photos,
  fixed,
  onNote,
  onPhotos,
  onFixed,
}: FaultBlockProps) {
  const add = async () => {
    const photo = await pickPhoto({ source: 'camera' });
    if ('reason' in photo) {
      if (photo.message) toast(photo.message, 'bad');
      return;
    }
    const { mediaId, sha256, url } = photo;
    onPhotos([...photos, { mediaId, sha256, url }]);
  };
  const remove = (gone: string) => {
    onPhotos(photos.filter(({ mediaId }) => mediaId !== gone));
    // That of a check which came back is the outbox's until the check is mended.
    if (!holdsPhoto(gone)) void dropPhoto(gone);
  };
  return (
    <>
      <PhotoRow
        photos={photos.map(({ mediaId, url }) => ({ id: mediaId, src: url, alt: name }))}
        onAdd={() => void add()}
        onRemove={remove}
        addText={photos.length > 0 ? '再拍' : '拍照'}
        addLabel={`给${name}拍照`}
        max={4}
      />
      <TextField
        label={`${name}的问题`}
        hideLabel
        placeholder="哪里不对，可不填"
        value={note}
        max={200}
        onChange={onNote}
      />
      <Button
        kind={fixed ? 's' : 'o'}
        size={44}
        icon={fixed ? 'check' : undefined}
        onPress={() => onFixed(!fixed)}
      >
        {fixed ? '已经改好' : '现场改好了'}
      </Button>
    </>
  );
}
