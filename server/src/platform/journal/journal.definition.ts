import type { ErrorCode } from '@qiangji/shared-types';
import { defineCollection, type CollectionDefinition } from '../mongo';

/** An event as it is stored: `_id` is its stream and its place there, and nothing else makes it one. */
export interface JournalDocument {
  _id: string;
}

/** An event as it is handed in: the journal gives it its `_id`. */
export type NewEvent<E extends JournalDocument> = Omit<E, '_id'>;

/**
 * Names an event among all: the stream that it belongs to (an attempt, a person) and its place there
 * (its own sequence number from 0 to 9,999,999,999, or a word such as an `opId`). Numbers sort before
 * words. Two events of one key are one event sent twice.
 */
export type EventKey = readonly [stream: string, place: number | string];

export interface JournalOptions<E extends JournalDocument> {
  keyOf(event: NewEvent<E>): EventKey;
  /** Whether a repeated key asks for the same as the event kept first. */
  same(kept: E, again: NewEvent<E>): boolean;
  /** Thrown where it asks for something else; `OP_ID_REUSED` if left out. */
  conflict?: ErrorCode;
  /**
   * An event is durable within so long (ms) of its append or not acknowledged by it: whoever reads later has
   * seen all. A journal that may take longer does not begin.
   */
  withinMs?: number;
  /** For queries across streams; the stream itself is read through `_id`. */
  indexes?: CollectionDefinition<E>['indexes'];
}

/** A journal by name: one collection of events that are only ever appended. */
export interface JournalDefinition<E extends JournalDocument> extends JournalOptions<E> {
  collection: CollectionDefinition<E>;
}

export function defineJournal<E extends JournalDocument>(
  name: string,
  options: JournalOptions<E>,
): JournalDefinition<E> {
  return { ...options, collection: defineCollection<E>(name, options.indexes ?? []) };
}

const PLACE_DIGITS = 10;

/** The `_id` of a key: sorted as text, the events of a stream stand in their own order. */
export function eventId([stream, place]: EventKey): string {
  if (stream === '' || stream.includes(':')) throw new Error(`no stream may be called "${stream}"`);
  if (typeof place === 'string') return `${stream}:${place}`;
  if (!Number.isSafeInteger(place) || place < 0 || place >= 10 ** PLACE_DIGITS) {
    throw new Error(`no event may stand at ${place}`);
  }
  return `${stream}:${String(place).padStart(PLACE_DIGITS, '0')}`;
}

/** The `_id`s of one stream (';' is the character after ':'). */
export function streamRange(stream: string): { $gte: string; $lt: string } {
  return { $gte: `${stream}:`, $lt: `${stream};` };
}
