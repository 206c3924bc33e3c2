import { useEffect } from 'react';
import type { MySitting } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { randomUnit } from '@/platform/ids';

/**
 * A paper stays as it is for its last two minutes (`OutdatedService`): in between the two (ms before the start) a
 * phone that has waited for long asks whether it has the right one, and whether the time still holds.
 */
const LAST_LOOK_MS = { from: 110_000, to: 20_000 };
/** Within so long after the start (ms) it asks whether the exam is open: the button does not wait for it. */
const CONFIRM_MS = 60_000;
/** Nobody keeps the page open for longer (ms), and no timer counts to a month. */
const LONGEST_MS = 86_400_000;

/** While an exam is waited for: asks how it stands, each phone at moments of its own and none at the start. */
export function useOpening(sitting: MySitting | undefined, ask: () => Promise<void>): void {
  const opensAtMs = sitting?.phase === 'upcoming' ? Date.parse(sitting.times.opensAt) : undefined;
  useEffect(() => {
    if (opensAtMs === undefined) return undefined;
    const leftMs = opensAtMs - now();
    const { from, to } = LAST_LOOK_MS;
    const lookMs = leftMs - from + (from - to) * randomUnit();
    const confirmMs = Math.max(0, leftMs) + CONFIRM_MS * randomUnit();
    // Whoever has come since has just asked.
    const moments = leftMs > from ? [lookMs, confirmMs] : [confirmMs];
    const timers = moments
      .filter((inMs) => inMs < LONGEST_MS)
      .map((inMs) => setTimeout(() => void ask(), inMs));
    return () => timers.forEach((timer) => clearTimeout(timer));
  }, [opensAtMs, ask]);
}
