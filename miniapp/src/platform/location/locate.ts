import type { Place } from '@qiangji/shared-types';
import Taro from '@tarojs/taro';
import type { PlaceRefusal } from './types';

/** WeChat tells why in words only, differently on iOS and Android. */
export function reasonOf(errMsg: string): PlaceRefusal['reason'] {
  if (/system permission|LOCATIONSWITCHOFF|location switch/i.test(errMsg)) return 'switched_off';
  if (/auth|privacy|authorize/i.test(errMsg)) return 'denied';
  return /time ?out/i.test(errMsg) ? 'timeout' : 'unavailable';
}

/** The place by WeChat, GCJ-02. */
export async function locate(): Promise<Place | PlaceRefusal['reason']> {
  try {
    const { longitude, latitude, accuracy } = await Taro.getLocation({
      type: 'gcj02',
      isHighAccuracy: true,
      highAccuracyExpireTime: 4_000,
    });
    return { lng: longitude, lat: latitude, accuracyM: accuracy };
  } catch (thrown) {
    return reasonOf(((thrown ?? {}) as { errMsg?: string }).errMsg ?? '');
  }
}

/** Whether the person has allowed it before; never asks. */
export async function isAllowed(): Promise<boolean> {
  const { authSetting } = await Taro.getSetting({});
  return authSetting['scope.userLocation'] === true;
}

/** Opens the phone's page where the person can allow what was denied. */
export async function openPermissions(): Promise<void> {
  await Taro.openSetting({});
}
