import type { Place } from '@qiangji/shared-types';
import { requirePrivacy } from '../privacy';
import { locate } from './locate';
import type { PlaceRefusal } from './types';

export type { Place } from '@qiangji/shared-types';
export type { PlaceRefusal } from './types';
export { openPermissions } from './locate';

const MESSAGES: Record<PlaceRefusal['reason'], string> = {
  denied: '没有定位权限，可以先记，地点写在文字里',
  switched_off: '手机定位没打开，打开后再取一次',
  timeout: '定位等得太久，走到开阔处再取一次',
  unavailable: '这里取不到定位，可以先记，地点写在文字里',
};

/** The service refuses a radius beyond this; a worse one is no place at all. */
const MAX_ACCURACY_M = 100_000;

/**
 * Where the phone is now, GCJ-02, or why that is not known. Asked only where an act needs it: a place
 * is sensitive personal information.
 */
export async function getPlace(): Promise<Place | PlaceRefusal> {
  const found = (await requirePrivacy()) ? await locate() : 'denied';
  if (typeof found === 'string') return { reason: found, message: MESSAGES[found] };
  const accuracyM = Math.min(Math.max(found.accuracyM, 0), MAX_ACCURACY_M);
  return { lng: found.lng, lat: found.lat, accuracyM };
}
