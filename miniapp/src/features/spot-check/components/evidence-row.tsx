import { useState } from 'react';
import { View } from '@tarojs/components';
import { MAX_EVIDENCE, type CheckResult } from '@qiangji/shared-types';
import { usePicture } from '@/platform/camera';
import { TextField } from '@/ui/field';
import { LargePhoto, type LargePhotoProps, PhotoRow, PhotoTile } from '@/ui/photo-row';
import { Switch } from '@/ui/switch';
import { clockWords } from '../spot-check.view';
import './parts.scss';

interface EvidencePhotoProps {
  mediaId: string;
  takenAt?: string;
  /** Where it can still be let go of: the way to see it large, which of them it is, and the letting go. */
  removable?: { number: number; onRemove: () => void };
}

/** A picture of evidence with the time on it. */
export function EvidencePhoto({ mediaId, takenAt, removable }: EvidencePhotoProps) {
  const [large, setLarge] = useState(false);
  const src = usePicture(mediaId);
  const caption = takenAt ? clockWords(takenAt) : undefined;
  if (!removable) return <PhotoTile photo={{ id: mediaId, src, caption, alt: '督察证据' }} />;
  const { number, onRemove } = removable;
  const alt = `督察证据 ${number}，点开看大的`;
  return (
    <>
      <PhotoTile photo={{ id: mediaId, src, caption, alt }} onPress={() => setLarge(true)} />
      {large && (
        <LargeEvidence
          mediaId={mediaId}
          number={number}
          onRemove={onRemove}
          onClose={() => setLarge(false)}
        />
      )}
    </>
  );
}

/** Larger than a thumbnail has to be, so it is asked for only once it is opened. */
function LargeEvidence({
  mediaId,
  ...rest
}: Omit<LargePhotoProps, 'src'> & Pick<EvidencePhotoProps, 'mediaId'>) {
  return <LargePhoto src={usePicture(mediaId, 'picture')} {...rest} />;
}

export interface EvidenceRowProps {
  itemName: string;
  result: CheckResult;
  takenAt: Record<string, string>;
  onChange: (result: CheckResult) => void;
  onPhoto: () => void;
  onPhotoGone: (mediaId: string) => void;
}

/** Under a fault: pictures, a few words, and whether it was put right at once. */
export function EvidenceRow(props: EvidenceRowProps) {
  const { itemName, result, takenAt, onChange, onPhoto, onPhotoGone } = props;
  const room = result.evidence.length < MAX_EVIDENCE;
  return (
    <View className="sc-evidence">
      <View className="sc-photos">
        {result.evidence.map((mediaId, i) => (
          <EvidencePhoto
            key={mediaId}
            mediaId={mediaId}
            takenAt={takenAt[mediaId]}
            removable={{ number: i + 1, onRemove: () => onPhotoGone(mediaId) }}
          />
        ))}
        {room && <PhotoRow photos={[]} onAdd={onPhoto} addLabel={`给“${itemName}”拍证据`} />}
      </View>
      <TextField
        label={`${itemName}，查到什么`}
        hideLabel
        placeholder="查到什么（可以不写）"
        value={result.note ?? ''}
        max={300}
        onChange={(note) => onChange({ ...result, note: note.trim() === '' ? null : note })}
      />
      <View className="sc-fixed">
        <View className="t-sub">已当场改正</View>
        <Switch
          label={`${itemName}，已当场改正`}
          on={result.fixedOnSite}
          onChange={(fixedOnSite) => onChange({ ...result, fixedOnSite })}
        />
      </View>
    </View>
  );
}
