import { useRef, useState } from 'react';
import { deviceNow } from '../clock';
import { currentPersonId } from '../session';
import { personStore, StorageError } from '../storage';

/** Not longer than the pictures of a form are kept (outbox.sweep): 7 days from its first word. */
const KEPT_MS = 7 * 86_400_000;
const STORE = 'drafts';

interface Kept<T> {
  /** When it was begun, by the phone's clock (ms). */
  begunAt: number;
  value: Partial<T>;
}

export interface Draft<T> {
  /** What was touched so far; the page's own defaults stand for the rest. */
  value: Partial<T>;
  /** There is something from before this page was opened, and the person has not thrown it away. */
  restored: boolean;
  change: (part: Partial<T> | ((before: Partial<T>) => Partial<T>)) => void;
  /** It was saved: the phone forgets it, while the page still shows it. */
  done: () => void;
  /** It is not wanted: the page begins anew. */
  drop: () => void;
}

/** An answer that says nothing, such as a text that was rubbed out again. */
function isBlank(one: unknown): boolean {
  return one === undefined || one === '' || (Array.isArray(one) && one.length === 0);
}

function storeOf(name: string | undefined) {
  const personId = currentPersonId();
  return name === undefined || personId === undefined ? undefined : personStore(STORE, personId);
}

/** Reads one draft, and forgets those that were given up. */
function read<T>(name: string | undefined): Kept<T> | undefined {
  const store = storeOf(name);
  if (!store || name === undefined) return undefined;
  for (const key of store.keys()) {
    const begunAt = store.get<Kept<T>>(key)?.begunAt ?? 0;
    if (deviceNow() - begunAt > KEPT_MS) store.remove(key);
  }
  return store.get<Kept<T>>(name);
}

function forget(name: string | undefined): void {
  if (name !== undefined) storeOf(name)?.remove(name);
}

function write<T>(name: string | undefined, kept: Kept<T>): void {
  const store = storeOf(name);
  if (!store || name === undefined) return;
  if (Object.values(kept.value).every(isBlank)) {
    forget(name);
    return;
  }
  try {
    store.set(name, kept);
  } catch (error) {
    // A full phone: the page still holds it, and saving says what to do.
    if (!(error instanceof StorageError)) throw error;
  }
}

/**
 * What one person is writing under a name, kept on the phone with each change, so that a call, an
 * empty battery or a killed app costs no word. `undefined` keeps nothing.
 */
export function useDraft<T extends object>(name: string | undefined): Draft<T> {
  const [first] = useState(() => read<T>(name));
  const [value, setValue] = useState<Partial<T>>(first?.value ?? {});
  const [restored, setRestored] = useState(first !== undefined);
  // Two changes may come before the page is drawn again.
  const latest = useRef<Kept<T>>(first ?? { begunAt: deviceNow(), value: {} });
  const over = useRef(false);
  return {
    value,
    restored,
    change: (part) => {
      const before = latest.current.value;
      const value = { ...before, ...(typeof part === 'function' ? part(before) : part) };
      latest.current = { ...latest.current, value };
      setValue(value);
      if (!over.current) write(name, latest.current);
    },
    done: () => {
      over.current = true;
      forget(name);
    },
    drop: () => {
      latest.current = { begunAt: deviceNow(), value: {} };
      setValue({});
      setRestored(false);
      forget(name);
    },
  };
}
