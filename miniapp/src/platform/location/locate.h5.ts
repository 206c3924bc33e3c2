import type { Place } from '@qiangji/shared-types';
import { wgs84ToGcj02 } from './gcj02.core';
import type { PlaceRefusal } from './types';

const TIMEOUT_MS = 10_000;
const DENIED = 1;
const TIMED_OUT = 3;

/** The place by the browser, turned from WGS-84 into GCJ-02. */
export function locate(): Promise<Place | PlaceRefusal['reason']> {
  return new Promise((resolve) => {
    // Browsers take the whole interface away from pages without TLS.
    if (!('geolocation' in navigator)) {
      resolve('unavailable');
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const { longitude, latitude, accuracy } = coords;
        resolve({ ...wgs84ToGcj02(longitude, latitude), accuracyM: accuracy });
      },
      ({ code }) => {
        if (code === DENIED) resolve('denied');
        else resolve(code === TIMED_OUT ? 'timeout' : 'unavailable');
      },
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 30_000 },
    );
  });
}

/** Whether the person has allowed it before; never asks. */
export async function isAllowed(): Promise<boolean> {
  if (!('geolocation' in navigator) || !('permissions' in navigator)) return false;
  const { state } = await navigator.permissions.query({ name: 'geolocation' });
  return state === 'granted';
}

/** A browser has no such page; the message says where to look. */
export function openPermissions(): Promise<void> {
  return Promise.resolve();
}
