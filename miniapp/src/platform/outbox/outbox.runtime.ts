import { fileBytes, removeFile } from '../files';
import { hapticTap } from '../haptic';
import { randomUnit } from '../ids';
import { deviceNow } from '../clock';
import { withLock } from '../lock';
import { isOffline } from '../network';
import { toApiError } from '../request';
import { performJson } from '../request/perform';
import { currentPersonId } from '../session/session.store';
import type { Failure } from './outbox.core';
import { OutboxEngine } from './outbox.engine';
import { outboxStore } from './outbox.store';
import type { OutboxItem } from './outbox.types';

/** The photo that an item names is no longer on this phone. */
class FileMissing extends Error {}

type Handler = (response: unknown, item: OutboxItem) => void | Promise<void>;
const handlers = new Map<string, Set<Handler>>();

/** Registers what happens with the answer to a route's items; returns the way to stop. */
export function onAnswer(routeId: string, handler: Handler): () => void {
  const known = handlers.get(routeId) ?? new Set<Handler>();
  handlers.set(routeId, known.add(handler));
  return () => known.delete(handler);
}

async function send({ method, path, body, photo }: OutboxItem): Promise<unknown> {
  if (!photo) return performJson({ method, path, body });
  const there = await fileBytes(photo.mediaId).then(
    () => true,
    () => false,
  );
  if (!there) throw new FileMissing();
  return performJson({ method, path, fileKey: photo.mediaId });
}

function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FileMissing) {
    return {
      status: 400,
      error: { code: 'FILE_MISSING', message: '照片不在这部手机上了，请重拍' },
    };
  }
  const { code, message, details, status } = toApiError(thrown);
  return { status, error: { code, message, ...(details.length > 0 ? { details } : {}) } };
}

async function answered(item: OutboxItem, response: unknown): Promise<void> {
  for (const handler of handlers.get(item.routeId) ?? []) {
    // The service has the record whatever a page does with the answer.
    await Promise.resolve()
      .then(() => handler(response, item))
      .catch(() => undefined);
  }
  if (!item.photo) hapticTap();
}

/** The one outbox of this app. */
export const engine = new OutboxEngine({
  store: outboxStore,
  shared: process.env.TARO_ENV === 'h5',
  nowMs: deviceNow,
  random: randomUnit,
  personId: currentPersonId,
  online: () => !isOffline(),
  send,
  failureOf,
  lock: (task) => withLock('outbox', task),
  later: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  answered,
  released: ({ photo }) => {
    if (photo) void removeFile(photo.mediaId);
  },
});
