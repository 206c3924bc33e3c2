import {
  MongoBulkWriteError,
  type Collection,
  type Document,
  type OptionalUnlessRequiredId,
} from 'mongodb';

/** Whether a bulk write failed only on rows that were there already. */
function onlyRepeats(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false;
  const failed = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return failed.length > 0 && failed.every((one) => one.code === 11_000);
}

/** Inserts those of the rows that no unique index knows yet. */
export async function insertNew<T extends Document>(
  collection: Collection<T>,
  rows: OptionalUnlessRequiredId<T>[],
): Promise<void> {
  if (rows.length === 0) return;
  try {
    await collection.insertMany(rows, { ordered: false });
  } catch (error) {
    if (!onlyRepeats(error)) throw error;
  }
}
