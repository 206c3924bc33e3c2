import {
  DAY_MS,
  dayOf,
  dayStart,
  INCIDENT_CATEGORY,
  minutesOf,
  type DutyCatalogue,
  type Entry,
  type Late,
  type EntryWrite,
  type PhotoRef,
  type Shift,
  type ShiftChange,
  type ShiftOpen,
} from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import type { IconName } from '@/ui/icon';
import type { RoadSection } from '@/ui/road-strip';
import type { SentState } from '@/ui/sent-mark';

const MINUTE_MS = 60_000;

/** The last that one does often ends after the shift did. */
const AFTER_MS = 60 * MINUTE_MS;

/** An entry as the timeline shows one, whether the service has it yet or not. */
export interface EntryRow {
  id: string;
  at: number;
  category: string;
  handling: string;
  section: string | undefined;
  text: string | undefined;
  author: string | undefined;
  photo: PhotoRef | undefined;
  incident: boolean;
  enforcement: boolean;
  draft: boolean;
  openMatter: boolean;
  /** It came after the log had been looked at. */
  late?: NonNullable<Late['closed']>;
  sent: SentState;
}

/** The shift that somebody is on, with what this phone has not sent yet. */
export interface ShiftView {
  /** As this phone made it, where it opened the shift: what is written in it names that one. */
  id: string;
  /** As the service calls it, where a colleague's phone had opened the same one before. */
  serviceId?: string;
  day: string | undefined;
  ownerId: string;
  templateName: string;
  openedAt: number;
  plannedEndAt: number | undefined;
  /** Only of one that has ended. */
  endedAt?: number;
  sections: readonly string[];
  vehicle: string | undefined;
  recorders: readonly string[];
  /** Everybody on it, the owner first. */
  members: readonly { personId: string; name: string }[];
  /** Those who were there for certain: they opened it, or wrote in it. */
  cameIds?: readonly string[];
  entries: readonly EntryRow[];
  sent: SentState;
}

function named(list: readonly { code: string; name: string }[] | undefined, code: string): string {
  return list?.find((one) => one.code === code)?.name ?? code;
}

/** An entry, or a correction of it, that came after its log had been looked at; one kept from before says nothing. */
function cameLate({ late, amendments }: Entry): EntryRow['late'] {
  const first = [late, ...amendments.map((one) => one.late)].find((one) => Boolean(one));
  return first ? (first.closed ?? 'read') : undefined;
}

/** A row of an entry that the service has. */
export function rowOf(entry: Entry, own?: string): EntryRow {
  return {
    id: entry.id,
    at: Date.parse(entry.at),
    category: entry.category.name,
    handling: entry.handling.name,
    section: entry.section ?? undefined,
    text: entry.text ?? undefined,
    author: entry.author.personId === own ? undefined : entry.author.name,
    photo: entry.photos[0],
    incident: entry.incident,
    enforcement: entry.enforcement,
    draft: entry.state === 'draft_for_officer',
    openMatter: entry.matter === 'open',
    late: cameLate(entry),
    sent: 'sent',
  };
}

/** How far an item has got, in the words of the mark. */
const sentOf = ({ state }: OutboxItem): SentState => state;

function localRow(item: OutboxItem, catalogue: DutyCatalogue | undefined): EntryRow {
  const body = item.body as EntryWrite;
  const handling = catalogue?.handlings.find((one) => one.code === body.handlingCode);
  return {
    id: body.entryId,
    at: Date.parse(body.happenedAt ?? item.deviceAt),
    category: named(catalogue?.categories, body.categoryCode),
    handling: named(catalogue?.handlings, body.handlingCode),
    section: body.section,
    text: body.text,
    author: undefined,
    photo: body.photos[0],
    incident: body.categoryCode === INCIDENT_CATEGORY,
    enforcement: handling?.enforcement ?? false,
    draft: body.draftForOfficer,
    openMatter: body.openMatter,
    sent: sentOf(item),
  };
}

export interface Known {
  catalogue: DutyCatalogue | undefined;
  me: { personId: string; name: string };
  /** Names of colleagues, for partners of a shift that was opened here. */
  nameOf(personId: string): string | undefined;
}

function localShift(item: OutboxItem, known: Known): ShiftView {
  const body = item.body as ShiftOpen;
  const partners = body.partnerIds.map((personId) => ({
    personId,
    name: known.nameOf(personId) ?? '同事',
  }));
  return {
    id: body.shiftId,
    day: undefined,
    ownerId: known.me.personId,
    templateName: named(known.catalogue?.shiftTemplates, body.templateCode),
    openedAt: Date.parse(item.deviceAt),
    plannedEndAt: undefined,
    sections: body.sections,
    vehicle: body.vehicle,
    recorders: body.recorders,
    members: [known.me, ...partners],
    cameIds: [known.me.personId],
    entries: [],
    sent: sentOf(item),
  };
}

export function viewOf(shift: Shift, own: string): ShiftView {
  const { aliases = [], owner, entries } = shift;
  const mine = aliases.find(({ personId }) => personId === own);
  const writers = entries.flatMap(({ author, takenOverBy }) => [author, takenOverBy ?? author]);
  return {
    id: mine?.shiftId ?? shift.id,
    ...(mine ? { serviceId: shift.id } : {}),
    cameIds: [...new Set([owner, ...aliases, ...writers].map(({ personId }) => personId))],
    day: shift.day,
    ownerId: shift.owner.personId,
    templateName: shift.templateName,
    openedAt: Date.parse(shift.openedAt),
    plannedEndAt: Date.parse(shift.plannedEndAt),
    ...(shift.endedAt ? { endedAt: Date.parse(shift.endedAt) } : {}),
    sections: shift.sections,
    vehicle: shift.vehicle ?? undefined,
    recorders: shift.recorders,
    members: [shift.owner, ...shift.partners],
    entries: shift.entries.map((entry) => rowOf(entry, own)),
    sent: 'sent',
  };
}

/** Whether somebody may add to their shift that has ended: until its leader has looked at its log. */
export function takesMore(shift: Shift, personId: string): boolean {
  const own = [shift.owner, ...shift.partners].some((one) => one.personId === personId);
  const open = shift.log === 'submitted' || shift.log === 'returned';
  return own && open && shift.endedAt !== null;
}

/** A time of day (`01:10`) within a shift, in ms: after midnight where the shift went on till then. */
export function momentIn(
  { openedAt, plannedEndAt = openedAt, endedAt = plannedEndAt }: ShiftView,
  time: string,
): number {
  const at = dayStart(dayOf(openedAt)) + minutesOf(time) * MINUTE_MS;
  const next = at + DAY_MS;
  return at < openedAt && next <= Math.max(endedAt, plannedEndAt) + AFTER_MS ? next : at;
}

/** A shift with what this phone says was otherwise; null where it says that its own person did not come. */
export function withChange(
  shift: ShiftView,
  { joinedIds = [], absentIds = [], ...things }: Partial<ShiftChange>,
  known: Pick<Known, 'nameOf'> & { me: { personId: string } },
): ShiftView | null {
  if (absentIds.includes(known.me.personId)) return null;
  const on = new Set(shift.members.map(({ personId }) => personId));
  const joined = joinedIds
    .filter((personId) => !on.has(personId))
    .map((personId) => ({ personId, name: known.nameOf(personId) ?? '同事' }));
  const stayed = shift.members.filter(({ personId }) => !absentIds.includes(personId));
  const { sections = shift.sections, recorders = shift.recorders } = things;
  const vehicle = things.vehicle === undefined ? shift.vehicle : (things.vehicle ?? undefined);
  return { ...shift, members: [...stayed, ...joined], sections, recorders, vehicle };
}

/** What was put right on this phone and the service does not have yet, as far as it stands. */
export function changesOf(shift: ShiftView, pending: readonly OutboxItem[]): ShiftChange[] {
  return pending.flatMap((item) =>
    item.routeId === 'dutyLog.changeShift' && item.state !== 'rejected' && isIn(item, shift)
      ? [item.body as ShiftChange]
      : [],
  );
}

const paramsOf = (item: OutboxItem) => item.params as { shiftId?: string } | undefined;

/** The shift that an item which this phone has not sent is written in. */
export function shiftIdOf(item: OutboxItem): string | undefined {
  return paramsOf(item)?.shiftId;
}

/** Whether an item is of this shift, by whichever id. */
function isIn(item: OutboxItem, { id, serviceId }: ShiftView): boolean {
  const shiftId = shiftIdOf(item);
  return shiftId !== undefined && (shiftId === id || shiftId === serviceId);
}

/** The opening of a shift that waits on this phone: what is written in it goes after it. */
export function openingOf(shiftId: string, pending: readonly OutboxItem[]): OutboxItem | undefined {
  return pending.find(
    ({ routeId, body }) =>
      routeId === 'dutyLog.openShift' && (body as ShiftOpen | undefined)?.shiftId === shiftId,
  );
}

/** The entries of a shift that wait on this phone: its end goes after those that are on their way. */
export function entriesOf(shiftId: string, pending: readonly OutboxItem[]): OutboxItem[] {
  return pending.filter(
    (item) => item.routeId === 'dutyLog.appendEntry' && shiftIdOf(item) === shiftId,
  );
}

/** Whether an item ends its shift: a hand-over, or a close. */
export function endsShift({ routeId }: Pick<OutboxItem, 'routeId'>): boolean {
  return routeId === 'dutyLog.requestHandover' || routeId === 'dutyLog.closeShift';
}

/** Entries that this phone has said are settled and that the service does not know to be so yet. */
export function settledHere(pending: readonly OutboxItem[]): Set<string> {
  const settling = pending.filter(
    ({ routeId, state }) => routeId === 'dutyLog.settleMatter' && state !== 'rejected',
  );
  return new Set(settling.map(({ params }) => (params as { entryId: string }).entryId));
}

/** The end of a shift that came back: it is mended rather than asked for a second time. */
export function refusedEnd(
  shiftId: string,
  pending: readonly OutboxItem[],
): OutboxItem | undefined {
  return pending.find(
    (item) => endsShift(item) && item.state === 'rejected' && shiftIdOf(item) === shiftId,
  );
}

/** A shift that this phone knows by nothing but an entry of it: enough to put that entry right. */
export function shiftOfEntry(item: OutboxItem, me: Known['me']): ShiftView {
  const { section, recorders = [] } = item.body as Partial<EntryWrite>;
  return {
    id: shiftIdOf(item) ?? '',
    day: undefined,
    ownerId: me.personId,
    templateName: '',
    openedAt: Date.parse(item.deviceAt),
    plannedEndAt: undefined,
    sections: section === undefined ? [] : [section],
    vehicle: undefined,
    recorders,
    members: [me],
    entries: [],
    sent: 'sent',
  };
}

/** The shift of an entry, for somebody who took it over and may not look at the whole shift. */
export function shiftAround(entry: Entry): ShiftView {
  return {
    id: entry.shiftId,
    day: entry.day,
    ownerId: entry.author.personId,
    templateName: '',
    openedAt: Date.parse(entry.at),
    plannedEndAt: undefined,
    sections: entry.section === null ? [] : [entry.section],
    vehicle: undefined,
    recorders: entry.recorders,
    members: [entry.author],
    entries: [],
    sent: 'sent',
  };
}

/**
 * What the service says with what this phone has done since, in its order: a shift opened or handed
 * over without network counts at once.
 */
export function currentShift(
  server: Shift | null | undefined,
  items: readonly OutboxItem[],
  known: Known,
): ShiftView | null {
  let shift = server ? viewOf(server, known.me.personId) : null;
  for (const item of items) {
    if (item.body === undefined) continue;
    if (item.routeId === 'dutyLog.openShift') {
      const { shiftId } = item.body as ShiftOpen;
      if (shift?.id !== shiftId) shift = localShift(item, known);
    }
    if (!shift || !isIn(item, shift)) continue;
    if (endsShift(item) && item.state !== 'rejected') shift = null;
    if (shift && item.routeId === 'dutyLog.changeShift' && item.state !== 'rejected') {
      shift = withChange(shift, item.body as Partial<ShiftChange>, known);
    }
    if (shift && item.routeId === 'dutyLog.appendEntry') {
      shift = withRow(shift, localRow(item, known.catalogue));
    }
  }
  if (!shift) return null;
  const settled = settledHere(items);
  const entries = shift.entries.map((row) =>
    row.openMatter && settled.has(row.id) ? { ...row, openMatter: false } : row,
  );
  return { ...shift, entries: entries.sort((a, b) => b.at - a.at) };
}

function withRow(shift: ShiftView, row: EntryRow): ShiftView {
  // An answer may be here before its item has left the outbox.
  if (shift.entries.some((entry) => entry.id === row.id)) return shift;
  return { ...shift, entries: [...shift.entries, row] };
}

/** Where the last entry was written, else the first of the route. */
export function sectionNow({ sections, entries }: ShiftView): string | undefined {
  const latest = [...entries].sort((a, b) => b.at - a.at).find((entry) => entry.section);
  return latest?.section ?? sections[0];
}

/** Road sections: what has an entry before is done; nobody is anywhere any more on a shift that has ended. */
export function roadSections(shift: ShiftView): RoadSection[] {
  const seen = new Set(shift.entries.map((entry) => entry.section));
  const current = shift.endedAt === undefined ? sectionNow(shift) : undefined;
  return [...new Set(shift.sections)].map((name) => ({
    name,
    state: name === current ? 'now' : seen.has(name) ? 'done' : 'ahead',
  }));
}

export function iconOf(row: EntryRow): IconName {
  if (row.incident) return 'siren';
  if (row.draft) return 'notebook-pen';
  if (row.enforcement) return 'scale';
  return row.photo ? 'camera' : 'store';
}

export function titleOf(row: EntryRow): string {
  return `${row.category}，${row.handling}`;
}

/** Line under an entry: where, by whom, the first words, what is open. */
export function metaOf(row: EntryRow): string[] {
  const parts = [
    row.section,
    row.author && `${row.author}记`,
    row.draft ? '草稿，等执法员' : undefined,
    row.late && (row.late === 'archived' ? '日志归档以后才到' : '看过日志以后才到'),
    row.openMatter ? '还没办完' : undefined,
    row.text,
  ];
  return parts.filter((part) => part !== undefined).filter((part) => part !== '');
}
