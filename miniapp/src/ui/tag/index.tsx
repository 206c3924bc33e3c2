import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import './index.scss';

export interface TagProps {
  children: string;
  /** `line` is an outline, for kinds; the others say how it stands. */
  tone?: 'plain' | 'ok' | 'warn' | 'bad' | 'brand' | 'brass' | 'line';
  icon?: IconName;
}

/** A short word about a thing: its kind or its state. Not a button. */
export function Tag({ children, tone = 'plain', icon }: TagProps) {
  return (
    <View className={`qj-tag qj-tag--${tone}`}>
      {icon && <Icon name={icon} size={14} />}
      <Text>{children}</Text>
    </View>
  );
}
