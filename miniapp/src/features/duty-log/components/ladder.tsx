import { View } from '@tarojs/components';
import type { DutyCatalogue, PersonKind } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { LADDER_NAMES, ladderNote, ladderOf } from '../entry.view';
import './ladder.scss';

interface LadderProps {
  catalogue: DutyCatalogue;
  category: DutyCatalogue['categories'][number] | undefined;
  value: string | undefined;
  /** Who chooses: an auxiliary is told beforehand what becomes a draft. */
  kind: PersonKind;
  onChange: (code: string) => void;
}

/** The 721 ladder: serve first, then manage, enforce last. */
export function LadderChoice({ catalogue, category, value, kind, onChange }: LadderProps) {
  return (
    <Card>
      {ladderOf(catalogue, category).map(({ ladder, handlings }) => (
        <View key={ladder} className="qj-li qj-ladder">
          <View className="qj-ladder__name">{LADDER_NAMES[ladder]}</View>
          <View className="qj-ladder__choice">
            {ladderNote(handlings, kind) && (
              <View className="qj-ladder__note t-cap c-warn">{ladderNote(handlings, kind)}</View>
            )}
            <Choice
              label={`${LADDER_NAMES[ladder]}的处置`}
              columns="flow"
              options={handlings.map(({ code, name }) => ({ value: code, text: name }))}
              value={handlings.some(({ code }) => code === value) ? value : undefined}
              onChange={onChange}
            />
          </View>
        </View>
      ))}
    </Card>
  );
}
