import { useEffect, useRef } from 'react';

/** Tells when the tab is left or hidden, and when it is there again. */
export function useLeaving(onLeft: () => void, onBack: () => void): void {
  const told = useRef({ onLeft, onBack });
  told.current = { onLeft, onBack };
  useEffect(() => {
    const look = () => (document.hidden ? told.current.onLeft() : told.current.onBack());
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
}
