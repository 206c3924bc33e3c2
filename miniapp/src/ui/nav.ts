import Taro from '@tarojs/taro';

export const TABS = [
  { key: 'today', text: '今日', icon: 'sun', path: '/tabs/today/index' },
  { key: 'study', text: '学练', icon: 'book-open', path: '/tabs/study/index' },
  { key: 'duty', text: '执勤', icon: 'shield', path: '/tabs/duty/index' },
  { key: 'checks', text: '督察', icon: 'clipboard-check', path: '/tabs/checks/index' },
  { key: 'me', text: '我的', icon: 'user', path: '/tabs/me/index' },
] as const;

export type TabKey = (typeof TABS)[number]['key'];

/** The list of what waits on this phone, what came back and what has arrived. */
export const OUTBOX_PAGE = '/features/outbox/pages/list/index';

/** WeChat keeps at most ten pages under each other and refuses an eleventh. */
const MOST_PAGES = 10;

/**
 * Opens a page, `features/...` or one of the tabs, with the leading slash. Where no more pages fit it
 * takes the place of the one that is left.
 */
export function openPage(url: string): void {
  if (TABS.some((tab) => tab.path === url)) void Taro.switchTab({ url });
  else if (Taro.getCurrentPages().length >= MOST_PAGES) void Taro.redirectTo({ url });
  else void Taro.navigateTo({ url });
}

/** Opens a page, a tab too, with nothing under it. */
export function openAlone(url: string): void {
  void Taro.reLaunch({ url });
}

/** One page back; to 今日 when the page was opened directly, as from a shared link or a reload. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: TABS[0].path });
}
