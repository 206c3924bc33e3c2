import { deviceNow } from '../clock';
import { listFiles, removeFile } from '../files';
import { idTime } from './outbox.core';
import type { OutboxItem } from './outbox.types';

/** A picture that nobody sent after a week belongs to a form that was given up. */
const ABANDONED_MS = 7 * 86_400_000;

/** Removes pictures that no item needs. A file whose key begins with no time is its keeper's to let go. */
export async function sweepFiles(items: readonly OutboxItem[]): Promise<void> {
  const needed = new Set(
    items.filter(({ state }) => state !== 'sent').map(({ photo }) => photo?.mediaId),
  );
  for (const key of await listFiles()) {
    if (!needed.has(key) && deviceNow() - idTime(key) > ABANDONED_MS) await removeFile(key);
  }
}
