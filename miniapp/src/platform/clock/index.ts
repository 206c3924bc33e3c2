import { useEffect, useState, useSyncExternalStore } from 'react';
import { deviceStore } from '../storage';
import { betterOffset, stillHolds, type Exchange, type Offset } from './offset.core';

/** A change this small (ms) is neither told nor kept: every answer of the service measures a little otherwise. */
const NOTICED_MS = 1_000;
/** A second clock runs apart from the first by less (ms) in the hours of an exam: by more, the phone was set, or slept. */
const APART_MS = 5_000;
/** So often (ms) it is looked whether it was, while anybody plans by the time. */
const LOOK_MS = 1_000;
/** A moment that is all but there is waited for so long (ms). */
const SOON_MS = 50;
const KEY = 'offset';
const store = deviceStore('clock');

/** What counts now, and what was last told and kept of it. */
let offset: Offset | undefined;
let told: Offset | undefined;
/** By how much the phone's clock was ahead of its steady one at the last exchange since the start; undefined before. */
let aheadMs: number | undefined;
let hasLooked = false;
const listeners = new Set<() => void>();
let watch: ReturnType<typeof setInterval> | undefined;

/** How far the time is to be trusted: to the second, as what an earlier start left behind, or not at all. */
export type Certainty = 'known' | 'about' | 'unknown';

/** A clock (ms) that nobody can set and that begins anew with each start; where a phone has none, the one that can be. */
function steadyNow(): number {
  return typeof performance === 'undefined' ? deviceNow() : performance.now();
}

/**
 * Without an exchange since the start, what the last one before it measured: to show the time by, since the phone's
 * own clock may be days off. Nothing is decided by it: the phone may have been set while the app was closed.
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

function certainty(): Certainty {
  if (aheadMs === undefined) return known() ? 'about' : 'unknown';
  return Math.abs(deviceNow() - steadyNow() - aheadMs) < APART_MS ? 'known' : 'unknown';
}

/** The raw phone clock as an instant. */
export function deviceAt(): string {
  return new Date(deviceNow()).toISOString();
}

/** The time to show and to count down by (ms): the phone's clock corrected by the service's. */
export function now(): number {
  return Math.round(deviceNow() + (known()?.offsetMs ?? 0));
}

/** `now()` where it is known: else nothing may be closed, handed in or dated by it. */
export function knownNow(): number | undefined {
  return certainty() === 'known' ? now() : undefined;
}

/** `server - phone` (ms); 0 before the first answer. */
export function clockOffsetMs(): number {
  return Math.round(known()?.offsetMs ?? 0);
}

/** Told by platform/request after each answer. */
export function noteExchange(exchange: Exchange): void {
  known();
  const wasKnown = certainty() === 'known';
  const next = betterOffset(wasKnown ? offset : undefined, exchange);
  if (!next) return;
  aheadMs = deviceNow() - steadyNow();
  offset = next;
  if (wasKnown && told && Math.abs(told.offsetMs - next.offsetMs) < NOTICED_MS) return;
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
  let before = certainty();
  watch ??= setInterval(() => {
    const after = certainty();
    if (after === before) return;
    before = after;
    listeners.forEach((one) => one());
  }, LOOK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(watch);
    watch = undefined;
  };
}

const toldMs = () => (certainty() === 'known' ? told?.offsetMs : undefined);

/**
 * The offset for whoever plans by `now()`: renders again once it is known and whenever it moved by a second or more.
 * undefined: nobody knows the time, or no longer.
 */
export function useClockOffset(): number | undefined {
  return useSyncExternalStore(onOffset, toldMs, toldMs);
}

/** How far the time can be trusted; renders again when that changes. */
export function useCertainty(): Certainty {
  return useSyncExternalStore(onOffset, certainty, certainty);
}

/** Whether this instant of the service (ms) is past; not as long as nobody knows the time. */
export function isPast(atMs: number): boolean {
  const at = knownNow();
  return at !== undefined && at >= atMs;
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
      else timer = setTimeout(wait, Math.max(SOON_MS, atMs - now()));
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
