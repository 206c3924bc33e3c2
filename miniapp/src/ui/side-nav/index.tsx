import { Fragment } from 'react';
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from '../icon';
import { openPage } from '../nav';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { allSideItems, useShell } from '../shell-store';
import './index.scss';

/** Path of the page on top, with the leading slash and without its query. */
function here(): string {
  const pages = Taro.getCurrentPages();
  const route = pages[pages.length - 1]?.route ?? '';
  return `/${route.replace(/^\//, '').replace(/\?.*$/, '')}`;
}

/** Navigation of the wide layout: the tabs, then what this person may use besides. */
export function SideNav() {
  const state = useShell();
  const path = here();
  const { person } = state;
  return (
    <View className="qj-side" {...a11y({ role: 'navigation', label: '主导航' })}>
      <View className="qj-side__head">
        <View className="qj-side__seal">强</View>
        <View>
          <View className="qj-side__brand">强基</View>
          {person && <View className="qj-side__unit">{person.unit}</View>}
        </View>
      </View>
      {allSideItems(state).map((item) => {
        const on = path === item.path;
        const badge = item.badge ?? 0;
        return (
          <Fragment key={item.path}>
            {item.group && <View className="qj-side__group">{item.group}</View>}
            <Press
              className={`qj-side__item ${on ? 'qj-side__item--on' : ''}`}
              role="link"
              label={badge > 0 ? `${item.text}，${badge} 件待办` : item.text}
              current={on}
              onPress={() => !on && openPage(item.path)}
            >
              <Icon name={item.icon} size={20} />
              <Text>{item.text}</Text>
              {badge > 0 && <Text className="qj-side__badge">{badge}</Text>}
            </Press>
          </Fragment>
        );
      })}
      {person && (
        <View className="qj-side__person">
          <View className="qj-side__avatar">{person.name.slice(0, 1)}</View>
          <View>
            <View className="qj-side__name">{person.name}</View>
            <View className="qj-side__unit">{person.post}</View>
          </View>
        </View>
      )}
    </View>
  );
}
