import { heldVersion, inHeldOrder, z } from '../core';
import { clockTime } from '../standard';

const hours = z
  .strictObject({ from: clockTime, to: clockTime })
  .check(z.refine(({ from, to }) => from < to));

/** What 今日 asks for, and by when: rules of the house, of no law. */
export const todayTerms = z.strictObject({
  ...heldVersion.shape,
  /** Of a working day, Asia/Shanghai: outside them duty tasks wait, but for whoever is on a shift. */
  officeHours: hours,
  /** After an act of enforcement its check is called for so many days. */
  conductDays: z.int().check(z.minimum(1), z.maximum(31)),
  /** Working days that there are for it, after the day of the act. */
  conductDueDays: z.int().check(z.minimum(0), z.maximum(10)),
  /** So long (minutes) before a shift its readiness check is called for by the clock. */
  readinessBeforeMin: z.int().check(z.minimum(10), z.maximum(720)),
  /** So long (minutes) before it opens an exam is something to do now. */
  examBeforeMin: z.int().check(z.minimum(0), z.maximum(720)),
});
export type TodayTerms = z.infer<typeof todayTerms>;

/** Every version: a day is looked at by the one that holds on it. */
export const todayTermsHistory = z.array(todayTerms).check(z.minLength(1), z.refine(inHeldOrder));
