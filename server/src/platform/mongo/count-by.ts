import type { Collection, Document, Filter } from 'mongodb';

/** How many documents fit a filter, by what one of their fields says. */
export async function countBy<T extends Document>(
  collection: Collection<T>,
  field: keyof T & string,
  filter: Filter<T>,
): Promise<Map<string, number>> {
  const rows = await collection
    .aggregate<{ _id: string; count: number }>([
      { $match: filter },
      { $group: { _id: `$${field}`, count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}

/**
 * How many documents name one value in any of some fields, each of which has an index: a document counts for the first
 * that names it. An `$or` over them reads all documents on a database that uses one index a query.
 */
export async function countNaming<T extends Document>(
  collection: Collection<T>,
  fields: readonly string[],
  value: string,
): Promise<number> {
  const counts = await Promise.all(
    fields.map((field, at) => {
      const none = fields.slice(0, at).map((before) => [before, { $ne: value }] as const);
      const filter = { [field]: value, ...Object.fromEntries(none) };
      return collection.countDocuments(filter as Filter<T>);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
