import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { openPage, TABS, type TabKey } from '../nav';
import { a11y } from '../press/a11y';
import { Press } from '../press';
import { useShell } from '../shell-store';
import './index.scss';

export interface TabBarProps {
  active: TabKey;
}

/** The five tabs at the bottom of a phone; badges come from the shell store. */
export function TabBar({ active }: TabBarProps) {
  const badges = useShell((state) => state.badges);
  return (
    <View className="qj-tabs" {...a11y({ role: 'navigation', label: '主导航' })}>
      {TABS.map(({ key, text, icon, path }) => {
        const on = key === active;
        const badge = badges[key] ?? 0;
        return (
          <Press
            key={key}
            className={`qj-tabs__item ${on ? 'qj-tabs__item--on' : ''}`}
            role="link"
            label={badge > 0 ? `${text}，${badge} 件待办` : text}
            current={on}
            onPress={() => !on && openPage(path)}
          >
            <Icon name={on ? `${icon}-2_1` : icon} size={24} />
            <Text>{text}</Text>
            {badge > 0 && <View className="qj-tabs__badge">{badge > 99 ? '99+' : badge}</View>}
          </Press>
        );
      })}
    </View>
  );
}
