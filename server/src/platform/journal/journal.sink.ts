import type { Collection, Filter } from 'mongodb';
import { AppError, isDuplicateKey } from '../errors';
import { findInChunks } from '../mongo';
import type { JournalDocument } from './journal.definition';

/** What became of one event of a batch: durable, under a key that is taken, or refused for good. */
export type Outcome = 'durable' | 'taken' | { refused: unknown };

/** Where batches go. A thrown error leaves it unknown what arrived. */
export interface JournalSink<D extends JournalDocument> {
  /** Answers once all that it took is durable, one outcome an event, in order. */
  write(events: readonly D[]): Promise<Outcome[]>;
  /** The events kept under these ids; those that are none are left out. */
  find(ids: readonly string[]): Promise<D[]>;
}

/** A try that hangs longer than this (ms) counts as lost; the batch is sent again. */
export const TRY_LIMIT_MS = 10_000;

interface InsertReply {
  writeErrors?: { index: number; code: number; errmsg?: string }[];
  writeConcernError?: { code: number; errmsg?: string };
}

/** The server took the batch and cannot say that it is durable. */
export class NotDurableError extends Error {
  override name = 'MongoWriteConcernError';
}

/**
 * Writes by the plain insert command: the driver's own bulk writes measure each event a second time
 * (4.5 us an event instead of 3), and their retry is not needed, since a batch may be sent again.
 * A key that is taken is waited for like a write, so that what it belongs to is durable too.
 */
export function mongoSink<D extends JournalDocument>(
  collection: Collection<D>,
  tryLimitMs = TRY_LIMIT_MS,
): JournalSink<D> {
  return {
    async write(events) {
      const inserted = collection.db.command(
        {
          insert: collection.collectionName,
          documents: events,
          ordered: false,
          writeConcern: { w: 'majority', j: true },
        },
        { ignoreUndefined: true },
      );
      const reply = (await withinLimit(tryLimitMs, inserted)) as InsertReply;
      if (reply.writeConcernError) throw new NotDurableError(reply.writeConcernError.errmsg);
      const outcomes = new Array<Outcome>(events.length).fill('durable');
      for (const error of reply.writeErrors ?? []) {
        outcomes[error.index] = isDuplicateKey(error)
          ? 'taken'
          : { refused: new Error(`${error.code}: ${error.errmsg}`) };
      }
      return outcomes;
    },
    find: (ids) =>
      withinLimit(
        tryLimitMs,
        findInChunks(
          ids,
          (chunk) =>
            collection.find({ _id: { $in: chunk } } as Filter<D>).toArray() as Promise<D[]>,
        ),
      ),
  };
}

/**
 * Throws `DATABASE_UNAVAILABLE` where the database gave no answer in so long (ms). What was asked is left to
 * itself: the driver ends it with its connection, and a signal for each batch costs a twentieth of them.
 */
async function withinLimit<T>(ms: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    const internal = `no answer within ${ms} ms`;
    timer = setTimeout(() => failed(new AppError('DATABASE_UNAVAILABLE', { internal })), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
