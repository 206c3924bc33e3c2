import { deviceStore } from '../storage';
import type { OutboxStore } from './outbox.engine';
import type { OutboxItem } from './outbox.types';

const kv = deviceStore('outbox');
const INDEX = 'index';
const keyOf = (opId: string) => `item/${opId}`;

function index(): string[] {
  return kv.get<string[]>(INDEX) ?? [];
}

/**
 * Each item under a key of its own, so that a write touches one item only; the index names them
 * all. An item without a line in the index was kept just before a crash: it is found by its key.
 */
export const outboxStore: OutboxStore = {
  load: () => {
    const byKey = kv.keys().filter((key) => key.startsWith('item/'));
    const keys = new Set([...index().map(keyOf), ...byKey]);
    return [...keys].flatMap((key) => kv.get<OutboxItem>(key) ?? []);
  },
  put: (item) => {
    kv.set(keyOf(item.opId), item);
    const known = index();
    if (!known.includes(item.opId)) kv.set(INDEX, [...known, item.opId]);
  },
  remove: (opId) => {
    kv.remove(keyOf(opId));
    kv.set(
      INDEX,
      index().filter((known) => known !== opId),
    );
  },
};
