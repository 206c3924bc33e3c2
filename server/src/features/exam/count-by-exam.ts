import type { Collection, Filter } from 'mongodb';

/** How many records fit, by exam; an exam of which none does is not among them. */
export async function countByExam<T extends { examId: string }>(
  collection: Collection<T>,
  filter: Filter<T>,
): Promise<Map<string, number>> {
  const rows = await collection
    .aggregate<{ _id: string; count: number }>([
      { $match: filter },
      { $group: { _id: '$examId', count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}
