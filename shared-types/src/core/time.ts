import { z } from './zod';

/** An instant in UTC with milliseconds, `2026-11-24T01:02:03.004Z`. */
export const instant = z.iso.datetime();

/** A calendar day in Asia/Shanghai, `2026-11-24`. */
export const day = z.iso.date();

export const DAY_MS = 86_400_000;

/** China has one time zone and no summer time since 1991, so the offset is a constant. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The Shanghai calendar day of an instant (ms since the epoch). */
export function dayOf(ms: number): string {
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant (ms) at which a Shanghai calendar day begins. */
export function dayStart(date: string): number {
  return Date.parse(`${date}T00:00:00.000Z`) - SHANGHAI_OFFSET_MS;
}

/** The day `n` days after (before, if negative) a calendar day. */
export function addDays(date: string, n: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + n * DAY_MS).toISOString().slice(0, 10);
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00.000Z`).getUTCDay() || 7;
}

/** The Monday of the week that a day lies in. */
export function weekStart(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

/** Wall-clock time in Shanghai, `08:30`. */
export function clockOf(ms: number): string {
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);
}

/** Minutes after midnight of a wall-clock time, `08:30`. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** A calendar day as screens say it: `7月13日`. */
export function monthDay(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}
