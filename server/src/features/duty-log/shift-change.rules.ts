import type { ShiftChange } from '@qiangji/shared-types';
import type { Matter, ShiftDocument, ShiftEvent, ShiftFix } from './duty-log.collection';

type People = Pick<ShiftDocument, 'actorId' | 'aliases' | 'memberIds' | 'formerIds'>;
type Things = Pick<ShiftDocument, 'sections' | 'vehicle' | 'recorders'>;

/** Those who went on duty with their own phones: they came, whatever anybody says. */
export function openersOf({
  actorId,
  aliases = [],
}: Pick<People, 'actorId' | 'aliases'>): string[] {
  return [actorId, ...aliases.map(({ personId }) => personId)];
}

export interface Opening {
  actorId: string;
  partnerIds: readonly string[];
  unitPath: string;
  day: string;
  templateCode: string;
  occurredAt: Date;
}

/**
 * The shift that is the same as the one that a person now opens. Two colleagues who each tap 上岗 name each
 * other, at times both without a network, and mean one shift: the second joins the first, whichever
 * arrives first. One log, one hand-over and one count follow from that by themselves, everywhere, which two shifts
 * side by side could only pretend to wherever somebody counts, asks who is on duty or reads a log. Those who
 * do not name each other mean two; so do people of two units, since each unit's leader reads their own logs.
 */
export function twinOf<T extends Opening & People & { endedAt: Date | null }>(
  shifts: readonly T[],
  { actorId, partnerIds, unitPath, day, templateCode, occurredAt }: Opening,
): T | undefined {
  return shifts.find(
    (one) =>
      one.actorId !== actorId &&
      one.unitPath === unitPath &&
      one.day === day &&
      one.templateCode === templateCode &&
      // Taken off as not come, and now there.
      [...one.memberIds, ...(one.formerIds ?? [])].includes(actorId) &&
      (partnerIds.length === 0 || partnerIds.some((id) => one.memberIds.includes(id))) &&
      // A phone without a network says late that it went on a shift that is over by now.
      (one.endedAt === null || occurredAt < one.endedAt),
  );
}

export interface Absence {
  personId: string;
  reason: 'self_opened' | 'opened' | 'wrote' | 'ended';
}

/** Steps that end a shift. */
export const ENDS: ReadonlySet<string> = new Set(['handover_requested', 'closed']);

/** Those who handed a shift over or closed it. */
export function endersOf({ events }: Pick<ShiftDocument, 'events'>): string[] {
  return events.filter(({ type }) => ENDS.has(type)).map(({ actorId }) => actorId);
}

/** Who of those said not to have come was there after all; null where nobody. */
export function cameAfterAll(
  shift: People & Pick<ShiftDocument, 'events'>,
  absentIds: readonly string[],
  writers: ReadonlySet<string>,
  byId: string,
): Absence | null {
  const openers = openersOf(shift);
  const ended = endersOf(shift);
  for (const personId of absentIds) {
    if (!shift.memberIds.includes(personId)) continue;
    if (openers.includes(personId)) {
      return { personId, reason: personId === byId ? 'self_opened' : 'opened' };
    }
    if (writers.has(personId)) return { personId, reason: 'wrote' };
    if (ended.includes(personId)) return { personId, reason: 'ended' };
  }
  return null;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a change makes of a shift, and what it leaves in its history; null where all is so already. */
export function changed(
  shift: People & Things,
  {
    joinedIds,
    absentIds,
    ...things
  }: Pick<ShiftChange, 'joinedIds' | 'absentIds'> & Partial<Things>,
): { set: Partial<ShiftDocument>; fix: ShiftFix } | null {
  const { memberIds, formerIds = [] } = shift;
  const joined = [...new Set(joinedIds)].filter((id) => !memberIds.includes(id));
  const absent = [...new Set(absentIds)].filter((id) => memberIds.includes(id));
  const set: Partial<ShiftDocument> = {};
  const before: ShiftFix['before'] = {};
  if (joined.length + absent.length > 0) {
    set.memberIds = [...memberIds.filter((id) => !absent.includes(id)), ...joined];
    set.formerIds = [...formerIds.filter((id) => !joined.includes(id)), ...absent];
  }
  const { sections, vehicle, recorders } = things;
  if (sections && !same(sections, shift.sections)) {
    Object.assign(set, { sections });
    before.sections = shift.sections;
  }
  if (vehicle !== undefined && vehicle !== shift.vehicle) {
    Object.assign(set, { vehicle });
    before.vehicle = shift.vehicle;
  }
  if (recorders && !same(recorders, shift.recorders)) {
    Object.assign(set, { recorders });
    before.recorders = shift.recorders;
  }
  if (Object.keys(set).length === 0) return null;
  return { set, fix: { joinedIds: joined, absentIds: absent, before } };
}

/**
 * What of a change still counts that was made at a time: what somebody put right later stands, also where this comes
 * after it, since it waited on a phone or was refused and sent again.
 */
export function notOvertaken<C extends Pick<ShiftChange, 'joinedIds' | 'absentIds'>>(
  { joinedIds, absentIds, ...things }: C & Partial<Things>,
  at: Date,
  events: readonly ShiftEvent[],
): Pick<ShiftChange, 'joinedIds' | 'absentIds'> & Partial<Things> {
  const later = events.flatMap((one) =>
    one.type === 'changed' && one.at > at && one.fix ? [one.fix] : [],
  );
  const people = new Set(later.flatMap((fix) => [...fix.joinedIds, ...fix.absentIds]));
  const open = (id: string) => !people.has(id);
  const { sections, vehicle, recorders } = things;
  const set = (field: keyof Things) => later.some(({ before }) => field in before);
  return {
    joinedIds: joinedIds.filter(open),
    absentIds: absentIds.filter(open),
    ...(sections && !set('sections') ? { sections } : {}),
    ...(vehicle !== undefined && !set('vehicle') ? { vehicle } : {}),
    ...(recorders && !set('recorders') ? { recorders } : {}),
  };
}

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];

/** What a second opening makes of the shift that it joins: nothing that either phone said is left out. */
export function joined(
  shift: People & Things & { occurredAt: Date; clockDoubt: boolean },
  opening: Opening & Things & { shiftId: string; clockDoubt: boolean },
): { set: Partial<ShiftDocument>; fix: ShiftFix } {
  const { actorId, shiftId } = opening;
  const { formerIds = [], aliases = [] } = shift;
  // Whom the first phone took off is not put back by the habit of the second one.
  const named = opening.partnerIds.filter((id) => !formerIds.includes(id));
  const change = changed(shift, {
    joinedIds: [actorId, ...named],
    absentIds: [],
    sections: union(shift.sections, opening.sections),
    recorders: union(shift.recorders, opening.recorders),
    ...(shift.vehicle === null ? { vehicle: opening.vehicle } : {}),
  });
  const earlier = !opening.clockDoubt && opening.occurredAt < shift.occurredAt;
  return {
    set: {
      ...change?.set,
      aliases: [...aliases, { shiftId, personId: actorId }],
      ...(earlier ? { occurredAt: opening.occurredAt } : {}),
    },
    fix: change?.fix ?? { joinedIds: [], absentIds: [], before: {} },
  };
}

/** Matters of two who handed one shift over, each once. */
export function allMatters(kept: readonly Matter[], more: readonly Matter[]): Matter[] {
  const known = (one: Matter) =>
    kept.some((two) =>
      one.entryId === null ? two.text === one.text : two.entryId === one.entryId,
    );
  return [...kept, ...more.filter((one) => !known(one))];
}
