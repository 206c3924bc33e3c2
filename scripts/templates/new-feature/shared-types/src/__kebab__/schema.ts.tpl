import { day, id, instant, phoneWrite, text, z } from '../core';

/** One entry as its writer sees it. */
export const __camel__Entry = z.object({
  id,
  day,
  text: z.string(),
  /** When it was written, by the phone's clock as corrected. */
  writtenAt: instant,
});
export type __Pascal__Entry = z.infer<typeof __camel__Entry>;

/** `day` is the day that the entry is about, today at the latest (`DATE_IN_FUTURE`). */
export const __camel__Write = z.strictObject({ ...phoneWrite, day, text: text(500) });
export type __Pascal__Write = z.infer<typeof __camel__Write>;
