import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import './index.scss';

/** What the network bar can say. `ready` says nothing and draws nothing. */
export type NetBarState = 'ready' | 'offline' | 'sending' | 'sealed' | 'rejected';

export interface NetBarProps {
  state: NetBarState;
  /** Records of this phone that have not arrived. */
  waiting?: number;
  /** Own words instead of the usual ones: 离线，已存本机 6 项，签字后封存. */
  text?: string;
  /** Opens the list of what waits. */
  onOpen?: () => void;
}

const LOOK: Record<Exclude<NetBarState, 'ready'>, { icon: IconName; text: string }> = {
  offline: { icon: 'cloud-off', text: '离线，照常可用' },
  sending: { icon: 'cloud-upload', text: '正在送出' },
  sealed: { icon: 'lock', text: '已封存，连上网就送' },
  rejected: { icon: 'triangle-alert', text: '有记录被退回' },
};

/** Grey, never red: being offline is normal. Says what has been kept and leads to it. */
export function NetBar({ state, waiting = 0, text, onOpen }: NetBarProps) {
  if (state === 'ready') return null;
  const look = LOOK[state];
  const count = state === 'rejected' ? `${waiting} 条去改` : `${waiting} 条待发送`;
  return (
    <View className={`qj-net qj-net--${state}`} {...a11y({ role: 'status', live: 'polite' })}>
      <Icon name={look.icon} size={20} />
      <Text className="qj-net__text">{text ?? look.text}</Text>
      {waiting > 0 && onOpen && (
        <Press className="qj-net__go" onPress={onOpen}>
          <Text>{count}</Text>
          <Icon name="chevron-right" size={18} />
        </Press>
      )}
    </View>
  );
}
