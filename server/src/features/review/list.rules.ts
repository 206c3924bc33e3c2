import type { Page } from '@qiangji/shared-types';
import { decodeCursor, toPage } from '../../platform/mongo';

/** What a list of records is in the order of: a day or an instant as text, then the id. */
export type OrderKey = readonly [when: string, id: string];

const one = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const compare = (a: OrderKey, b: OrderKey) => one(a[0], b[0]) || one(a[1], b[1]);

/**
 * One page of rows, the latest first. All of them are at hand: what makes a figure of one person's week is
 * put together from several collections, which no cursor of one collection pages.
 */
export function latestFirst<T>(
  rows: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  keyOf: (row: T) => OrderKey,
): Page<T> {
  const [when = '', id = ''] = cursor === undefined ? [] : decodeCursor(cursor, 2).map(String);
  const left =
    cursor === undefined ? rows : rows.filter((row) => compare(keyOf(row), [when, id]) < 0);
  return toPage(
    [...left].sort((a, b) => compare(keyOf(b), keyOf(a))),
    limit,
    keyOf,
  );
}
