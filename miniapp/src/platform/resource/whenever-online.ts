import { isOffline, onReconnect } from '../network';

/** A round that broke off on a connection that stands is begun again after so long (ms), twice as long each time. */
const AGAIN_MS = 60_000;
const LONGEST_MS = 16 * 60_000;

/**
 * Does something now and whenever the network is back, one round at a time. A round answers whether it came
 * to its end. One that broke off is begun again when the network comes back, and after a while where it
 * never went: one lost answer makes no connection bad. Returns the way to stop.
 */
export function wheneverOnline(round: () => Promise<boolean>): () => void {
  let isStopped = false;
  let isUnderWay = false;
  let isAsked = false;
  let waitMs = AGAIN_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = async () => {
    isAsked = true;
    if (isUnderWay) return;
    isUnderWay = true;
    clearTimeout(timer);
    let isWhole = false;
    try {
      while (isAsked && !isStopped) {
        isAsked = false;
        isWhole = await round();
        // Whole: whoever asked meanwhile has it, too.
        if (isWhole) isAsked = false;
      }
    } finally {
      isUnderWay = false;
    }
    if (isWhole) waitMs = AGAIN_MS;
    else if (!isStopped) later();
  };
  const later = () => {
    // Without a network the next connection begins it.
    timer = setTimeout(() => void (isOffline() || begin()), waitMs);
    waitMs = Math.min(2 * waitMs, LONGEST_MS);
  };
  void begin();
  const leave = onReconnect(() => void begin());
  return () => {
    isStopped = true;
    clearTimeout(timer);
    leave();
  };
}
