import type {
  EntryWrite,
  Ladder,
  LogState,
  PhotoRef,
  Place,
  ShiftState,
} from '@qiangji/shared-types';
import {
  defineCollection,
  OP_INDEX,
  type OpFields,
  type RecordEvent,
  type Stepped,
} from '../../platform/mongo';

/** A matter left for those who come next. */
export interface Matter {
  text: string;
  entryId: string | null;
}

export interface HandoverPart {
  requestedAt: Date;
  requestedBy: string;
  receiverId: string;
  /** Who was named before and need not come: what they were told of still opens. */
  sparedIds?: string[];
  matters: Matter[];
  note: string | null;
  confirmedAt: Date | null;
  confirmedBy: string | null;
}

export interface ReadingPart {
  kind: 'returned' | 'approved';
  by: string;
  at: Date;
  reason: string | null;
}

/** Of what came after its log had been marked as read or archived (`since`). */
export interface LatePart {
  since: Date;
  receivedAt: Date;
  /** Which of the two; not there in what was kept before. */
  closed?: 'read' | 'archived';
}

/** What a shift's people put right in it, one step at a time. */
export interface ShiftFix {
  joinedIds: string[];
  absentIds: string[];
  /** What stood there, of that which became another. */
  before: Partial<Pick<ShiftDocument, 'sections' | 'vehicle' | 'recorders'>>;
}

export interface ShiftEvent extends RecordEvent {
  /** What was said with the step. */
  note: string | null;
  fix?: ShiftFix;
  /** Of an end that came after another's hand-over: how many matters it added to that. */
  addedMatters?: number;
}

export interface ShiftDocument extends OpFields, Stepped {
  /** Made by the phone. */
  _id: string;
  unitPath: string;
  /** Owner first, then partners. */
  memberIds: string[];
  /** Who was named and taken off again: they may still see it, and are on it again once they write in it. */
  formerIds?: string[];
  /**
   * Ids under which phones of colleagues opened this same shift. What they wrote before they knew of it names
   * theirs: `ShiftRepository` finds the shift by any of them.
   */
  aliases?: { shiftId: string; personId: string }[];
  day: string;
  templateCode: string;
  catalogueVersion: number;
  plannedEndAt: Date;
  sections: string[];
  vehicle: string | null;
  recorders: string[];
  deviceAt: Date;
  /** When it was opened. */
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  state: ShiftState;
  endedAt: Date | null;
  log: Exclude<LogState, 'archived'>;
  handover: HandoverPart | null;
  /** What was left undone where none followed; not there in shifts that were closed before it was kept. */
  leftOpen?: Matter[];
  /** What was only said at the hand-over or the end, and is settled: by its words. */
  settledTexts?: string[];
  /** The last one; it stands, too, where something that came late opened the log again. */
  reading: ReadingPart | null;
  /** When something that came late opened the log again, for its leader to see. */
  reopenedAt?: Date;
  events: ShiftEvent[];
  schemaVersion: 1;
}

export const shiftCollection = defineCollection<ShiftDocument>('duty_shifts', [
  OP_INDEX,
  { key: { memberIds: 1, day: -1, _id: -1 } },
  { key: { unitPath: 1, day: -1, _id: -1 } },
  { key: { 'handover.receiverId': 1 }, sparse: true },
  { key: { 'aliases.shiftId': 1 }, sparse: true },
  { key: { formerIds: 1 }, sparse: true },
  { key: { state: 1, unitPath: 1 } },
  { key: { log: 1, unitPath: 1 } },
  { key: { reopenedAt: 1 }, sparse: true },
]);

/**
 * Which shift a person opened last: its document is the lock that lets one shift be open a person. It
 * is moved on by compare-and-set, since a unique index over a field that changes would not do: one
 * of the databases keeps a value taken that an update has freed.
 */
export interface OpenShiftDocument {
  /** The person. */
  _id: string;
  shiftId: string;
  /** When it was claimed; the shift itself follows at once. The epoch: the claim was given up again. */
  at: Date;
}

export const openShiftCollection = defineCollection<OpenShiftDocument>('duty_open_shifts', []);

/** What an amendment changed, as it stood before; the codes are of the catalogue's version beside them. */
export type EntryBefore = Partial<
  Pick<
    EntryDocument,
    | 'text'
    | 'catalogueVersion'
    | 'categoryCode'
    | 'handlingCode'
    | 'partyTypeCode'
    | 'section'
    | 'officerIds'
    | 'recorders'
    | 'recorderSkipReason'
    | 'from12345'
    | 'at'
  >
>;

export interface EntryEvent extends RecordEvent {
  /** What stood there before an amendment; null in other steps. */
  before: EntryBefore | null;
  /** Photos that an amendment added. */
  addedPhotos?: PhotoRef[];
  late?: LatePart;
}

export interface EntryDocument extends OpFields, Stepped {
  /** Made by the phone. */
  _id: string;
  shiftId: string;
  unitPath: string;
  /** Of the shift. */
  day: string;
  catalogueVersion: number;
  categoryCode: string;
  handlingCode: string;
  ladder: Ladder;
  enforcement: boolean;
  partyTypeCode: string;
  text: string | null;
  place: Place | null;
  section: string | null;
  photos: PhotoRef[];
  recorders: string[];
  recorderSkipReason: string | null;
  officerIds: string[];
  from12345: boolean;
  incident: boolean;
  matter: 'none' | 'open' | 'settled';
  matterNote: string | null;
  state: 'recorded' | 'draft_for_officer';
  takenOverBy: string | null;
  /** When it happened: as typed, else when it was written. */
  at: Date;
  happenedAt: EntryWrite['happenedAt'] | null;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  /** Only where it came late. */
  late?: LatePart;
  events: EntryEvent[];
  schemaVersion: 1;
}

export const entryCollection = defineCollection<EntryDocument>('duty_entries', [
  OP_INDEX,
  { key: { shiftId: 1, at: 1 } },
  { key: { actorId: 1, day: 1 } },
  { key: { takenOverBy: 1, day: 1 } },
  { key: { officerIds: 1, day: 1 } },
  { key: { unitPath: 1, day: 1 } },
  { key: { unitPath: 1, state: 1, _id: 1 } },
  { key: { shiftId: 1, matter: 1 } },
]);
