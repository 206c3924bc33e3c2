import { code } from './ids';
import { z } from './zod';

/** Where a line leads: a page of a feature, and the record it shows. The screen knows the address. */
export const pageLink = z.object({
  /** Kebab-case name of the feature, e.g. `self-check`. */
  feature: code,
  /** Name of its page. */
  page: code,
  /** The record, or whatever the page asks for; null where it shows no single one. */
  id: z.nullable(z.string()),
});
export type PageLink = z.infer<typeof pageLink>;
