import Taro from '@tarojs/taro';

export interface NavMetrics {
  /** Height of the status bar in real pixels. */
  top: number;
  /** Height of the bar itself in real pixels. */
  height: number;
  /** Room to keep free on the right: WeChat draws its capsule there. */
  right: number;
}

let known: NavMetrics | undefined;

/** Where the navigation bar may draw. A browser has neither status bar nor capsule. */
export function navMetrics(): NavMetrics {
  if (known) return known;
  known = { top: 0, height: 48, right: 16 };
  if (process.env.TARO_ENV === 'weapp') {
    const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo();
    const capsule = Taro.getMenuButtonBoundingClientRect();
    known = {
      top: statusBarHeight,
      height: (capsule.top - statusBarHeight) * 2 + capsule.height,
      right: windowWidth - capsule.left + 8,
    };
  }
  return known;
}
