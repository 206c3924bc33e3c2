import { useEffect, useState, useSyncExternalStore } from 'react';
import { deviceStore } from '../storage';
import { betterOffset, stillHolds, type Exchange, type Offset } from './offset.core';

/** A change this small (ms) is neither told nor kept: every answer of the service measures a little otherwise. */
const NOTICED_MS = 1_000;
const KEY = 'offset';
const store = deviceStore('clock');

/** What counts now, and what was last told and kept of it. */
let offset: Offset | undefined;
let told: Offset | undefined;
/** An exchange was had since the app started: what a start before left behind no longer counts. */
let isMeasured = false;
let hasLooked = false;
const listeners = new Set<() => void>();

/**
 * Without an exchange since the start, what the last one before it measured: else an app killed and opened again
 * without network would go by a phone's clock that may be days off.
 */
function known(): Offset | undefined {
  if (!hasLooked) {
    hasLooked = true;
    offset = stillHolds(store.get<Offset>(KEY), deviceNow());
    told = offset;
  }
  return offset;
}

/** The phone's own clock (ms), raw: what `deviceAt` is made of. */
export function deviceNow(): number {
  return Date.now();
}

/** The raw phone clock as an instant. */
export function deviceAt(): string {
  return new Date(deviceNow()).toISOString();
}

/** The time to show and to count down by (ms): the phone's clock corrected by the service's. */
export function now(): number {
  return Math.round(deviceNow() + (known()?.offsetMs ?? 0));
}

/** `server - phone` (ms); 0 before the first answer. */
export function clockOffsetMs(): number {
  return Math.round(known()?.offsetMs ?? 0);
}

/** Told by platform/request after each answer. */
export function noteExchange(exchange: Exchange): void {
  known();
  const next = betterOffset(isMeasured ? offset : undefined, exchange);
  if (!next) return;
  isMeasured = true;
  offset = next;
  if (told && Math.abs(told.offsetMs - next.offsetMs) < NOTICED_MS) return;
  told = next;
  try {
    store.set(KEY, next);
  } catch {
    // A full phone measures again after the next start.
  }
  listeners.forEach((listener) => listener());
}

function onOffset(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const toldMs = () => (known() ? told?.offsetMs : undefined);

/**
 * The offset for whoever plans by `now()`: renders again once it is known and whenever it moved by a second or more.
 * undefined: nobody knows the time yet.
 */
export function useClockOffset(): number | undefined {
  return useSyncExternalStore(onOffset, toldMs, toldMs);
}

/** Whether this instant of the service (ms) is past; not as long as nobody knows the time. */
export function isPast(atMs: number): boolean {
  return known() !== undefined && now() >= atMs;
}

/** `isPast` that renders again when the moment comes, and when the clock turns out to be another. */
export function useIsPast(atMs: number): boolean {
  const offsetMs = useClockOffset();
  const [, setTurn] = useState(0);
  useEffect(() => {
    if (offsetMs === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A timer may fire a little early, or the clock be corrected by less than is told.
    const wait = () => {
      if (isPast(atMs)) setTurn((turn) => turn + 1);
      else timer = setTimeout(wait, atMs - now());
    };
    wait();
    return () => clearTimeout(timer);
  }, [atMs, offsetMs]);
  return isPast(atMs);
}

/** `now()` that renders again every `everyMs`; for clocks and countdowns. */
export function useNow(everyMs: number): number {
  const [value, setValue] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setValue(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return value;
}
