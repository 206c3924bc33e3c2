import { code, personKind, z, type PersonKind } from '../core';

/** What a checklist is for: spot checks by inspectors, and the three kinds of self-check. */
export const checklistKinds = ['spot_check', 'readiness', 'conduct', 'periodic'] as const;
export const checklistKind = z.enum(checklistKinds);
export type ChecklistKind = z.infer<typeof checklistKind>;

/** Whom a checklist is meant for; office staff have their own standards (plan section 三(四)3). */
export const audiences = ['officer', 'auxiliary', 'office'] as const;
export const audience = z.enum(audiences);
export type Audience = z.infer<typeof audience>;

export function audienceOf(kind: PersonKind): Audience {
  return kind === 'office_staff' ? 'office' : kind;
}

/** Codes of groups and items as the teams know them from paper: `A`, `D6-1`. */
export const itemCode = z.string().check(z.regex(/^[A-Z][A-Z0-9]{0,7}(-[0-9]{1,3})?$/));

/** A veto fails a check whatever the sum of its deductions. */
export const severities = ['minor', 'moderate', 'veto'] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

/** How sure we are of an item's source. `checked`: compared with the archived text of the law. */
export const confidence = z.enum(['checked', 'plan', 'secondary', 'common']);

/**
 * When an item is asked at all, so that nothing is asked about what has not happened; all that is named
 * must hold. An item of versions from before there were conditions has none, and is always asked.
 */
export const itemWhen = z.object({
  /** Codes of the handlings of a duty entry that the item is about; conduct checks only. */
  handlings: z.optional(z.array(code).check(z.minLength(1))),
  /** Whose item it is where a checklist is shared. */
  kinds: z.optional(z.array(personKind).check(z.minLength(1))),
  /** Only of whoever enforced in the month that a periodic check looks back at. */
  enforced: z.optional(z.literal(true)),
});
export type ItemWhen = z.infer<typeof itemWhen>;

export const checklistItem = z.object({
  code: itemCode,
  name: z.string(),
  /** What to look at to tell. */
  look: z.string(),
  /** Where the item comes from, in words. */
  source: z.string(),
  law: z.nullable(z.object({ name: z.string(), article: z.string(), version: z.string() })),
  confidence,
  /** Joins items, findings, pieces and questions. */
  topic: code,
  severity,
  /** Points taken off in the `deduct` method; 0 for a veto item and for `ratio`. */
  deduction: z.int().check(z.minimum(0), z.maximum(100)),
  /** A fault of the team never enters a person's score. */
  subject: z.enum(['person', 'team']),
  when: z.optional(itemWhen),
});
export type ChecklistItem = z.infer<typeof checklistItem>;

export const checklistGroup = z.object({
  code: itemCode,
  name: z.string(),
  /** At most so many points come off for the group; none: no cap. */
  cap: z.optional(z.int().check(z.minimum(0), z.maximum(100))),
  items: z.array(checklistItem).check(z.minLength(1)),
});
export type ChecklistGroup = z.infer<typeof checklistGroup>;

const workingDays = z.int().check(z.minimum(0), z.maximum(60));
export const dueDays = z.object({
  minor: workingDays,
  moderate: workingDays,
  veto: workingDays,
});
export type DueDays = z.infer<typeof dueDays>;

export const FIRST_DUE_DAYS: DueDays = { minor: 0, moderate: 3, veto: 1 };

/** One published version of a checklist; never changed afterwards. */
export const checklist = z.object({
  code,
  version: z.int().check(z.minimum(1)),
  kind: checklistKind,
  audience: z.array(audience),
  name: z.string(),
  /** `deduct`: 100 minus deductions. `ratio`: fulfilled of applicable, in basis points. */
  method: z.enum(['deduct', 'ratio']),
  /** Fewer applicable items than this give findings and no score. */
  minApplicable: z.int().check(z.minimum(0)),
  /** Grades by descending `from` (points); empty where none are given. */
  grades: z._default(
    z.array(
      z.object({ code, name: z.string(), from: z.int().check(z.minimum(0), z.maximum(100)) }),
    ),
    [],
  ),
  source: z.string(),
  /**
   * Working days until a fault of a self-check is put right, by severity; the product's own, of no law.
   * Versions from before lists had them are read with `FIRST_DUE_DAYS`.
   */
  dueDays: z.optional(dueDays),
  groups: z.array(checklistGroup).check(z.minLength(1)),
});
export type Checklist = z.infer<typeof checklist>;

/** The steps of the 721 way of working (721工作法, plan section 三(五)): serve, manage, enforce. */
export const ladders = ['service', 'manage', 'enforce'] as const;
export const ladder = z.enum(ladders);
export type Ladder = z.infer<typeof ladder>;

export const dutyCategory = z.object({
  code,
  name: z.string(),
  /** What to keep in mind, shown beside the choice. */
  note: z.optional(z.string()),
  /** Where another authority decides: only these handlings are ours. */
  onlyHandlings: z.optional(z.array(code)),
});

export const dutyHandling = z.object({
  code,
  name: z.string(),
  ladder,
  /** An act of enforcement: two officers with valid IDs and two recorders. */
  enforcement: z.boolean(),
  /** Whether an auxiliary may be its handler (plan section 三(四)5). */
  auxiliaryAllowed: z.boolean(),
});
export type DutyHandling = z.infer<typeof dutyHandling>;

/** Wall clock: 08:30. */
export const clockTime = z.string().check(z.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/));
const named = z.object({ code, name: z.string() });

export const shiftTemplate = z.object({
  code,
  name: z.string(),
  /** Wall clock, Asia/Shanghai; `to` before `from` ends on the next day. */
  from: clockTime,
  to: clockTime,
});
export type ShiftTemplate = z.infer<typeof shiftTemplate>;

/** Days and grace of the duty log, rules of the house: a shift keeps those under which it began. */
export const dutyTerms = z.object({
  /** A hand-over that nobody confirmed for so long (minutes) is overdue. */
  handoverGraceMin: z.int().check(z.minimum(1), z.maximum(1_440)),
  /** Logs are open to corrections for so many days after their shift. */
  archiveDays: z.int().check(z.minimum(1), z.maximum(366)),
  /** Clocks differ: so far (minutes) outside its shift the time of an entry is no question yet. */
  outsideGraceMin: z.int().check(z.minimum(0), z.maximum(240)),
  /** Clean logs that a leader is asked to look at, each day and unit; by the newest terms of the day's shifts. */
  sampleSize: z.int().check(z.minimum(0), z.maximum(20)),
});
export type DutyTerms = z.infer<typeof dutyTerms>;

/** What held before the catalogue said so. */
const FIRST_TERMS: DutyTerms = {
  handoverGraceMin: 60,
  archiveDays: 30,
  outsideGraceMin: 15,
  sampleSize: 2,
};

/** The vocabulary of duty logs; a record keeps the version that it was made under. */
export const dutyCatalogue = z.object({
  version: z._default(z.int().check(z.minimum(1)), 1),
  categories: z.array(dutyCategory),
  handlings: z.array(dutyHandling),
  partyTypes: z.array(named),
  shiftTemplates: z.array(shiftTemplate),
  /** Why an act of enforcement was recorded by fewer than two devices. */
  recorderSkipReasons: z.array(named),
  terms: z._default(dutyTerms, FIRST_TERMS),
});
export type DutyCatalogue = z.infer<typeof dutyCatalogue>;
