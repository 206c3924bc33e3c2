import { z } from './zod';

/** A page holds at most this many rows. */
export const MAX_LIMIT = 100;

/** Query of every list: an opaque cursor from the page before, and a limit of 1 to 100. */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(MAX_LIMIT)), 20),
};

/** One page; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodMiniType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
