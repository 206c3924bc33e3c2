import { reasonOf } from './errors';
import { log } from './log';

/** Something about a person's records of one day has changed; rollups above listen. */
export interface RecordChanged {
  feature: string;
  personId: string;
  unitPath: string;
  /** Shanghai calendar day of the act. */
  day: string;
}

type Listener = (change: RecordChanged) => Promise<void>;

const listeners = new Set<Listener>();

/** Listens to changes; answers how to stop. Lower features tell, higher ones listen. */
export function onRecordChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Tells the listeners. The record itself is already durable: a listener that fails is logged, and the
 * reconciling job mends what it missed.
 */
export async function recordChanged(change: RecordChanged): Promise<void> {
  for (const listener of listeners) {
    try {
      await listener(change);
    } catch (error) {
      log().warn({ feature: change.feature, reason: reasonOf(error) }, 'a listener failed');
    }
  }
}
