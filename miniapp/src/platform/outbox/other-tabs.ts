import Taro from '@tarojs/taro';

/** A mini-program runs once; coming back to the front is the moment to look at what waits. */
export function onOtherTab(handler: () => void): void {
  Taro.onAppShow(handler);
}
