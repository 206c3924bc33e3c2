import {
  MongoBulkWriteError,
  type AnyBulkWriteOperation,
  type Collection,
  type Filter,
} from 'mongodb';

/** A document that is derived from records and saved by compare-and-set. */
export interface Derived {
  _id: string;
  version: number;
}

export type DerivedWrite<T extends Derived> =
  | { type: 'insert'; row: T }
  | { type: 'save'; row: T; version: number }
  | { type: 'remove'; id: string; version: number };

/** What has to be written so that the stored rows become the derived ones; equal ones stay untouched. */
export function writesBetween<T extends Derived>(
  stored: readonly T[],
  derived: ReadonlyMap<string, Omit<T, 'version'>>,
  same: (a: T, b: T) => boolean,
): DerivedWrite<T>[] {
  const known = new Map(stored.map((row) => [row._id, row]));
  return [...new Set([...known.keys(), ...derived.keys()])].flatMap((id): DerivedWrite<T>[] => {
    const before = known.get(id);
    const next = derived.get(id);
    if (!next) return before ? [{ type: 'remove', id, version: before.version }] : [];
    const row = { ...next, version: (before?.version ?? 0) + 1 } as T;
    if (!before) return [{ type: 'insert', row }];
    return same(before, row) ? [] : [{ type: 'save', row, version: before.version }];
  });
}

function operationOf<T extends Derived>(write: DerivedWrite<T>): AnyBulkWriteOperation<T> {
  const at = (_id: string, version: number) => ({ _id, version }) as Filter<T>;
  switch (write.type) {
    case 'insert':
      return { insertOne: { document: write.row as never } };
    case 'save':
      return {
        replaceOne: { filter: at(write.row._id, write.version), replacement: write.row as never },
      };
    case 'remove':
      return { deleteOne: { filter: at(write.id, write.version) } };
  }
}

/** Saves what was derived; answers how many rows somebody else changed meanwhile. */
export async function saveDerived<T extends Derived>(
  collection: Collection<T>,
  writes: readonly DerivedWrite<T>[],
): Promise<number> {
  if (writes.length === 0) return 0;
  const left = (done: { insertedCount: number; matchedCount: number; deletedCount: number }) =>
    writes.length - done.insertedCount - done.matchedCount - done.deletedCount;
  try {
    return left(await collection.bulkWrite(writes.map(operationOf), { ordered: false }));
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.code !== 11000) throw error;
    return left(error.result);
  }
}
