import { View } from '@tarojs/components';
import { Card } from '@/ui/card';
import { MultiChoice } from '@/ui/choice';
import { Section } from '@/ui/section';
import { eligible } from '../plan.view';
import { useInspectors } from '../use-plan';
import './parts.scss';

export interface InspectorChoiceProps {
  squadronPath: string | undefined;
  value: string[];
  onChange: (value: string[]) => void;
  note: string;
}

/** Who goes: inspectors of the bureau who do not belong to the squadron. */
export function InspectorChoice({ squadronPath, value, onChange, note }: InspectorChoiceProps) {
  const known = useInspectors();
  const people = eligible(known, squadronPath);
  return (
    <Section title={`派谁去 ${value.length}`} note={note}>
      <Card pad>
        {people.length === 0 ? (
          <View className="t-sub c-ink-2">局里能去的督察员还没取到，或者还没有授权。</View>
        ) : (
          <MultiChoice
            label="派谁去"
            options={people.map((one) => ({ value: one.personId, text: one.name }))}
            value={value}
            onChange={onChange}
          />
        )}
      </Card>
    </Section>
  );
}
