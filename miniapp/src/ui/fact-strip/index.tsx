import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import './index.scss';

export interface FactStripProps {
  facts: readonly { icon: IconName; text: string; note?: string }[];
  /** Says who filled it in; 自动 unless a person did. */
  by?: string;
}

/** What the phone filled in by itself (place with its error, time, recorders): read, not asked. */
export function FactStrip({ facts, by = '自动' }: FactStripProps) {
  return (
    <View className="qj-facts">
      {facts.map(({ icon, text, note }) => (
        <View key={text} className="qj-facts__row">
          <Icon name={icon} size={18} className="c-brand" />
          <Text className="qj-facts__text">{text}</Text>
          {note && <Text className="qj-facts__note">{note}</Text>}
        </View>
      ))}
      <Text className="qj-facts__by">{by}</Text>
    </View>
  );
}
