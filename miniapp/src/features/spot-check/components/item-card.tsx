import { View } from '@tarojs/components';
import type { ChecklistItem, CheckResult } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { ScoreItem } from '@/ui/score-item';
import { itemMeta, resultFor, tapOf, type Tap } from '../spot-check.view';
import { EvidenceRow } from './evidence-row';
import './parts.scss';

export interface ItemCardProps {
  label: string;
  items: readonly ChecklistItem[];
  results: readonly CheckResult[];
  personId: string;
  takenAt: Record<string, string>;
  /** The block of items that fail the whole check. */
  veto?: boolean;
  onTap: (item: ChecklistItem, tap: Tap) => void;
  onChange: (result: CheckResult) => void;
  onPhoto: (result: CheckResult) => void;
  onPhotoGone: (result: CheckResult, mediaId: string) => void;
}

/** Items of a group, scored with one thumb. */
export function ItemCard(props: ItemCardProps) {
  const { label, items, results, personId, takenAt, veto } = props;
  const { onTap, onChange, onPhoto, onPhotoGone } = props;
  if (items.length === 0) return null;
  return (
    <Card label={label}>
      {veto && (
        <View className="sc-veto t-sub t-b">
          <Icon name="octagon-alert" size={22} />
          一票否决，查到一项就不合格
        </View>
      )}
      {items.map((item) => {
        const result = resultFor(results, item, personId);
        return (
          <ScoreItem
            key={item.code}
            name={item.name}
            meta={itemMeta(item)}
            hint={[item.look, `依据：${item.source}`]}
            deduct={item.severity === 'veto' ? 'veto' : item.deduction}
            value={tapOf(result)}
            onChange={(tap) => onTap(item, tap)}
          >
            {result && (
              <EvidenceRow
                itemName={item.name}
                result={result}
                takenAt={takenAt}
                onChange={onChange}
                onPhoto={() => onPhoto(result)}
                onPhotoGone={(mediaId) => onPhotoGone(result, mediaId)}
              />
            )}
          </ScoreItem>
        );
      })}
    </Card>
  );
}
