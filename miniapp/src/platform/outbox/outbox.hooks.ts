import { useMemo, useSyncExternalStore } from 'react';
import { calmly } from '../calm';
import { useMe } from '../session';
import { inOrder } from './outbox.core';
import { engine } from './outbox.runtime';
import type { OutboxItem, OutboxItemState } from './outbox.types';

const subscribe = calmly((listener) => engine.subscribe(listener));
const snapshot = () => engine.items;

function useItems(): readonly OutboxItem[] {
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** The person's own items by state, oldest first; `sent` newest first, for three days. */
export function useOutbox(): Record<OutboxItemState, OutboxItem[]> {
  const items = useItems();
  const personId = useMe()?.personId;
  return useMemo(() => {
    const own = items.filter((item) => item.personId === personId).sort(inOrder);
    const by = (state: OutboxItemState) => own.filter((item) => item.state === state);
    return {
      waiting: by('waiting'),
      sending: by('sending'),
      rejected: by('rejected'),
      sent: by('sent').reverse(),
    };
  }, [items, personId]);
}

export interface OutboxCount {
  /** Waiting or under way. */
  pending: number;
  rejected: number;
}

export function useOutboxCount(): OutboxCount {
  const { waiting, sending, rejected } = useOutbox();
  return { pending: waiting.length + sending.length, rejected: rejected.length };
}

/**
 * Where a record stands: 待发送, 发送中, 已送达, 被退回. A record counts as sending until its photos
 * are through, and as rejected if one of them came back. What the outbox no longer knows was sent.
 */
export function sentMarkOf(items: readonly OutboxItem[], opId: string): OutboxItemState {
  const states = items
    .filter((item) => item.opId === opId || item.parent === opId)
    .map(({ state }) => state);
  if (states.includes('rejected')) return 'rejected';
  if (states.every((state) => state === 'sent')) return 'sent';
  const own = items.find((item) => item.opId === opId);
  return own?.state === 'waiting' ? 'waiting' : 'sending';
}

export function useSentMark(opId: string): OutboxItemState {
  return sentMarkOf(useItems(), opId);
}
