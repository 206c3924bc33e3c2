import { z } from './zod';

/**
 * Text that a person typed: trimmed, 1 to `max` UTF-16 units (a rare Han character or an emoji counts
 * two or more, so the limit is an upper bound), control characters other than line breaks refused.
 */
export function text(max: number) {
  return z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),

    z.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/),
  );
}
