import type {
  DutyCatalogue,
  DutyTerms,
  Entry,
  Handover,
  Late,
  Shift,
  ShiftChanged,
  ShiftSummary,
} from '@qiangji/shared-types';
import type { PersonDocument } from '../org';
import type {
  EntryBefore,
  EntryDocument,
  HandoverPart,
  LatePart,
  ShiftDocument,
  ShiftEvent,
} from './duty-log.collection';
import { handoverOverdue, logStateOf } from './duty-log.rules';
import type { EntryCounts } from './entry.repository';
import { ENDS } from './shift-change.rules';
import type { ShiftRow } from './shift.repository';

/** What a presenter needs besides the records themselves. */
export interface Names {
  people: ReadonlyMap<string, PersonDocument>;
  unitName(path: string): string;
  catalogue(version: number): DutyCatalogue;
  nowMs: number;
}

type Amendment = Entry['amendments'][number];

const changeKinds = ['changed', 'opened_too', 'came', 'elsewhere'] as const;
const NO_COUNTS: EntryCounts = { entries: 0, enforcement: 0, incidents: 0 };

function personRef(names: Names, personId: string) {
  return { personId, name: names.people.get(personId)?.name ?? '' };
}

function named(list: readonly { code: string; name: string }[], code: string) {
  return { code, name: list.find((one) => one.code === code)?.name ?? code };
}

export function presentSummary(
  shift: ShiftRow,
  names: Names,
  counts: EntryCounts = NO_COUNTS,
): ShiftSummary {
  const { shiftTemplates, terms } = names.catalogue(shift.catalogueVersion);
  const partners = shift.memberIds.slice(1);
  return {
    id: shift._id,
    day: shift.day,
    owner: personRef(names, shift.actorId),
    unitPath: shift.unitPath,
    unitName: names.unitName(shift.unitPath),
    templateCode: shift.templateCode,
    templateName: named(shiftTemplates, shift.templateCode).name,
    plannedEndAt: shift.plannedEndAt.toISOString(),
    sections: shift.sections,
    vehicle: shift.vehicle,
    recorders: shift.recorders,
    partners: partners.map((personId) => ({
      ...personRef(names, personId),
      kind: names.people.get(personId)?.kind ?? 'officer',
    })),
    openedAt: shift.occurredAt.toISOString(),
    endedAt: shift.endedAt?.toISOString() ?? null,
    clockDoubt: shift.clockDoubt,
    state: shift.state,
    log: logStateOf(shift, terms, names.nowMs),
    entryCount: counts.entries,
    enforcementCount: counts.enforcement,
    incidentCount: counts.incidents,
  };
}

function presentHandover(handover: HandoverPart, terms: DutyTerms, names: Names): Handover {
  const { requestedAt, requestedBy, receiverId, matters, note, confirmedAt, confirmedBy } =
    handover;
  return {
    requestedAt: requestedAt.toISOString(),
    requestedBy: personRef(names, requestedBy),
    receiver: personRef(names, receiverId),
    matters,
    note,
    confirmedAt: confirmedAt?.toISOString() ?? null,
    confirmedBy: confirmedBy === null ? null : personRef(names, confirmedBy),
    overdue: handoverOverdue(handover, terms, names.nowMs),
  };
}

export function presentEntry(entry: EntryDocument, names: Names): Entry {
  const catalogue = names.catalogue(entry.catalogueVersion);
  const { recorderSkipReason } = entry;
  return {
    id: entry._id,
    shiftId: entry.shiftId,
    day: entry.day,
    author: personRef(names, entry.actorId),
    category: named(catalogue.categories, entry.categoryCode),
    handling: named(catalogue.handlings, entry.handlingCode),
    ladder: entry.ladder,
    enforcement: entry.enforcement,
    partyType: named(catalogue.partyTypes, entry.partyTypeCode),
    text: entry.text,
    place: entry.place,
    section: entry.section,
    photos: entry.photos,
    recorders: entry.recorders,
    recorderSkipReason:
      recorderSkipReason === null ? null : named(catalogue.recorderSkipReasons, recorderSkipReason),
    officers: entry.officerIds.map((personId) => personRef(names, personId)),
    from12345: entry.from12345,
    incident: entry.incident,
    matter: entry.matter,
    matterNote: entry.matterNote,
    state: entry.state,
    takenOverBy: entry.takenOverBy === null ? null : personRef(names, entry.takenOverBy),
    at: entry.at.toISOString(),
    occurredAt: entry.occurredAt.toISOString(),
    clockDoubt: entry.clockDoubt,
    amendments: entry.events.flatMap(({ before, at, actorId, addedPhotos = [], late }) =>
      before === null
        ? []
        : [
            {
              at: at.toISOString(),
              by: personRef(names, actorId),
              before: presentBefore(before, entry.catalogueVersion, names),
              addedPhotos: addedPhotos.length,
              late: presentLate(late),
            },
          ],
    ),
    late: presentLate(entry.late),
  };
}

function presentLate(late: LatePart | undefined): Late | null {
  if (!late) return null;
  const { since, receivedAt, closed } = late;
  return {
    since: since.toISOString(),
    receivedAt: receivedAt.toISOString(),
    ...(closed && { closed }),
  };
}

function presentBefore(before: EntryBefore, version: number, names: Names): Amendment['before'] {
  const catalogue = names.catalogue(before.catalogueVersion ?? version);
  const { categoryCode, handlingCode, partyTypeCode, recorderSkipReason: reason } = before;
  const { text, section, officerIds, recorders, from12345, at } = before;
  const given = {
    text,
    section,
    recorders,
    from12345,
    category: categoryCode && named(catalogue.categories, categoryCode),
    handling: handlingCode && named(catalogue.handlings, handlingCode),
    partyType: partyTypeCode && named(catalogue.partyTypes, partyTypeCode),
    recorderSkipReason: reason && named(catalogue.recorderSkipReasons, reason),
    officers: officerIds?.map((personId) => personRef(names, personId)),
    at: at?.toISOString(),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export function presentShift(
  shift: ShiftDocument,
  entries: readonly EntryDocument[],
  names: Names,
): Shift {
  const counts = {
    entries: entries.length,
    enforcement: entries.filter((entry) => entry.enforcement).length,
    incidents: entries.filter((entry) => entry.incident).length,
  };
  const { reading, handover } = shift;
  const { terms } = names.catalogue(shift.catalogueVersion);
  return {
    ...presentSummary(shift, names, counts),
    leftOpen: shift.leftOpen ?? [],
    handover: handover && presentHandover(handover, terms, names),
    reading: reading && {
      kind: reading.kind,
      by: personRef(names, reading.by),
      at: reading.at.toISOString(),
      reason: reading.reason,
    },
    entries: entries.map((entry) => presentEntry(entry, names)),
    aliases: shift.aliases ?? [],
    changes: shift.events.flatMap((event) => presentChange(event, names)),
  };
}

/** A step that put something right; the others have their own place in the answer. */
function presentChange({ type, at, actorId, fix }: ShiftEvent, names: Names): ShiftChanged[] {
  // Whoever ended a shift that they had been taken off was there after all.
  const kind = ENDS.has(type) ? 'came' : changeKinds.find((one) => one === type);
  if (!fix || !kind) return [];
  const all = (ids: readonly string[]) => ids.map((personId) => personRef(names, personId));
  const { joinedIds, absentIds, before } = fix;
  const by = personRef(names, actorId);
  return [
    { kind, at: at.toISOString(), by, joined: all(joinedIds), absent: all(absentIds), before },
  ];
}

/** Everybody whom records name. */
export function idsIn(
  shifts: readonly ShiftDocument[],
  entries: readonly EntryDocument[],
): string[] {
  const ofShifts = shifts.flatMap(({ memberIds, handover, reading, events }) => [
    ...memberIds,
    ...events.flatMap(({ actorId, fix }) =>
      fix ? [actorId, ...fix.joinedIds, ...fix.absentIds] : [],
    ),
    handover?.requestedBy,
    handover?.receiverId,
    handover?.confirmedBy,
    reading?.by,
  ]);
  const ofEntries = entries.flatMap((entry) => [
    entry.actorId,
    entry.takenOverBy,
    ...entry.officerIds,
    ...entry.events.map((event) => event.actorId),
    ...entry.events.flatMap((event) => event.before?.officerIds ?? []),
  ]);
  return [...ofShifts, ...ofEntries].filter((id) => typeof id === 'string');
}
