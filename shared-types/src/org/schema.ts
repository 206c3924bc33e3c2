import { code, grant, id, instant, personKind, text, unitPath, z } from '../core';

export const unitKinds = ['bureau', 'campaign_office', 'section', 'brigade', 'squadron'] as const;
export const unitKind = z.enum(unitKinds);

export const unit = z.object({
  path: unitPath,
  name: z.string(),
  kind: unitKind,
  /** Code of the town (镇、街道、开发区) it is posted to; monthly reports are gathered by it. */
  townCode: z.nullable(code),
  townName: z.nullable(z.string()),
  /** The unit's liaison (联络员, plan section 五(一)). */
  liaison: z.nullable(z.object({ personId: id, name: z.string(), post: z.string() })),
  /** People whose own unit this is. */
  headcount: z.int(),
});
export type Unit = z.infer<typeof unit>;

/** A colleague as lists and pickers show one: no phone number. */
export const colleague = z.object({
  personId: id,
  staffNumber: z.string(),
  name: z.string(),
  kind: personKind,
  post: z.string(),
  unitPath,
  unitName: z.string(),
  /** Whether the enforcement ID (执法证) is valid today; false for people who hold none. */
  enforcementIdValid: z.boolean(),
});
export type Colleague = z.infer<typeof colleague>;

/** A person as the roster's keepers see one. */
export const rosterPerson = z.object({
  personId: id,
  staffNumber: z.string(),
  name: z.string(),
  kind: personKind,
  post: z.string(),
  unitPath,
  unitName: z.string(),
  active: z.boolean(),
  bound: z.boolean(),
  grants: z.array(grant),
  enforcementId: z.nullable(z.object({ number: z.string(), validUntil: z.iso.date() })),
  /** Of the person's last change, for `seenAt`. */
  updatedAt: instant,
});
export type RosterPerson = z.infer<typeof rosterPerson>;

export const rosterImportResult = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** People who left a unit and with it their leading it or being its liaison. */
  ended: z.int(),
  /** Suspended people who stand in the sheet: an import does not take them back. */
  suspended: z.int(),
  /** Sheets of the book that hold rows and were not read, by name: a roster is its first sheet. */
  unreadSheets: z.optional(z.array(z.string())),
});
export type RosterImportResult = z.infer<typeof rosterImportResult>;

export const personChange = z.strictObject({
  unitPath: z.optional(unitPath),
  active: z.optional(z.boolean()),
  grants: z.optional(z.array(grant).check(z.maxLength(10))),
  post: z.optional(text(40)),
  /**
   * The `updatedAt` that the keeper looked at: a change by somebody else since is not undone unseen
   * (`VERSION_CONFLICT`). Left out, what is sent counts whatever was there.
   */
  seenAt: z.optional(instant),
});
