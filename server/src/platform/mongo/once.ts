import { createHash } from 'node:crypto';
import type { Collection, Filter, OptionalUnlessRequiredId, UpdateFilter, WithId } from 'mongodb';
import { AppError, isDuplicateKey } from '../errors';

/** What every record written from a phone carries; unique by {actorId, opId} and never pruned. */
export interface OpFields {
  actorId: string;
  opId: string;
  /** Hash of the request's body: the same opId with another body is refused. */
  opHash: string;
}

/** The index that makes a repeated op harmless; every collection written by phones has it. */
export const OP_INDEX = { key: { actorId: 1, opId: 1 }, unique: true } as const;

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  // A moment writes itself.
  if ('toJSON' in value && typeof value.toJSON === 'function') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, canonical(part)]),
  );
}

/** Whether two records would be stored alike, whatever the order of their fields. */
export function storedAlike(a: unknown, b: unknown): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** Hash of what an op asks for, independent of key order. */
export function opHashOf(asked: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(asked)))
    .digest('base64url');
}

/** The first answer's record, or a refusal if the op was used for something else. */
function sameOp<R extends { opHash: string }>(found: R, opHash: string): R {
  if (found.opHash !== opHash) throw new AppError('OP_ID_REUSED');
  return found;
}

/**
 * Inserts a record once: a repeat of the op answers the record of the first time with
 * `repeated: true`. Throws `OP_ID_REUSED` where the op was used for another body.
 */
export async function appendOnce<T extends OpFields>(
  collection: Collection<T>,
  record: OptionalUnlessRequiredId<T>,
): Promise<{ record: WithId<T>; repeated: boolean }> {
  const { actorId, opId, opHash } = record;
  try {
    await collection.insertOne(record);
    return { record: record as unknown as WithId<T>, repeated: false };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const found = await collection.findOne({ actorId, opId } as Filter<T>);
    // Another unique index refused it: the caller knows what that means.
    if (!found) throw error;
    return { record: sameOp(found, opHash), repeated: true };
  }
}

/** One step in a record's life, kept inside the record. */
export interface RecordEvent extends OpFields {
  type: string;
  /** Corrected time of the act. */
  at: Date;
}

export interface Stepped {
  _id: string;
  version: number;
  events: RecordEvent[];
}

/**
 * Takes a record one step on, once, by compare-and-set on `version`: the event and the change land
 * together or not at all. A repeat answers the record as it is now. Throws `VERSION_CONFLICT` where
 * somebody else was first, `OP_ID_REUSED` where the op was used for another body. With a `type` only a step
 * of that type is a repeat: for an op that brings about several steps of one record.
 */
export async function stepOnce<T extends Stepped>(
  collection: Collection<T>,
  found: WithId<T>,
  event: T['events'][number],
  change: UpdateFilter<T>,
  type?: string,
): Promise<{ record: WithId<T>; repeated: boolean }> {
  const earlier = findEvent(found, event, type);
  if (earlier) return { record: found, repeated: true };
  const saved = await collection.findOneAndUpdate(
    { _id: found._id, version: found.version } as Filter<T>,
    {
      ...change,
      $push: { ...(change.$push as object | undefined), events: event },
      $inc: { ...(change.$inc as object | undefined), version: 1 },
    } as unknown as UpdateFilter<T>,
    { returnDocument: 'after' },
  );
  if (saved) return { record: saved, repeated: false };
  const now = await collection.findOne({ _id: found._id } as Filter<T>);
  if (now && findEvent(now, event, type)) return { record: now, repeated: true };
  throw new AppError('VERSION_CONFLICT');
}

/** Runs a step that looks and saves; again where somebody else was first meanwhile, so many times in all. */
export async function againIfBeaten<T>(times: number, step: () => Promise<T>): Promise<T> {
  for (let left = times; ; left--) {
    try {
      return await step();
    } catch (error) {
      const beaten = error instanceof AppError && error.code === 'VERSION_CONFLICT';
      if (!beaten || left <= 1) throw error;
    }
  }
}

/** The event that an op already left in a record; throws `OP_ID_REUSED` if its body was another. */
export function findEvent(record: Stepped, op: OpFields, type?: string): RecordEvent | undefined {
  const event = record.events.find(
    (one) =>
      one.actorId === op.actorId &&
      one.opId === op.opId &&
      (type === undefined || one.type === type),
  );
  return event && sameOp(event, op.opHash);
}
