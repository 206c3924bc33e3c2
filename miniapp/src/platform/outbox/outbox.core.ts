import { isUndecided } from '../request';
import type { OutboxError, OutboxItem } from './outbox.types';

/** Items under way at the same time; leaves room in WeChat's ten requests for what pages read. */
export const MOST_AT_ONCE = 4;
export const BACKOFF_BASE_MS = 2_000;
export const BACKOFF_CAP_MS = 5 * 60_000;
/** A damaged upload is tried so often before the person is asked. */
const DAMAGED_TRIES = 3;
/** Sent items are remembered for the list of what was sent, this many and this long. */
const SENT_KEPT = 50;
const SENT_KEPT_MS = 3 * 86_400_000;
/** Another tab writes a batch within milliseconds; a half that is older was cut off by a crash. */
export const HALF_WRITTEN_MS = 60_000;

type Items = readonly OutboxItem[];

export function inOrder(a: OutboxItem, b: OutboxItem): number {
  return a.seq - b.seq || (a.opId < b.opId ? -1 : 1);
}

/** Operations that came back, as told, and those that cannot go before one of these; `ordered`, of one person. */
function stuck(ordered: Items, cameBack: (item: OutboxItem) => boolean): OutboxItem[] {
  const held = new Set<string>();
  return ordered.filter((item) => {
    const { opId, recordKey, dependsOn, aside } = item;
    const back = cameBack(item);
    if (!back && !held.has(recordKey) && !(dependsOn && held.has(dependsOn))) return false;
    held.add(opId);
    if (!back || !aside) held.add(recordKey);
    return true;
  });
}

const isBack = ({ state }: OutboxItem) => state === 'rejected';

function ownUnsent(items: Items, personId: string): OutboxItem[] {
  return items.filter((item) => item.personId === personId && item.state !== 'sent').sort(inOrder);
}

/** What waits until one that came back is put right or given up, without its photos, in order. */
export function heldBy(items: Items, back: OutboxItem): OutboxItem[] {
  const own = ownUnsent(items, back.personId);
  return stuck(own, ({ opId }) => opId === back.opId).filter(
    ({ state, parent }) => state === 'waiting' && parent !== back.opId,
  );
}

/**
 * Heads of their records that wait for nothing but time, in order: the first of each, and what may go beside all
 * that stand before it. One that came back holds its record up whatever comes behind it, unless it stands aside.
 */
function heads(items: Items, personId: string): OutboxItem[] {
  const ordered = ownUnsent(items, personId);
  const held = new Set(stuck(ordered, isBack));
  const before = new Set(ordered.filter((item) => !held.has(item)).map(({ opId }) => opId));
  const flying = ordered.filter(({ state }) => state === 'sending');
  // What came back and stands before others again may meet one of them under way.
  const meets = (item: OutboxItem) =>
    flying.some((one) => one.recordKey === item.recordKey && !(one.beside && item.beside));
  const seen = new Set<string>();
  const shut = new Set<string>();
  const out: OutboxItem[] = [];
  for (const item of ordered) {
    const { recordKey, beside = false, aside } = item;
    if (aside && isBack(item)) continue;
    const first = !seen.has(recordKey) || (beside && !shut.has(recordKey));
    seen.add(recordKey);
    if (!beside || isBack(item)) shut.add(recordKey);
    const free = item.dependsOn === undefined && !item.follows?.some((opId) => before.has(opId));
    if (first && item.state === 'waiting' && free && !meets(item)) out.push(item);
  }
  return out;
}

/** What may be sent now, oldest first. */
export function due(items: Items, personId: string, nowMs: number): OutboxItem[] {
  const room = MOST_AT_ONCE - items.filter(({ state }) => state === 'sending').length;
  const ready = heads(items, personId).filter(({ nextAttemptAt }) => nextAttemptAt <= nowMs);
  return ready.slice(0, Math.max(room, 0));
}

/** When the next item becomes due (ms), if time alone decides. */
export function nextWake(items: Items, personId: string): number | undefined {
  const times = heads(items, personId).map(({ nextAttemptAt }) => nextAttemptAt);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function change(items: Items, opId: string, to: (item: OutboxItem) => OutboxItem): OutboxItem[] {
  return items.map((item) => (item.opId === opId ? to(item) : item));
}

export function started(items: Items, opId: string): OutboxItem[] {
  return change(items, opId, (item) => ({ ...item, state: 'sending' }));
}

function free(item: OutboxItem): OutboxItem {
  const { dependsOn: _, ...rest } = item;
  return rest;
}

/** The service has it: what it held is dropped, and its photos may go. */
export function sent(items: Items, opId: string, nowMs: number): OutboxItem[] {
  return items.map((item) => {
    if (item.opId === opId) {
      const { params: _params, body: _body, error: _error, ...rest } = item;
      return { ...rest, state: 'sent', sentAt: nowMs };
    }
    return item.dependsOn === opId ? free(item) : item;
  });
}

/** Exponential with full jitter, so that a whole bureau coming back online does not knock at once. */
export function backoffMs(attempts: number, random: number): number {
  return Math.round(random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempts));
}

/**
 * Whether trying again can help. A session that ended holds an item back rather than rejects it: it
 * goes when the same person signs in again.
 */
export function canRetry(error: OutboxError, status: number, attempts: number): boolean {
  if (error.code === 'MEDIA_HASH_MISMATCH') return attempts < DAMAGED_TRIES;
  return isUndecided({ code: error.code, status });
}

export interface Failure {
  error: OutboxError;
  /** HTTP status; 0 where no answer came. */
  status: number;
}

export function failed(
  items: Items,
  opId: string,
  { error, status }: Failure,
  nowMs: number,
  random: number,
): OutboxItem[] {
  return change(items, opId, (item) => {
    const attempts = item.attempts + 1;
    if (!canRetry(error, status, attempts)) return { ...item, state: 'rejected', attempts, error };
    return {
      ...item,
      state: 'waiting',
      attempts,
      nextAttemptAt: nowMs + backoffMs(attempts, random),
    };
  });
}

/** A connection is back, or the person asked: nobody waits for a timer any longer. */
export function woken(items: Items, nowMs: number): OutboxItem[] {
  return items.map((item) =>
    item.state === 'waiting' && item.nextAttemptAt > nowMs
      ? { ...item, nextAttemptAt: nowMs }
      : item,
  );
}

/** Follows photos to the item that took their record's place. */
function repoint(items: Items, from: string, to: string): OutboxItem[] {
  return items.map((item) => ({
    ...item,
    ...(item.parent === from ? { parent: to } : {}),
    ...(item.dependsOn === from ? { dependsOn: to } : {}),
    ...(item.follows?.includes(from)
      ? { follows: item.follows.map((opId) => (opId === from ? to : opId)) }
      : {}),
  }));
}

/** What a correction changes: its operation, what it says, and its route where another act is meant. */
export type Correction = Pick<OutboxItem, 'opId' | 'body'> &
  Partial<Pick<OutboxItem, 'routeId' | 'contractVersion' | 'method' | 'path' | 'title'>>;

/**
 * Puts a corrected item in the place of a rejected one. Photos that the correction no longer names
 * go with the old one; `keepPhotos` undefined keeps them all.
 */
export function mended(
  items: Items,
  opId: string,
  next: Correction,
  keepPhotos?: readonly string[],
): OutboxItem[] {
  const old = items.find((item) => item.opId === opId);
  if (old?.state !== 'rejected') throw new Error(`${opId} is not rejected`);
  const { error: _, ...rest } = old;
  const mine: OutboxItem = {
    ...rest,
    ...next,
    replaces: opId,
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
  };
  const kept = items.filter(
    ({ parent, photo }) =>
      parent !== opId || !keepPhotos || (photo && keepPhotos.includes(photo.mediaId)),
  );
  return repoint(kept, opId, mine.opId).map((item) => (item.opId === opId ? mine : item));
}

/**
 * The item whose place a later write of its record may take: never on its way as far as this phone knows, without
 * photos, and both such that the service puts them in order. An app killed while the old one was under way knows
 * nothing of that: then the service has both, and goes by their numbers whichever arrives last.
 */
export function replaceable(
  items: Items,
  opId: string | undefined,
  next: OutboxItem,
): OutboxItem | undefined {
  const old = items.find((item) => item.opId === opId);
  if (old?.state !== 'waiting' || old.attempts > 0 || !old.beside || !next.beside) return undefined;
  if (old.personId !== next.personId || old.recordKey !== next.recordKey) return undefined;
  return items.some(({ parent }) => parent === opId) ? undefined : old;
}

/** Puts what was done later in the place of what it makes superfluous, so that it goes out no later. */
export function superseded(items: Items, opId: string, next: OutboxItem): OutboxItem[] {
  const old = replaceable(items, opId, next);
  if (!old) throw new Error(`${opId} cannot be replaced`);
  const mine: OutboxItem = { ...next, seq: old.seq, replaces: opId };
  return repoint(items, opId, mine.opId).map((item) => (item.opId === opId ? mine : item));
}

/** Gives an item up, with the photos that were to follow it. What is under way cannot be taken back. */
export function discarded(items: Items, opId: string): OutboxItem[] {
  const leaves = (item: OutboxItem) => item.opId === opId || item.parent === opId;
  if (items.some((item) => leaves(item) && item.state === 'sending')) {
    throw new Error(`${opId} is being sent`);
  }
  return items
    .filter((item) => !leaves(item) || (item.parent === opId && item.state === 'sent'))
    .map((item) => (item.dependsOn === opId ? free(item) : item));
}

/** When a UUID v7 was made (ms). */
export function idTime(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** A corrected item outlives the one it replaced, and takes its photos. */
function withoutReplaced(found: Items): OutboxItem[] {
  let items = [...found].sort(inOrder);
  for (const { opId, replaces } of found) {
    if (replaces === undefined || !items.some((item) => item.opId === replaces)) continue;
    const rest = items.filter((item) => item.opId !== replaces);
    items = repoint(rest, replaces, opId);
  }
  return items;
}

function withoutOldSent(items: Items, nowMs: number): OutboxItem[] {
  const done = items.filter(({ state }) => state === 'sent').sort((a, b) => b.seq - a.seq);
  const kept = done.filter(({ sentAt = 0 }, i) => i < SENT_KEPT && nowMs - sentAt <= SENT_KEPT_MS);
  return items.filter((item) => item.state !== 'sent' || kept.includes(item));
}

/**
 * Puts in order what was found in storage: an app may be killed between any two writes. A batch
 * writes its photos first and its record last, so an old photo that waits for a record which is not
 * there belongs to a batch that was never promised (or to one that another tab writes just now, for
 * which `graceMs` is left).
 */
export function restored(found: Items, nowMs: number, graceMs: number): OutboxItem[] {
  const items = withoutReplaced(found);
  const states = new Map(items.map(({ opId, state }) => [opId, state]));
  const whole = items.filter(
    ({ opId, photo, dependsOn }) =>
      !photo || dependsOn === undefined || states.has(dependsOn) || nowMs - idTime(opId) < graceMs,
  );
  const ready = whole.map((item) => {
    if (item.state === 'sending') return { ...item, state: 'waiting' as const };
    if (item.dependsOn === undefined) return item;
    const before = states.get(item.dependsOn);
    const blocked = before === undefined ? item.photo !== undefined : before !== 'sent';
    return blocked ? item : free(item);
  });
  return withoutOldSent(ready, nowMs);
}
