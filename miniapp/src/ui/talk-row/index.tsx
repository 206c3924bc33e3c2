import { Text } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import './index.scss';

export interface TalkRowProps {
  name: string;
  /** Why, in one line, as a matter to ask about and not as a verdict. */
  reason: string;
  onPress: () => void;
}

/** Somebody worth a talk, and why. Opens the records behind the reason. */
export function TalkRow({ name, reason, onPress }: TalkRowProps) {
  return (
    <Press className="qj-li qj-talk" onPress={onPress}>
      <Text className="qj-talk__name">{name}</Text>
      <Text className="qj-talk__reason">{reason}</Text>
      <Icon name="chevron-right" size={18} className="qj-li__go" />
    </Press>
  );
}
