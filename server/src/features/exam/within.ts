import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';

/** What some work brings, if it ends within `ms`; else undefined, and it goes on by itself. */
export async function doneWithin<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const waited = new AbortController();
  let isLate = false;
  const told = work.catch((error: unknown) => {
    if (!isLate) throw error;
    // Whoever asked has gone: a job has to do it again.
    log().warn({ reason: reasonOf(error) }, 'work that went on by itself failed');
    return undefined;
  });
  const late = pause(ms, undefined, { signal: waited.signal, ref: false }).then(
    () => {
      isLate = true;
      return undefined;
    },
    () => undefined,
  );
  const result = await Promise.race([told, late]);
  waited.abort();
  return result;
}
