import { heldVersion, inHeldOrder, z } from '../core';
import { MAX_RECORD_DAYS } from './schema';

const times = z.int().check(z.minimum(2), z.maximum(31));

/** When somebody is worth a talk, and what says enough: rules of the house, of no law. */
export const reviewTerms = z.strictObject({
  ...heldVersion.shape,
  /** Spot checks count so many days back. */
  findingDays: z.int().check(z.minimum(7), z.maximum(MAX_RECORD_DAYS)),
  /** Visits with the same finding. */
  findingVisits: times,
  /** Wrong answers running in one topic, within a fortnight. */
  wrongRunning: times,
  /** Nights in a row, within a fortnight. */
  nightsRunning: z.int().check(z.minimum(2), z.maximum(14)),
  /** Fewer met questions than this say nothing about mastery. */
  minMet: z.int().check(z.minimum(1), z.maximum(100)),
  /** An unusual log waits for its leader for so many days after its own; those of before say nothing of it. */
  unreadLogDays: z._default(z.int().check(z.minimum(1), z.maximum(31)), 14),
});
export type ReviewTerms = z.infer<typeof reviewTerms>;

/** Every version: a week is looked at by the one that held on its Sunday. */
export const reviewTermsHistory = z.array(reviewTerms).check(z.minLength(1), z.refine(inHeldOrder));
