import { code, day, id, instant, phoneWrite, text, z } from '../core';
import { photoRef } from '../media';
import { itemCode, severity } from '../standard';

/**
 * `readiness` before a shift, `conduct` after an act of enforcement (and only then), `periodic` once a
 * month by the plan's 四知四熟四做到 and the six shortcomings (section 三(四)2, 3).
 */
export const selfCheckKinds = ['readiness', 'conduct', 'periodic'] as const;
export const selfCheckKind = z.enum(selfCheckKinds);
export type SelfCheckKind = z.infer<typeof selfCheckKind>;

/** A fault that a person found of their own accord. It becomes a correction and never a score. */
export const faultWrite = z.strictObject({
  itemCode,
  note: z.optional(text(200)),
  photos: z._default(z.array(photoRef).check(z.maxLength(4)), []),
  /** Already put right on the spot. */
  fixed: z._default(z.boolean(), false),
});

/** A group confirmed by one tap: all its items are in order but those named. */
export const groupWrite = z.strictObject({
  groupCode: itemCode,
  faults: z._default(z.array(faultWrite).check(z.maxLength(40)), []),
  notApplicable: z._default(z.array(itemCode).check(z.maxLength(40)), []),
});

/**
 * The check's id is its `opId`. Every group that the checklist asks on this occasion (`checklistFor`) is
 * confirmed, each once.
 */
export const selfCheckWrite = z.strictObject({
  ...phoneWrite,
  checklistCode: code,
  checklistVersion: z.int().check(z.minimum(1)),
  /** The duty entry that a conduct check is about; required there and only there. */
  entryId: z.optional(id),
  /** Its handling, which decides what is asked; only with `entryId`, and needed by most lists. */
  handlingCode: z.optional(code),
  /** Whether the person enforced in the month that a periodic check looks back at; left out: all was asked. */
  enforced: z.optional(z.boolean()),
  groups: z.array(groupWrite).check(z.minLength(1), z.maxLength(20)),
  note: z.optional(text(300)),
});
export type SelfCheckWrite = z.infer<typeof selfCheckWrite>;

export const selfCheckResult = z.object({
  itemCode,
  verdict: z.enum(['ok', 'fault', 'na']),
  note: z.nullable(z.string()),
  photos: z.array(photoRef),
});

export const correctionStates = ['open', 'done'] as const;
export const correctionState = z.enum(correctionStates);

/** What is to be put right, by when. */
export const correction = z.object({
  id,
  checkId: id,
  kind: selfCheckKind,
  personId: id,
  personName: z.string(),
  itemCode,
  itemName: z.string(),
  /** What to look at to tell that it is right again. */
  look: z.string(),
  topic: code,
  topicName: z.string(),
  severity,
  note: z.nullable(z.string()),
  photos: z.array(photoRef),
  foundOn: day,
  /** Last day, Asia/Shanghai: the same day for minor, the next working day for a veto, else the third. */
  dueOn: day,
  state: correctionState,
  /** Open beyond its last day. */
  overdue: z.boolean(),
  doneAt: z.nullable(instant),
  doneNote: z.nullable(z.string()),
  donePhotos: z.array(photoRef),
});
export type Correction = z.infer<typeof correction>;

export const selfCheckSummary = z.object({
  id,
  kind: selfCheckKind,
  personId: id,
  personName: z.string(),
  checklistCode: code,
  checklistVersion: z.int(),
  checklistName: z.string(),
  entryId: z.nullable(id),
  /** The handling it was asked about; null where it says none, as in checks of earlier versions. */
  handlingCode: z.nullable(code),
  /** Shanghai calendar day of the check. */
  day,
  occurredAt: instant,
  clockDoubt: z.boolean(),
  itemCount: z.int(),
  faultCount: z.int(),
});
export type SelfCheckSummary = z.infer<typeof selfCheckSummary>;

export const selfCheck = z.object({
  ...selfCheckSummary.shape,
  results: z.array(selfCheckResult),
  note: z.nullable(z.string()),
  corrections: z.array(correction),
});
export type SelfCheck = z.infer<typeof selfCheck>;

export const correctionClose = z.strictObject({
  ...phoneWrite,
  note: z.optional(text(200)),
  photos: z._default(z.array(photoRef).check(z.maxLength(4)), []),
});
