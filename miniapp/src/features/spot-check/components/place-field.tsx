import { useState } from 'react';
import { View } from '@tarojs/components';
import type { Place } from '@qiangji/shared-types';
import { getPlace } from '@/platform/location';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';
import './parts.scss';

export interface PlaceFieldProps {
  label: string;
  onLabel: (label: string) => void;
  point: Place | undefined;
  onPoint: (point: Place) => void;
}

/** Where the check is made, in words; coordinates only if the inspector wants them noted. */
export function PlaceField({ label, onLabel, point, onPoint }: PlaceFieldProps) {
  const [busy, setBusy] = useState(false);
  const locate = async () => {
    setBusy(true);
    const found = await getPlace();
    setBusy(false);
    if ('reason' in found) toast(found.message, 'bad');
    else onPoint(found);
  };
  return (
    <Section title="在哪里查" note="可以不写">
      <Card pad>
        <View className="sc-form">
          <TextField
            label="地点"
            hideLabel
            placeholder="如：人民路东段"
            value={label}
            onChange={onLabel}
            max={80}
            hint={point ? `已记下位置，误差 ${Math.round(point.accuracyM)} 米` : undefined}
          />
          {label.trim() !== '' && (
            <Button kind="o" size={44} icon="map-pin" busy={busy} onPress={() => void locate()}>
              {point ? '重新取位置' : '记下位置'}
            </Button>
          )}
        </View>
      </Card>
    </Section>
  );
}
