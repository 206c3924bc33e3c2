import { onReconnect } from '../network';

/**
 * Does something now and whenever the network is back, one round at a time. A round answers whether it came
 * to its end; one that broke off while the network came back is begun again. Returns the way to stop.
 */
export function wheneverOnline(round: () => Promise<boolean>): () => void {
  let isStopped = false;
  let isUnderWay = false;
  let isAsked = false;
  const begin = async () => {
    isAsked = true;
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      while (isAsked && !isStopped) {
        isAsked = false;
        // Whole: whoever asked meanwhile has it, too.
        if (await round()) isAsked = false;
      }
    } finally {
      isUnderWay = false;
    }
  };
  void begin();
  const leave = onReconnect(() => void begin());
  return () => {
    isStopped = true;
    leave();
  };
}
