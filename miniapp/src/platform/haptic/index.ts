import Taro from '@tarojs/taro';

/** A short tap that can be felt: something was sent or scored. Silent where the phone has none. */
export function hapticTap(): void {
  void Taro.vibrateShort({ type: 'light' }).catch(() => undefined);
}
