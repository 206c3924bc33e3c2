import { useEffect, useRef } from 'react';

/**
 * Tells when the tab is left, hidden or in front without the keyboard (another window is beside it),
 * and when it is there again: once each, however many of the browser's events say so. What opens
 * inside the page, our own questions too, leaves the document its focus and is no leaving.
 */
export function useLeaving(onLeft: () => void, onBack: () => void): void {
  const told = useRef({ onLeft, onBack });
  told.current = { onLeft, onBack };
  useEffect(() => {
    let isAway = false;
    let soon: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const away = document.hidden || !document.hasFocus();
      if (away === isAway) return;
      isAway = away;
      if (away) told.current.onLeft();
      else told.current.onBack();
    };
    // While `blur` is told, browsers differ in whether the document still has the focus.
    const lookSoon = () => {
      clearTimeout(soon);
      soon = setTimeout(look, 0);
    };
    document.addEventListener('visibilitychange', look);
    window.addEventListener('blur', lookSoon);
    window.addEventListener('focus', lookSoon);
    return () => {
      clearTimeout(soon);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('blur', lookSoon);
      window.removeEventListener('focus', lookSoon);
    };
  }, []);
}
