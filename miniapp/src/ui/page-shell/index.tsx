import type { PropsWithChildren, ReactNode } from 'react';
import { ScrollView, View } from '@tarojs/components';
import { Button } from '../button';
import { ErrorBoundary } from '../error-boundary';
import { NavBar } from '../nav-bar';
import type { TabKey } from '../nav';
import { NetBar } from '../net-bar';
import { a11y } from '../press/a11y';
import { PrivacyDialog } from '../privacy-dialog';
import { SideNav } from '../side-nav';
import { TabBar } from '../tab-bar';
import { lookClass, useLook } from '../theme';
import { ToastHost } from '../toast';
import { useWide } from '../use-wide';
import { PageBody, type PageBodyProps } from './body';
import { useNetBar } from './use-net-bar';
import { usePull } from './use-pull';
import './index.scss';

export type { PageStatus } from './body';

export interface PageShellProps extends PageBodyProps {
  title: string;
  /** Quiet text beside the title: date, version, unit. */
  sub?: string;
  /** Set on the five tab pages: shows the tab bar and no way back. */
  tab?: TabKey;
  /** The page stands by itself, before signing in: no way back, no tabs, no side navigation. */
  alone?: boolean;
  /** Instead of one page back, for example to ask before a form is left. */
  onBack?: () => void;
  /** Under the navigation bar and above what scrolls: progress, group chips. */
  top?: ReactNode;
  /** Main actions in thumb reach; kept while the page scrolls. Not drawn while `status` is not ready. */
  bottom?: ReactNode;
  /** Pull to refresh; a button in the wide layout. */
  onRefresh?: () => Promise<unknown>;
  /** Buttons in the head of the wide layout. */
  actions?: ReactNode;
  /** A `Drawer`: beside the page on a desk screen, over it on a phone. */
  drawer?: ReactNode;
  /** On a desk screen: `reading` keeps lines short, `full` is for tables. */
  width?: 'reading' | 'full';
  /** Own words in the network bar, or `false` for none on this page. */
  net?: string | false;
  /** White ground without gaps, for reading. */
  plain?: boolean;
}

/** A page of text only is scrolled by keyboard too: then what scrolls has to take the focus. */
const BY_KEYBOARD = process.env.TARO_ENV === 'h5' ? { tabIndex: 0 } : {};

/** The frame of every page: navigation, network bar, one of the four states, actions, tabs. */
export function PageShell({
  title,
  sub,
  tab,
  alone,
  onBack,
  top,
  bottom,
  onRefresh,
  actions,
  drawer,
  width = 'reading',
  net,
  plain,
  children,
  ...body
}: PropsWithChildren<PageShellProps>) {
  const { theme, font } = useLook();
  const wide = useWide();
  const network = useNetBar();
  const pull = usePull(onRefresh);
  const ready = (body.status ?? 'ready') === 'ready';
  const root = `qj-page qj-shell ${wide ? `qj-shell--wide qj-shell--${width}` : ''} ${lookClass(theme, font)}`;
  const refresh = wide && onRefresh && (
    <Button kind="o" size={44} icon="rotate-ccw" busy={pull.busy} onPress={pull.run}>
      刷新
    </Button>
  );
  return (
    <View className={root}>
      {wide && !alone && <SideNav />}
      <View className="qj-shell__main" {...a11y({ role: 'main' })}>
        <NavBar
          title={title}
          sub={sub}
          tab={Boolean(tab) || alone}
          wide={wide}
          onBack={onBack}
          actions={
            <>
              {refresh}
              {actions}
            </>
          }
        />
        {net !== false && network.state !== 'ready' && (
          <View className="qj-shell__net">
            <NetBar {...network} text={net ?? network.text} />
          </View>
        )}
        {top && <View className="qj-shell__top">{top}</View>}
        <ScrollView
          className={`qj-shell__scroll ${plain ? 'qj-shell__scroll--plain' : ''}`}
          scrollY
          enhanced
          {...pull.scroll}
          {...BY_KEYBOARD}
        >
          {pull.busy && !wide && (
            <View className="qj-shell__busy" {...a11y({ role: 'status', live: 'polite' })}>
              正在刷新
            </View>
          )}
          <View className={`qj-shell__body ${plain ? 'qj-shell__body--plain' : ''}`}>
            <PageBody onRetry={onRefresh ? pull.run : undefined} {...body}>
              <ErrorBoundary>{children}</ErrorBoundary>
            </PageBody>
          </View>
        </ScrollView>
        {bottom && ready ? <View className="qj-shell__bottom">{bottom}</View> : null}
        {tab && !wide ? <TabBar active={tab} /> : null}
      </View>
      {drawer}
      <ToastHost />
      <PrivacyDialog />
    </View>
  );
}
