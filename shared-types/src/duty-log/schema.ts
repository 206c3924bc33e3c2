import { code, day, id, instant, personKind, phoneWrite, place, text, unitPath, z } from '../core';
import { awayDays } from '../leave';
import { photoRef } from '../media';
import { ladder } from '../standard';

/** Category codes that the rules know by name. */
export const INCIDENT_CATEGORY = 'incident';
export const PUBLIC_REQUEST_CATEGORY = 'public_request';

/** An act of enforcement is recorded by at least so many devices (plan section 三(二)3). */
export const MIN_RECORDERS = 2;

/** An entry shows at most so many photos, those that were added later among them. */
export const MAX_ENTRY_PHOTOS = 9;

/** And done by at least so many officers (行政处罚法 第四十二条). */
export const MIN_OFFICERS = 2;

const personRef = z.object({ personId: id, name: z.string() });
const named = z.object({ code, name: z.string() });
const recorders = z._default(z.array(text(30)).check(z.maxLength(8)), []);

/** `handover_requested` and on: the person is off duty. */
export const shiftStates = ['on_duty', 'handover_requested', 'handed_over', 'closed'] as const;
export const shiftState = z.enum(shiftStates);
export type ShiftState = z.infer<typeof shiftState>;

/** Of the log as the leader reads it; `archived` after 30 days. */
export const logStates = ['draft', 'submitted', 'returned', 'approved', 'archived'] as const;
export const logState = z.enum(logStates);
export type LogState = z.infer<typeof logState>;

/** Of what came after its log had been marked as read, or archived. */
export const late = z.object({
  /** Since when nobody looked at the log any more. */
  since: instant,
  receivedAt: instant,
  /** How the log was closed; of what came before this was kept nothing is known. */
  closed: z.optional(z.enum(['read', 'archived'])),
});
export type Late = z.infer<typeof late>;

/** The id is made by the phone, so that entries can name the shift before the service knows it. */
export const shiftOpen = z.strictObject({
  ...phoneWrite,
  shiftId: id,
  templateCode: code,
  catalogueVersion: z.int().check(z.minimum(1)),
  /** Road sections or grids of the route, in order. */
  sections: z.array(text(40)).check(z.minLength(1), z.maxLength(20)),
  vehicle: z.optional(text(20)),
  /** Numbers of the recorders drawn. */
  recorders,
  partnerIds: z._default(z.array(id).check(z.maxLength(12)), []),
});
export type ShiftOpen = z.infer<typeof shiftOpen>;

/**
 * What is put right about a shift. People join and are taken off one by one, whoever else stands there:
 * two phones that change different things at once both get what they said.
 */
export const shiftChange = z.strictObject({
  ...phoneWrite,
  /** Came along after all. */
  joinedIds: z._default(z.array(id).check(z.maxLength(12)), []),
  /** Were named and did not come. */
  absentIds: z._default(z.array(id).check(z.maxLength(12)), []),
  sections: z.optional(z.array(text(40)).check(z.minLength(1), z.maxLength(20))),
  /** Null: on foot. */
  vehicle: z.optional(z.nullable(text(20))),
  recorders: z.optional(z.array(text(30)).check(z.maxLength(8))),
});
export type ShiftChange = z.infer<typeof shiftChange>;

/** One step in which a shift's people or things were put right, with what stood there before. */
export const shiftChanged = z.object({
  /**
   * `changed` by its people; `opened_too`: a colleague’s phone went on the same duty; `came`: who had been
   * taken off wrote in it; `elsewhere`: who was named had gone on another one.
   */
  kind: z.enum(['changed', 'opened_too', 'came', 'elsewhere']),
  at: instant,
  by: personRef,
  joined: z.array(personRef),
  absent: z.array(personRef),
  before: z.object({
    sections: z.optional(z.array(z.string())),
    vehicle: z.optional(z.nullable(z.string())),
    recorders: z.optional(z.array(z.string())),
  }),
});
export type ShiftChanged = z.infer<typeof shiftChanged>;

/** Days on which a colleague of one’s own unit is away; never why. */
export const absence = z.object({ personId: id, ...awayDays.shape });
export type Absence = z.infer<typeof absence>;

/** An officer of the bureau who may be named at an act: no more than that takes. */
export const officer = z.object({
  personId: id,
  name: z.string(),
  unitName: z.string(),
  enforcementIdValid: z.boolean(),
});
export type Officer = z.infer<typeof officer>;

/** Something left for those who come next. */
export const openMatter = z.strictObject({ text: text(200), entryId: z.optional(id) });

const keptMatter = z.object({ text: z.string(), entryId: z.nullable(id) });

/** A matter of a shift that has ended and that nobody has settled. */
export const leftMatter = z.object({
  text: z.string(),
  /** The entry that it is of; none where it was only said at the hand-over. */
  entryId: z.nullable(id),
  shiftId: id,
  section: z.nullable(z.string()),
  from: personRef,
  /** When the shift that left it ended. */
  at: instant,
  /** Whether the shift was handed to whoever asks. */
  toMe: z.boolean(),
});
export type LeftMatter = z.infer<typeof leftMatter>;

export const handover = z.object({
  requestedAt: instant,
  requestedBy: personRef,
  receiver: personRef,
  matters: z.array(keptMatter),
  note: z.nullable(z.string()),
  confirmedAt: z.nullable(instant),
  /** Who took over, where not the one it was meant for. */
  confirmedBy: z.nullable(personRef),
  /** Not confirmed within an hour. */
  overdue: z.boolean(),
});
export type Handover = z.infer<typeof handover>;

export const shiftSummary = z.object({
  id,
  /** The day it began, Asia/Shanghai: a night shift stays with its evening. */
  day,
  owner: personRef,
  unitPath,
  unitName: z.string(),
  templateCode: code,
  templateName: z.string(),
  plannedEndAt: instant,
  sections: z.array(z.string()),
  vehicle: z.nullable(z.string()),
  recorders: z.array(z.string()),
  partners: z.array(z.object({ ...personRef.shape, kind: personKind })),
  openedAt: instant,
  endedAt: z.nullable(instant),
  clockDoubt: z.boolean(),
  state: shiftState,
  log: logState,
  entryCount: z.int(),
  enforcementCount: z.int(),
  incidentCount: z.int(),
});
export type ShiftSummary = z.infer<typeof shiftSummary>;

export const entryStates = ['recorded', 'draft_for_officer'] as const;
export const entryState = z.enum(entryStates);

/** Of an amendment: what stood there, each thing that it changed and no other. */
export const entryBefore = z.object({
  text: z.optional(z.nullable(z.string())),
  category: z.optional(named),
  handling: z.optional(named),
  partyType: z.optional(named),
  section: z.optional(z.nullable(z.string())),
  officers: z.optional(z.array(personRef)),
  recorders: z.optional(z.array(z.string())),
  recorderSkipReason: z.optional(z.nullable(named)),
  from12345: z.optional(z.boolean()),
  /** When it had been said to have happened. */
  at: z.optional(instant),
});
export type EntryBefore = z.infer<typeof entryBefore>;

export const entry = z.object({
  id,
  shiftId: id,
  day,
  author: personRef,
  category: named,
  handling: named,
  ladder,
  enforcement: z.boolean(),
  partyType: named,
  text: z.nullable(z.string()),
  place: z.nullable(place),
  section: z.nullable(z.string()),
  photos: z.array(photoRef),
  recorders: z.array(z.string()),
  recorderSkipReason: z.nullable(named),
  /** Officers of an act of enforcement, each with a valid enforcement ID on the day. */
  officers: z.array(personRef),
  from12345: z.boolean(),
  incident: z.boolean(),
  matter: z.enum(['none', 'open', 'settled']),
  matterNote: z.nullable(z.string()),
  state: entryState,
  /** The officer who took an auxiliary's draft over. */
  takenOverBy: z.nullable(personRef),
  /** When it happened: as typed, else when it was written. */
  at: instant,
  occurredAt: instant,
  clockDoubt: z.boolean(),
  /** What stood there before, oldest first; nothing is overwritten. */
  amendments: z.array(
    z.object({
      at: instant,
      by: personRef,
      before: entryBefore,
      /** How many photos it added. */
      addedPhotos: z.int(),
      late: z.nullable(late),
    }),
  ),
  /** The whole entry came late; null: it was there when its log was looked at. */
  late: z.nullable(late),
});
export type Entry = z.infer<typeof entry>;

/** An entry with what the one who reads it may do to it. */
export const entryRead = z.object({
  ...entry.shape,
  may: z.object({
    amend: z.boolean(),
    /** Whether the act is theirs to put right, with its officers; else they correct what they saw. */
    amendAct: z.boolean(),
    settle: z.boolean(),
  }),
});
export type EntryRead = z.infer<typeof entryRead>;

export const shift = z.object({
  ...shiftSummary.shape,
  handover: z.nullable(handover),
  /** What a shift that none followed left undone. */
  leftOpen: z.array(keptMatter),
  /** The leader's last word: returned with a reason, or read. */
  reading: z.nullable(
    z.object({
      kind: z.enum(['returned', 'approved']),
      by: personRef,
      at: instant,
      reason: z.nullable(z.string()),
    }),
  ),
  /** By the time at which they happened. */
  entries: z.array(entry),
  /** Ids under which phones of colleagues opened the same shift; what names one of them means this one. */
  aliases: z.optional(z.array(z.object({ shiftId: id, personId: id }))),
  /** What was put right since it was opened, oldest first. */
  changes: z.optional(z.array(shiftChanged)),
});
export type Shift = z.infer<typeof shift>;

/** What makes an entry an act of enforcement's record. */
const enforcementFields = {
  handlingCode: code,
  /** Officers at the act beside the one who writes. */
  officerIds: z._default(z.array(id).check(z.maxLength(12)), []),
  recorders,
  /** Why fewer than two recorders were there. */
  recorderSkipReason: z.optional(code),
};

export const entryWrite = z.strictObject({
  ...phoneWrite,
  ...enforcementFields,
  entryId: id,
  catalogueVersion: z.int().check(z.minimum(1)),
  categoryCode: code,
  partyTypeCode: code,
  text: z.optional(text(500)),
  place: z.optional(place),
  section: z.optional(text(40)),
  photos: z._default(z.array(photoRef).check(z.maxLength(MAX_ENTRY_PHOTOS)), []),
  /** Typed where it is written down later; not in the future. */
  happenedAt: z.optional(instant),
  from12345: z._default(z.boolean(), false),
  /** Something is left to do. */
  openMatter: z._default(z.boolean(), false),
  /** An auxiliary knows that an officer has to handle it: kept for one, and not refused. */
  draftForOfficer: z._default(z.boolean(), false),
});
export type EntryWrite = z.infer<typeof entryWrite>;

/** What is left out stays as it is; `recorders` and the reason for fewer go together. */
export const entryAmend = z.strictObject({
  ...phoneWrite,
  /** Null takes it away. */
  text: z.optional(z.nullable(text(500))),
  /** Of which catalogue the codes are; left out: that of the entry. */
  catalogueVersion: z.optional(z.int().check(z.minimum(1))),
  categoryCode: z.optional(code),
  handlingCode: z.optional(code),
  partyTypeCode: z.optional(code),
  section: z.optional(text(40)),
  officerIds: z.optional(z.array(id).check(z.maxLength(12))),
  recorders: z.optional(z.array(text(30)).check(z.maxLength(8))),
  recorderSkipReason: z.optional(code),
  /** Not in the future. */
  happenedAt: z.optional(instant),
  from12345: z.optional(z.boolean()),
  /** None is ever taken away. */
  addedPhotos: z.optional(z.array(photoRef).check(z.maxLength(MAX_ENTRY_PHOTOS))),
  /** As in a new entry: an auxiliary leaves what they may not handle to an officer. */
  draftForOfficer: z.optional(z.boolean()),
});
export type EntryAmend = z.infer<typeof entryAmend>;
export const matterSettle = z.strictObject({ ...phoneWrite, note: z.optional(text(200)) });
/** `text` as it stands in the list: that is the name of a matter without an entry. */
export const leftSettle = z.strictObject({ ...phoneWrite, text: text(200) });
export const draftTakeOver = z.strictObject({ ...phoneWrite, ...enforcementFields });

export const handoverRequest = z.strictObject({
  ...phoneWrite,
  receiverId: id,
  matters: z._default(z.array(openMatter).check(z.maxLength(20)), []),
  note: z.optional(text(300)),
});
export type HandoverRequest = z.infer<typeof handoverRequest>;
export const handoverConfirm = z.strictObject({ ...phoneWrite });
export const shiftClose = z.strictObject({
  ...phoneWrite,
  matters: z._default(z.array(openMatter).check(z.maxLength(20)), []),
  note: z.optional(text(300)),
});

export const logReturn = z.strictObject({ ...phoneWrite, reason: text(300) });
export const logStep = z.strictObject({ ...phoneWrite, note: z.optional(text(300)) });

export const anomalyCodes = [
  'incident',
  'returned',
  'recorders_missing',
  'draft_waiting',
  'clock_doubt',
  'no_entry',
  'not_ended',
  'handover_waiting',
  'handover_late',
  'far_off',
  'outside_shift',
  'came_late',
] as const;

/** What is unusual about a log, in words; it says nothing about anybody's merit. */
export const anomaly = z.object({ code: z.enum(anomalyCodes), text: z.string() });
export type Anomaly = z.infer<typeof anomaly>;

/** A leader's day: every unusual log, a drawn sample of the rest, and how many need nobody. */
export const dayReading = z.object({
  day,
  unusual: z.array(z.object({ shift: shiftSummary, anomalies: z.array(anomaly) })),
  sample: z.array(shiftSummary),
  others: z.int(),
});
export type DayReading = z.infer<typeof dayReading>;
