/**
 * In WeChat each change that is shown costs one `setData` for every page that is open, and more than
 * ten a second make a phone stutter. So what happens within this time (ms) is shown together. A
 * browser draws when it likes; there nothing is held back.
 */
const EVERY_MS = 400;
const HELD_BACK = process.env.TARO_ENV === 'weapp';

const waiting = new Set<() => void>();
let toldAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function tellAll(): void {
  timer = undefined;
  toldAt = Date.now();
  const listeners = [...waiting];
  waiting.clear();
  for (const listener of listeners) listener();
}

function tellSoon(listener: () => void): void {
  waiting.add(listener);
  timer ??= setTimeout(tellAll, Math.min(EVERY_MS, Math.max(0, toldAt + EVERY_MS - Date.now())));
}

type Subscribe = (listener: () => void) => () => void;

/** A subscription for `useSyncExternalStore` that gathers what changes in quick succession. */
export function calmly(subscribe: Subscribe): Subscribe {
  if (!HELD_BACK) return subscribe;
  return (listener) => {
    const stop = subscribe(() => tellSoon(listener));
    return () => {
      stop();
      waiting.delete(listener);
    };
  };
}
