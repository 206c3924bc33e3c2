import { useEffect, useId, useRef } from 'react';

const FOCUSABLE = '[tabindex="0"], input, select, textarea, a[href], button';

function focusables(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)];
}

/** Frames to wait at most for the panel to be drawn. */
const PATIENCE = 20;

/** Taro's elements stay invisible, and so refuse the focus, until they have drawn themselves. */
function focusInside(panel: HTMLElement, frames = PATIENCE): void {
  if (!panel.isConnected || panel.contains(document.activeElement)) return;
  (focusables(panel)[0] ?? panel).focus();
  if (frames > 0) requestAnimationFrame(() => focusInside(panel, frames - 1));
}

/**
 * What a dialog owes the keyboard in a browser: focus goes in and comes back, Esc closes, Tab
 * stays inside while `trap` is set. Returns the id for the panel.
 */
export function useModal(open: boolean, onClose: () => void, trap: boolean): string {
  const id = `modal${useId().replace(/:/g, '')}`;
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !open) return undefined;
    const panel = document.getElementById(id);
    if (!panel) return undefined;
    const before = document.activeElement;
    focusInside(panel);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        close.current();
      }
      if (event.key !== 'Tab' || !trap) return;
      const inside = focusables(panel);
      const edge = event.shiftKey ? inside[0] : inside[inside.length - 1];
      if (edge && document.activeElement === edge) {
        event.preventDefault();
        (event.shiftKey ? inside[inside.length - 1] : inside[0])?.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [id, open, trap]);
  return id;
}
