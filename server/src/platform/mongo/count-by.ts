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
