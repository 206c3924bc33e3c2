import { useEffect } from 'react';
import { examContract } from '@qiangji/shared-types';
import { isPast, now, useClockOffset } from '@/platform/clock';
import { newId, randomUnit } from '@/platform/ids';
import { call } from '@/platform/request';
import type { Sitting } from './sitting';

/** Parts of the grace: within the first each phone picks its moment, so long at most it waits for a word. */
const SPREAD = 0.3;
const PATIENCE = 0.3;
const MOST_MS = 8_000;
/** So long before the end (ms) the phone asks whether it still holds, once in each minute. */
const NEAR_MS = 5 * 60_000;
const EVERY_MS = 60_000;
/** Where it was not over after all the phone looks again after so long (ms), at the soonest. */
const AGAIN_MS = 1_000;

/** Takes over an end that was moved; whether it was. A phone that hears nothing keeps the one it knows. */
async function followEnd(sitting: Sitting): Promise<boolean> {
  const { examId, attemptId, endsAtMs } = sitting.held;
  const mine = await call(examContract.findMine, { params: { examId } });
  const own = mine.attempts.find(({ id }) => id === attemptId);
  const told = own ? Date.parse(own.endsAt) : endsAtMs;
  if (told === endsAtMs) return false;
  sitting.change({ ...sitting.held, endsAtMs: told });
  return true;
}

function within<T>(ms: number, asked: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), ms);
    asked
      .catch(() => otherwise)
      .then((told) => {
        clearTimeout(timer);
        resolve(told);
      });
  });
}

/**
 * Hands in when the time is over, each phone at a moment of its own within a part of the grace. The end
 * may have been moved for this person: near it the phone asks, and once more before it hands in. Only the service's
 * clock counts: nothing is planned as long as nobody knows it, all is planned anew when it turns out to be another,
 * and what the phone hears when it asks may say that the time is not over at all.
 */
export function useTimeUp(sitting: Sitting, endsAtMs: number, isOpen: boolean): void {
  const offsetMs = useClockOffset();
  useEffect(() => {
    if (!isOpen || offsetMs === undefined) return undefined;
    let live = true;
    const graceMs = sitting.held.graceS * 1_000;
    const handIn = async () => {
      const moved = await within(Math.min(MOST_MS, graceMs * PATIENCE), followEnd(sitting), false);
      if (!live || moved) return;
      // Not yet, or the time is no longer known: then the service's next word plans anew.
      if (!isPast(endsAtMs)) return plan(AGAIN_MS);
      // On a full phone nothing can be sent: the service takes in by itself what it has.
      await sitting.handIn(true).catch(() => sitting.end('EXAM_OVER', newId()));
    };
    const spread = Math.min(MOST_MS, graceMs * SPREAD) * randomUnit();
    let end: ReturnType<typeof setTimeout>;
    const plan = (leastMs = 0) => {
      end = setTimeout(() => void handIn(), Math.max(leastMs, endsAtMs - now()) + spread);
    };
    plan();
    let next: ReturnType<typeof setTimeout>;
    const ask = (inMs: number) => {
      next = setTimeout(() => {
        if (!live || now() >= endsAtMs) return;
        followEnd(sitting).catch(() => undefined);
        ask(EVERY_MS);
      }, inMs);
    };
    ask(Math.max(0, endsAtMs - now() - NEAR_MS) + EVERY_MS * randomUnit());
    return () => {
      live = false;
      clearTimeout(end);
      clearTimeout(next);
    };
  }, [sitting, endsAtMs, isOpen, offsetMs]);
}
