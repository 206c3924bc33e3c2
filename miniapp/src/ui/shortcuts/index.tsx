import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Press } from '../press';
import './index.scss';

export interface ShortcutsProps {
  items: readonly { icon: IconName; text: string; note?: string; onPress: () => void }[];
}

/** Four ways side by side, each with how it stands. For a few standing ways, not for a whole menu. */
export function Shortcuts({ items }: ShortcutsProps) {
  return (
    <View className="qj-shortcuts">
      {items.map(({ icon, text, note, onPress }) => (
        <Press key={text} className="qj-shortcuts__item" onPress={onPress}>
          <Icon name={icon} size={24} className="c-brand" />
          <Text>{text}</Text>
          {note && <Text className="qj-shortcuts__note">{note}</Text>}
        </Press>
      ))}
    </View>
  );
}
