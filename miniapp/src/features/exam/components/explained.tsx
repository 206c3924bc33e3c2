import { Text, View } from '@tarojs/components';
import type { Explained } from '../statistics.view';
import './desk.scss';

/** Figures with what each of them says. */
export function ExplainedList({ figures }: { figures: readonly Explained[] }) {
  return (
    <View>
      {figures.map(({ name, value, meaning }) => (
        <View key={name} className="ed-explain">
          <View className="ed-explain__head">
            <Text className="t-b">{name}</Text>
            <Text className="t-b">{value}</Text>
          </View>
          <Text className="t-cap c-ink-3">{meaning}</Text>
        </View>
      ))}
    </View>
  );
}
