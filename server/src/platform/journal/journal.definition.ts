import type { ErrorCode } from '@qiangji/shared-types';
import { defineCollection, type CollectionDefinition } from '../mongo';

/** An event as it is stored: `_id` is its stream and its place there, and nothing else makes it one. */
export interface JournalDocument {
  _id: string;
}

/** How events lie in the database. What is unpacked says all that was packed. */
export interface EventForm<E, D extends JournalDocument> {
  /** Called once for each event, on its way: what it leaves out nobody has to carry, keep and copy. */
  pack(id: string, event: E): D;
  unpack(document: D): E;
}

/** Events that lie there as they are. */
type Whole<E> = E & JournalDocument;

/**
 * Names an event among all: the stream that it belongs to (an attempt, a person) and its place there
 * (its own sequence number from 0 to 9,999,999,999, or a word such as an `opId`). Numbers sort before
 * words. Two events of one key are one event sent twice.
 */
export type EventKey = readonly [stream: string, place: number | string];

export interface JournalOptions<E, D extends JournalDocument = Whole<E>> {
  keyOf(event: E): EventKey;
  /** Whether a repeated key asks for the same as the event kept first. */
  same(kept: E, again: E): boolean;
  /** Thrown where it asks for something else; `OP_ID_REUSED` if left out. */
  conflict?: ErrorCode;
  /**
   * An event is durable within so long (ms) of its append or not acknowledged by it: whoever reads later has
   * seen all. A journal that may take longer does not begin.
   */
  withinMs?: number;
  /** For queries across streams; the stream itself is read through `_id`. */
  indexes?: CollectionDefinition<D>['indexes'];
}

/** A journal by name: one collection of events that are only ever appended. */
export interface JournalDefinition<E, D extends JournalDocument = Whole<E>>
  extends JournalOptions<E, D>, EventForm<E, D> {
  collection: CollectionDefinition<D>;
}

/** A journal whose events lie in the database as they are. */
export function defineJournal<E>(name: string, options: JournalOptions<E>): JournalDefinition<E> {
  return definePackedJournal<E, Whole<E>>(name, options, {
    pack: (_id, event) => ({ _id, ...event }),
    unpack: (document) => document,
  });
}

/** A journal whose events have a form of their own in the database. */
export function definePackedJournal<E, D extends JournalDocument>(
  name: string,
  options: JournalOptions<E, D>,
  form: EventForm<E, D>,
): JournalDefinition<E, D> {
  return { ...options, ...form, collection: defineCollection<D>(name, options.indexes ?? []) };
}

const PLACE_DIGITS = 10;
const PLACE = new RegExp(`^\\d{${PLACE_DIGITS}}$`);

/** The `_id` of a key: sorted as text, the events of a stream stand in their own order. */
export function eventId([stream, place]: EventKey): string {
  if (stream === '' || stream.includes(':')) throw new Error(`no stream may be called "${stream}"`);
  if (typeof place === 'string') return `${stream}:${place}`;
  if (!Number.isSafeInteger(place) || place < 0 || place >= 10 ** PLACE_DIGITS) {
    throw new Error(`no event may stand at ${place}`);
  }
  return `${stream}:${String(place).padStart(PLACE_DIGITS, '0')}`;
}

/** An event as its journal keeps it. */
export function documentOf<E, D extends JournalDocument>(
  { keyOf, pack }: JournalDefinition<E, D>,
  event: E,
): D {
  return pack(eventId(keyOf(event)), event);
}

/** The key of an `_id`: its place is a number where it was one. */
export function eventKey(id: string): EventKey {
  const at = id.indexOf(':');
  const place = id.slice(at + 1);
  return [id.slice(0, at), PLACE.test(place) ? Number(place) : place];
}

/** The `_id`s of one stream (';' is the character after ':'). */
export function streamRange(stream: string): { $gte: string; $lt: string } {
  return { $gte: `${stream}:`, $lt: `${stream};` };
}
