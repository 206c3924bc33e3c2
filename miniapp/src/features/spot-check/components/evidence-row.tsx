import { View } from '@tarojs/components';
import { MAX_EVIDENCE, type CheckResult } from '@qiangji/shared-types';
import { usePicture } from '@/platform/camera';
import { TextField } from '@/ui/field';
import { PhotoRow, PhotoTile } from '@/ui/photo-row';
import { Switch } from '@/ui/switch';
import { clockWords } from '../spot-check.view';
import './parts.scss';

/** A picture of evidence with the time on it. */
export function EvidencePhoto({ mediaId, takenAt }: { mediaId: string; takenAt?: string }) {
  const src = usePicture(mediaId);
  const caption = takenAt ? clockWords(takenAt) : undefined;
  return <PhotoTile photo={{ id: mediaId, src, caption, alt: '督察证据' }} />;
}

export interface EvidenceRowProps {
  itemName: string;
  result: CheckResult;
  takenAt: Record<string, string>;
  onChange: (result: CheckResult) => void;
  onPhoto: () => void;
}

/** Under a fault: pictures, a few words, and whether it was put right at once. */
export function EvidenceRow({ itemName, result, takenAt, onChange, onPhoto }: EvidenceRowProps) {
  const room = result.evidence.length < MAX_EVIDENCE;
  return (
    <View className="sc-evidence">
      <View className="sc-photos">
        {result.evidence.map((mediaId) => (
          <EvidencePhoto key={mediaId} mediaId={mediaId} takenAt={takenAt[mediaId]} />
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
