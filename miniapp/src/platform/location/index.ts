import type { Place } from '@qiangji/shared-types';
import { deviceNow } from '../clock';
import { privacySetting, requirePrivacy } from '../privacy';
import { isAllowed, locate } from './locate';
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

/** A fix no older than this still says where the phone is: on foot that is a hundred metres. */
const FRESH_MS = 60_000;

type Fix = Promise<Place | PlaceRefusal>;
/** The last fix, only in memory: it is gone with the app. */
let last: { place: Place; at: number } | undefined;
let underWay: { fix: Fix; at: number } | undefined;
/** A phone may never answer: what was asked so long ago is not waited for. */
const ANSWER_MS = 15_000;

/**
 * Where the phone is now, GCJ-02, or why that is not known. Asked only where an act needs it: a place
 * is sensitive personal information.
 */
export async function getPlace(): Fix {
  const fix = findPlace();
  underWay = { fix, at: deviceNow() };
  try {
    const found = await fix;
    if (!('reason' in found)) last = { place: found, at: deviceNow() };
    return found;
  } finally {
    if (underWay?.fix === fix) underWay = undefined;
  }
}

/** The same, by a fix of the last minute or one that is under way where there is any. */
export function recentPlace(): Fix {
  if (last && isWithin(last.at, FRESH_MS)) return Promise.resolve(last.place);
  return underWay && isWithin(underWay.at, ANSWER_MS) ? underWay.fix : getPlace();
}

/** A clock that was set back says nothing about an age. */
function isWithin(at: number, ms: number): boolean {
  const age = deviceNow() - at;
  return age >= 0 && age < ms;
}

/** Begins a fix that will be wanted soon. Never asks the person: where they have not agreed yet, nothing happens. */
export function fixAhead(): void {
  void mayAlready().then((may) => (may ? recentPlace() : undefined));
}

/** Whether the person agreed before to everything that a fix takes. */
async function mayAlready(): Promise<boolean> {
  try {
    return !(await privacySetting()).needed && (await isAllowed());
  } catch {
    // An older WeChat without these functions: the place is asked for when an entry is written.
    return false;
  }
}

async function findPlace(): Fix {
  const found = (await requirePrivacy()) ? await locate() : 'denied';
  if (typeof found === 'string') return { reason: found, message: MESSAGES[found] };
  const accuracyM = Math.min(Math.max(found.accuracyM, 0), MAX_ACCURACY_M);
  return { lng: found.lng, lat: found.lat, accuracyM };
}
