import { useCallback, useRef, useState } from 'react';

/**
 * Does an act once, however often its button is tapped: a second tap may come before the page is drawn anew. The act
 * answers whether it was done; otherwise it may be tried again.
 */
export function useOnce(): { busy: boolean; once: (act: () => Promise<boolean>) => Promise<void> } {
  const taken = useRef(false);
  const [busy, setBusy] = useState(false);
  const once = useCallback(async (act: () => Promise<boolean>) => {
    if (taken.current) return;
    taken.current = true;
    setBusy(true);
    if (await act()) return;
    taken.current = false;
    setBusy(false);
  }, []);
  return { busy, once };
}
