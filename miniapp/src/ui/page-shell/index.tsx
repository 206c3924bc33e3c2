import { type PropsWithChildren, type ReactNode } from 'react';
import { ScrollView, View } from '@tarojs/components';
import { NavBar } from '../nav-bar';
import type { TabKey } from '../nav';
import { TabBar } from '../tab-bar';
import { lookClass, useLook } from '../theme';
import './index.scss';

export interface PageShellProps {
  title: string;
  sub?: string;
  /** Set on the five tab pages: shows the tab bar and no way back. */
  tab?: TabKey;
  bottom?: ReactNode;
}

/** The frame of every page. */
export function PageShell({
  title,
  sub,
  tab,
  bottom,
  children,
}: PropsWithChildren<PageShellProps>) {
  const { theme, font } = useLook();
  return (
    <View className={`qj-page shell ${lookClass(theme, font)}`}>
      <NavBar title={title} sub={sub} tab={Boolean(tab)} />
      <ScrollView className="shell__scroll" scrollY enhanced>
        <View className="shell__body">{children}</View>
      </ScrollView>
      {bottom ? <View className="shell__bottom">{bottom}</View> : null}
      {tab ? <TabBar active={tab} /> : null}
    </View>
  );
}
