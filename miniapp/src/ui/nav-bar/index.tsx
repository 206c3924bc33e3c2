import type { ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { goBack } from '../nav';
import { Icon } from '../icon';
import { heading } from '../press/a11y';
import { Press } from '../press';
import { navMetrics } from './metrics';
import './index.scss';

export interface NavBarProps {
  title: string;
  /** Quiet second text: a date, a version, a unit. Shortened when room is short. */
  sub?: string;
  /** Tab pages have a bigger title and no way back. */
  tab?: boolean;
  /** Called instead of going one page back, for example to ask before leaving a form. */
  onBack?: () => void;
  /** Buttons at the right end, in the wide layout only (the capsule is there on a phone). */
  actions?: ReactNode;
  wide?: boolean;
}

/** The page's own navigation bar; clears WeChat's capsule. */
export function NavBar({ title, sub, tab, onBack, actions, wide }: NavBarProps) {
  const { top, height, right } = navMetrics();
  const big = tab || wide;
  return (
    <View
      className={`qj-nav ${wide ? 'qj-nav--wide' : ''}`}
      style={wide ? undefined : { paddingTop: `${top}px`, paddingRight: `${right}px` }}
    >
      <View className="qj-nav__row" style={{ minHeight: `${height}px` }}>
        {!tab && (
          <Press className="qj-nav__back" label="返回" onPress={onBack ?? goBack}>
            <Icon name="chevron-left" size={24} />
          </Press>
        )}
        <View className={`qj-nav__title ${big ? 'qj-nav__title--big' : ''}`} {...heading(1)}>
          {title}
        </View>
        {sub ? <Text className="qj-nav__sub">{sub}</Text> : null}
        {wide && actions ? <View className="qj-nav__actions">{actions}</View> : null}
      </View>
    </View>
  );
}
