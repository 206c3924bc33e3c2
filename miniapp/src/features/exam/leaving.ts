import { useDidHide, useDidShow } from '@tarojs/taro';

/** Tells when the screen is left, by whatever way (a call is one too), and when it is there again. */
export function useLeaving(onLeft: () => void, onBack: () => void): void {
  useDidHide(onLeft);
  useDidShow(onBack);
}
