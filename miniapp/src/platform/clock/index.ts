import { useEffect, useState } from 'react';
import { betterOffset, type Exchange, type Offset } from './offset.core';

let offset: Offset | undefined;

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
  return Math.round(deviceNow() + (offset?.offsetMs ?? 0));
}

/** `server - phone` (ms); 0 before the first answer. */
export function clockOffsetMs(): number {
  return Math.round(offset?.offsetMs ?? 0);
}

/** Told by platform/request after each answer. */
export function noteExchange(exchange: Exchange): void {
  offset = betterOffset(offset, exchange);
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
