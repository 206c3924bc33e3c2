import { useEffect, useRef } from 'react';
import { useDidHide, useDidShow } from '@tarojs/taro';

const FIELDS = 'input, textarea, select';
const CONTROLS =
  '[role=button], [role=link], [role=checkbox], [role=tab], [role=switch], a, button';
const isArrow = (key: string) => key.startsWith('Arrow');

/** Whether the key belongs to what has the focus, and not to the page. */
function isTaken(target: HTMLElement | null, key: string): boolean {
  if (key.startsWith('Ctrl+')) return false;
  if (target?.closest(FIELDS)) return true;
  if (key === 'Enter') return Boolean(target?.closest(CONTROLS));
  return isArrow(key) && Boolean(target?.closest('[role=radiogroup]'));
}

/**
 * What a key does on this page (`n`, `Enter`, `Ctrl+s`), unless one writes in a field, a question is
 * open over the page, or another page lies on it.
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  current.current = keys;
  const shown = useRef(true);
  useDidShow(() => {
    shown.current = true;
  });
  useDidHide(() => {
    shown.current = false;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!shown.current || event.isComposing || event.altKey) return;
      // Held down, Enter would do again and again what is done once.
      if (event.repeat && event.key === 'Enter') return;
      const plain = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const key = event.ctrlKey || event.metaKey ? `Ctrl+${plain}` : plain;
      const act = current.current[key];
      if (!act || isTaken(event.target as HTMLElement | null, key)) return;
      if (document.querySelector('[aria-modal=true]')) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}
