import { isDeepStrictEqual } from 'node:util';
import type { Document, Filter } from 'mongodb';

/**
 * One filter for rows that match all of the parts. What a part already implies is said once and
 * plain fields stand side by side rather than under `$and`, so that a database without a clever
 * planner, too, sees the equality that its index begins with. Parts that cannot be told apart from a
 * contradiction stay as they are, under `$and`: it never matches more rows than all parts together.
 */
export function allOf<T extends Document>(...parts: readonly object[]): Filter<T> {
  const flat: Document = {};
  const rest: object[] = [];
  for (const part of parts) {
    const merged: Document = {};
    const fits = Object.entries(part).every(([field, wanted]) => {
      const known: unknown = flat[field];
      const one = field in flat ? stricter(known, wanted) : { is: wanted as unknown };
      if (one) merged[field] = one.is;
      return one !== undefined;
    });
    if (fits) Object.assign(flat, merged);
    else rest.push(part);
  }
  return (rest.length === 0 ? flat : { $and: [flat, ...rest] }) as Filter<T>;
}

/** Whichever of two conditions on one field implies the other; undefined where neither does. */
function stricter(a: unknown, b: unknown): { is: unknown } | undefined {
  if (isDeepStrictEqual(a, b) || implies(a, b)) return { is: a };
  return implies(b, a) ? { is: b } : undefined;
}

interface StringRange {
  $gte: string;
  $lt: string;
}

/** Holds for fields that are lists, too: the element that meets `a` meets `b`. */
function implies(a: unknown, b: unknown): boolean {
  if (!isRange(b)) return false;
  if (typeof a === 'string') return before(b.$gte, a) && !before(b.$lt, a);
  return isRange(a) && before(b.$gte, a.$gte) && before(a.$lt, b.$lt);
}

function isRange(value: unknown): value is StringRange {
  if (typeof value !== 'object' || value === null) return false;
  const { $gte, $lt, ...others } = value as Document;
  return typeof $gte === 'string' && typeof $lt === 'string' && Object.keys(others).length === 0;
}

/** At or before, in the order of the database: by bytes of UTF-8. */
function before(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) <= 0;
}
