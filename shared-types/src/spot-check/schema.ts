import { code, day, id, instant, personKind, phoneWrite, place, text, unitPath, z } from '../core';
import { itemCode, severity } from '../standard';

export const checkKinds = ['daily', 'special'] as const;
export const checkKind = z.enum(checkKinds);
export type CheckKind = z.infer<typeof checkKind>;

export const spotCheckStates = [
  'planned',
  'assigned',
  'in_progress',
  'recorded',
  'clean_closed',
  'fixed_on_site',
  'notice_issued',
  'called_off',
] as const;
export const spotCheckState = z.enum(spotCheckStates);
export type SpotCheckState = z.infer<typeof spotCheckState>;

export const verdicts = ['ok', 'fault', 'na'] as const;

const personName = z.object({ personId: id, name: z.string() });
const squadronName = z.object({ path: unitPath, name: z.string() });

// --- draws

export const drawWrite = z.strictObject({
  ...phoneWrite,
  kind: checkKind,
  covert: z.boolean(),
  /** Names the squadron instead of drawing it (special checks); the record says so, with the reason. */
  squadronPath: z.optional(unitPath),
  reason: z.optional(text(200)),
});

/** Somebody of the bureau who is entrusted with inspecting, and where they belong. */
export const inspector = z.object({ ...personName.shape, unitPath });
export type Inspector = z.infer<typeof inspector>;

export const draw = z.object({
  id,
  kind: checkKind,
  covert: z.boolean(),
  /** Whether chance or a person chose the squadron; the inspectors are always drawn. */
  squadronBy: z.enum(['drawn', 'assigned']),
  reason: z.nullable(z.string()),
  state: z.enum(['made', 'used', 'cancelled']),
  /** 32 random bytes, hex: the key of the HMAC. */
  seed: z.string(),
  candidates: z.object({
    squadrons: z.array(squadronName),
    inspectors: z.array(inspector),
  }),
  outcome: z.object({ squadron: squadronName, inspectors: z.array(personName) }),
  /** The check that came of it. */
  checkId: z.nullable(id),
  cancelled: z.nullable(z.object({ by: personName, at: instant, reason: z.string() })),
  madeBy: personName,
  madeAt: instant,
});
export type Draw = z.infer<typeof draw>;

export const drawSummary = z.object({
  id: draw.shape.id,
  kind: draw.shape.kind,
  covert: draw.shape.covert,
  squadronBy: draw.shape.squadronBy,
  state: draw.shape.state,
  outcome: draw.shape.outcome,
  checkId: draw.shape.checkId,
  madeBy: draw.shape.madeBy,
  madeAt: draw.shape.madeAt,
});
export type DrawSummary = z.infer<typeof drawSummary>;

// --- checks

export const checkPlace = z.strictObject({ label: text(80), point: z.optional(place) });

/** Beyond these a visit is split into several checks. */
export const MAX_CHECKED = 12;
const inspectorIds = z.array(id).check(z.minLength(2), z.maxLength(6));
const personIds = z.array(id).check(z.minLength(1), z.maxLength(MAX_CHECKED));

export const checkWrite = z.strictObject({
  ...phoneWrite,
  /** Made on the phone, so that scoring can go on before the service has heard of it. */
  checkId: id,
  /** Squadron, inspectors, kind and way are then as drawn. */
  drawId: z.optional(id),
  kind: checkKind,
  covert: z.boolean(),
  squadronPath: unitPath,
  /** Why this squadron: without a draw the check is a special one and says so; a draw has its own. */
  reason: z.optional(text(200)),
  /** Left out: a plan that waits for its inspectors. */
  inspectorIds: z.optional(inspectorIds),
  /** Left out: known only on site. */
  personIds: z.optional(personIds),
  checklist: z.strictObject({ code, version: z.int().check(z.minimum(1)) }),
  place: z.optional(checkPlace),
  /**
   * Day (Asia/Shanghai) on which the visit is planned, today or later (`DATE_IN_PAST`); not with
   * `personIds`, since that visit has begun. Left out, the inspectors choose: visits are not announced,
   * and their hour never is.
   */
  plannedOn: z.optional(day),
});
export type CheckWrite = z.infer<typeof checkWrite>;

export const assignWrite = z.strictObject({
  ...phoneWrite,
  inspectorIds,
  /** Takes the place of the plan's day, null of any; left out, that stands. */
  plannedOn: z.optional(z.nullable(day)),
  /** Why others go than were sent; without it only a plan that has no inspectors yet is assigned. */
  reason: z.optional(text(200)),
});
export const startWrite = z.strictObject({
  ...phoneWrite,
  personIds,
  place: z.optional(checkPlace),
});

export const MAX_EVIDENCE = 6;

/** What was found about one item of one subject. */
export const checkResult = z.strictObject({
  itemCode,
  /** Whom it concerns; null for the team. */
  personId: z.nullable(id),
  verdict: z.enum(verdicts),
  /** Photos; uploaded apart, after the words. */
  evidence: z.array(id).check(z.maxLength(MAX_EVIDENCE)),
  note: z.nullable(text(300)),
  /** Put right on the spot. */
  fixedOnSite: z.boolean(),
});
export type CheckResult = z.infer<typeof checkResult>;

export const resultsWrite = z.strictObject({
  ...phoneWrite,
  results: z.array(checkResult).check(z.minLength(1), z.maxLength(100)),
  /** Which of them (`resultKey`) one tap for the rest of a group has passed: they take no other's place. */
  rest: z.optional(z.array(text(120)).check(z.maxLength(100))),
});

/** Hash (hex SHA-256) of what one of those checked was shown: `seenBy` in `signed.ts`. */
const seen = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** One of those checked answers and signs, or refuses to sign with a noted reason (拒签注明). */
export const signoffWrite = z.strictObject({
  ...phoneWrite,
  personId: id,
  answer: z.nullable(text(500)),
  /** Picture of the signature, uploaded with purpose `signature`. */
  signatureId: z.nullable(id),
  refusalReason: z.nullable(text(200)),
  /** What they put their name to, or would not; left out by older phones: what the service holds then. */
  seen: z.optional(seen),
});

/** Takes somebody off a check who was named by mistake (`removalProblem`). */
export const removalWrite = z.strictObject({ ...phoneWrite, personId: id });

/** 作废: the check counts for nothing, and is kept with the reason. */
export const callOffWrite = z.strictObject({ ...phoneWrite, reason: text(200) });

export const sealWrite = z.strictObject({ ...phoneWrite });

export const acknowledgeWrite = z.strictObject({
  ...phoneWrite,
  /** 我有不同意见: the score stays out of summaries until it is settled. */
  disagree: z.boolean(),
  answer: z.nullable(text(500)),
});

const score = z.object({
  score: z.nullable(z.int()),
  vetoed: z.boolean(),
  grade: z.nullable(z.string()),
  applicable: z.int(),
  faults: z.int(),
  deductions: z.array(z.object({ groupCode: z.string(), points: z.int() })),
});

export const findingSubject = z.enum(['person', 'team']);

/** How a dispute was settled: the result stands, or it is taken back and counts for nothing. */
export const settlementOutcomes = ['kept', 'withdrawn'] as const;
export const settlementOutcome = z.enum(settlementOutcomes);
export type SettlementOutcome = z.infer<typeof settlementOutcome>;

/** Settles what one of those checked holds against a sealed result: all that they were shown of it, once. */
export const settleWrite = z.strictObject({
  ...phoneWrite,
  personId: id,
  outcome: settlementOutcome,
  reason: text(200),
});

const settlement = z.object({
  personId: id,
  by: personName,
  at: instant,
  outcome: settlementOutcome,
  reason: z.string(),
});

/** A fault found by a sealed check. Append-only: only a dispute and how it ended are added to it. */
export const finding = z.object({
  id,
  checkId: id,
  kind: checkKind,
  itemCode,
  itemName: z.string(),
  topic: code,
  topicName: z.string(),
  severity,
  subject: findingSubject,
  /** Points of the item before any cap of its group. */
  deduction: z.int(),
  note: z.nullable(z.string()),
  evidence: z.array(id),
  fixedOnSite: z.boolean(),
  /** Not put right on site, and not taken back: it needs a rectification notice. */
  needsNotice: z.boolean(),
  squadron: squadronName,
  /** The person, or for a team item those checked. */
  persons: z.array(personName),
  /** Disputed by somebody whom it concerns, and not settled yet. */
  disputed: z.boolean(),
  /** Taken back: a dispute of somebody whom it concerns was upheld. */
  withdrawn: z.optional(z.boolean()),
  foundAt: instant,
});
export type Finding = z.infer<typeof finding>;

/** Pictures that a sealed check names; each comes after its words. */
export const checkPictures = ['signature', 'evidence'] as const;
export const checkPicture = z.enum(checkPictures);
export type CheckPicture = z.infer<typeof checkPicture>;

/** How long (ms) after its seal a check waits for its pictures before it says that they lack. */
export const PICTURE_GRACE_MS = 3_600_000;

/** Why the asker sees a check; what is shown follows from it. */
export const checkRelation = z.enum(['inspector', 'checked', 'leader']);

export const checkSummary = z.object({
  id,
  kind: checkKind,
  covert: z.boolean(),
  state: spotCheckState,
  relation: checkRelation,
  squadron: squadronName,
  /** For one of those checked: only themselves. */
  persons: z.array(personName),
  checklist: z.object({ code, version: z.int(), name: z.string() }),
  /** Day on which it was planned to happen; null where its inspectors choose, and in older checks. */
  plannedOn: z.nullable(day),
  /** When the visit began; null before. */
  startedAt: z.nullable(instant),
  sealedAt: z.nullable(instant),
  /** Items found to apply and faults among them, as far as the asker may see. */
  applicable: z.int(),
  faults: z.int(),
  /** The asker's own where they were checked, otherwise of the check as a whole. */
  score: z.nullable(score),
  /** When the asker, if checked, noted having seen the result. */
  acknowledgedAt: z.nullable(instant),
  /** Somebody holds something against it that is not settled yet. */
  disputed: z.boolean(),
  /**
   * Kinds of pictures of which one has not arrived an hour after the seal, or was not taken by its
   * inspectors; none for those checked.
   */
  missingPictures: z.array(checkPicture),
});
export type CheckSummary = z.infer<typeof checkSummary>;

const signoff = z.object({
  personId: id,
  answer: z.nullable(z.string()),
  signatureId: z.nullable(id),
  refusalReason: z.nullable(z.string()),
  /** What it was tied to; not there in checks sealed before signoffs were. */
  seen: z.optional(z.string()),
});
const datedSignoff = z.object({ ...signoff.shape, at: instant });

/**
 * What the phone of an inspector sent after the other had sealed the check. It is kept beside the seal and changes
 * nothing of it: no score, no finding, nothing that was signed.
 */
export const lateRecord = z.object({
  by: personName,
  /** When the last of it arrived. */
  at: instant,
  /** The last by the phone for each item and subject. */
  results: z.array(checkResult),
  /** What those checked said and signed on it, or that they would not. */
  signoffs: z.array(signoff),
  /** Whom it is about. */
  persons: z.array(personName),
});
export type LateRecord = z.infer<typeof lateRecord>;

export const spotCheck = z.object({
  ...checkSummary.shape,
  drawId: z.nullable(id),
  /** Why this squadron, where somebody named it; null for those checked. */
  reason: z.nullable(z.string()),
  place: z.nullable(z.object({ label: z.string(), point: z.nullable(place) })),
  inspectors: z.array(personName),
  persons: z.array(z.object({ ...personName.shape, kind: personKind })),
  results: z.array(z.object({ ...checkResult.shape, deduction: z.int() })),
  /** The word of each that stands: of what is scored now. */
  signoffs: z.array(datedSignoff),
  /** What was signed or refused before the scores changed, or before a later word; kept, and not counted. */
  pastSignoffs: z.optional(z.array(datedSignoff)),
  /** Score of each person checked, as far as the asker may see; empty before the seal. */
  personScores: z.array(z.object({ personId: id, score })),
  acknowledgements: z.array(
    z.object({ personId: id, at: instant, disagree: z.boolean(), answer: z.nullable(z.string()) }),
  ),
  /** How what they hold against it was settled, each once; for one of those checked, their own. */
  settlements: z.optional(z.array(settlement)),
  findings: z.array(finding),
  /** Of those checked, only what is about them. */
  late: z._default(z.array(lateRecord), []),
  /** The clock of some phone that wrote here was off by more than five minutes. */
  clockDoubt: z.boolean(),
  /** Who called it off, and why; null where nobody did. */
  calledOff: z.optional(z.nullable(z.object({ by: personName, at: instant, reason: z.string() }))),
  /** Each time that others were sent than before, oldest first; none for those checked. */
  reassignments: z.optional(
    z.array(
      z.object({ by: personName, at: instant, before: z.array(personName), reason: z.string() }),
    ),
  ),
});
export type SpotCheck = z.infer<typeof spotCheck>;
