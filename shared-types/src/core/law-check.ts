import { text } from './text';
import { day } from './time';
import { z } from './zod';

/** Longest name of the text that something was held against, in UTF-16 units. */
export const CHECKED_TEXT_MAX = 300;

/** The legal officer's word on what cites a law: against which text, on which day. */
export const lawCheck = z.object({
  /** `unverified` takes it back, for instance when the law has changed. */
  state: z.enum(['confirmed', 'unverified']),
  text: text(CHECKED_TEXT_MAX),
  /** Not after today. */
  checkedOn: day,
});
export type LawCheck = z.infer<typeof lawCheck>;
