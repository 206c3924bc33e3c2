import {
  MongoBulkWriteError,
  type Collection,
  type Document,
  type OptionalUnlessRequiredId,
} from 'mongodb';

const DUPLICATE = 11_000;

/** Places of the rows that were there already; undefined where a bulk write failed for another reason too. */
function repeatsOf(error: unknown): number[] | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined;
  const failed = [error.writeErrors].flat();
  const all = failed.length > 0 && failed.every((one) => one.code === DUPLICATE);
  return all ? failed.map((one) => one.index) : undefined;
}

/** Inserts those of the rows that no unique index knows yet; answers those that one does. */
export async function insertNew<T extends Document>(
  collection: Collection<T>,
  rows: readonly OptionalUnlessRequiredId<T>[],
): Promise<OptionalUnlessRequiredId<T>[]> {
  if (rows.length === 0) return [];
  try {
    await collection.insertMany([...rows], { ordered: false });
    return [];
  } catch (error) {
    const repeats = repeatsOf(error);
    if (!repeats) throw error;
    return repeats.flatMap((index) => rows[index] ?? []);
  }
}
