import type { Page } from '@qiangji/shared-types';
import { invalid } from '../errors';

/** An opaque cursor: the sort key of the last row. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor of `length` parts back; anything else is refused as `VALIDATION_FAILED`. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' || typeof part === 'number')
    ) {
      return key as (string | number)[];
    }
  } catch {
    // Not ours: refused below with the same words as any other wrong cursor.
  }
  throw invalid('query.cursor', 'invalid', '翻页标记不对，请从头再看');
}

type Direction = 1 | -1;

/**
 * Filter for the rows after a cursor, for a sort of one or two fields that ends in a unique one.
 * `undefined` cursor: no filter.
 */
export function afterCursor(
  cursor: string | undefined,
  fields: readonly [string, Direction][],
): Record<string, unknown> {
  if (cursor === undefined) return {};
  const key = decodeCursor(cursor, fields.length);
  const beyond = ([field, direction]: readonly [string, Direction], value: string | number) => ({
    [field]: direction === 1 ? { $gt: value } : { $lt: value },
  });
  const [first, second] = fields;
  if (!first) return {};
  if (!second) return beyond(first, key[0]!);
  return { $or: [beyond(first, key[0]!), { [first[0]]: key[0], ...beyond(second, key[1]!) }] };
}

/** Cuts `limit + 1` fetched rows to a page and its next cursor. */
export function toPage<T>(
  rows: T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number)[],
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
