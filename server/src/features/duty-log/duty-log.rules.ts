import { createHash } from 'node:crypto';
import {
  addDays,
  clockOf,
  DAY_MS,
  dayOf,
  dayStart,
  MIN_OFFICERS,
  MIN_RECORDERS,
  minutesOf,
  type DutyHandling,
  type DutyTerms,
  type ErrorCode,
  type LogState,
  type PersonKind,
  type ShiftTemplate,
} from '@qiangji/shared-types';
import type { EntryDocument, ShiftDocument, ShiftEvent } from './duty-log.collection';

const MINUTE_MS = 60_000;

const overMidnight = ({ from, to }: ShiftTemplate) => to <= from;

/**
 * The Shanghai calendar day that a shift belongs to: the one on which it began by its template. A
 * night shift joined after midnight is still the evening's.
 */
export function shiftDay(openedAtMs: number, template: ShiftTemplate): string {
  const today = dayOf(openedAtMs);
  const joinedLate = overMidnight(template) && clockOf(openedAtMs) < template.to;
  return joinedLate ? addDays(today, -1) : today;
}

/** When a shift of a day ends by its template (ms). */
export function plannedEnd(day: string, template: ShiftTemplate): number {
  const end = dayStart(day) + minutesOf(template.to) * MINUTE_MS;
  return overMidnight(template) ? end + DAY_MS : end;
}

export interface Log {
  log: Exclude<LogState, 'archived'>;
  endedAt: Date | null;
  /** When something that came late opened it again. */
  reopenedAt?: Date;
}

type Archiving = Pick<DutyTerms, 'archiveDays'>;

function archivedAt({ endedAt, reopenedAt }: Log, { archiveDays }: Archiving): Date | null {
  if (!endedAt) return null;
  const from = Math.max(endedAt.getTime(), reopenedAt?.getTime() ?? 0);
  return new Date(from + archiveDays * DAY_MS);
}

/** Where a log stands; one that ended long ago is archived whatever became of it. */
export function logStateOf(log: Log, terms: Archiving, nowMs: number): LogState {
  const archived = archivedAt(log, terms);
  return archived && nowMs > archived.getTime() ? 'archived' : log.log;
}

/**
 * Whether a shift is a person's own work: they are on it, were named on it, or go on with it. Anybody else
 * looks at it.
 */
export function isOwnWork(
  {
    memberIds,
    formerIds = [],
    handover,
  }: Pick<ShiftDocument, 'memberIds' | 'formerIds' | 'handover'>,
  personId: string,
): boolean {
  const own = [...memberIds, ...formerIds, handover?.receiverId, handover?.confirmedBy];
  return own.includes(personId);
}

/** Whether what a log says may still be added to or corrected. */
export function canWrite(shift: Log, terms: Archiving, nowMs: number): boolean {
  const state = logStateOf(shift, terms, nowMs);
  return state !== 'approved' && state !== 'archived';
}

/** Since when a log is closed: marked as read, or archived without that; null where it is open. */
export function closedSince(
  shift: Log & Pick<ShiftDocument, 'reading'>,
  terms: Archiving,
  nowMs: number,
): Date | null {
  if (canWrite(shift, terms, nowMs)) return null;
  if (shift.reading && closedBy(shift) === 'read') return shift.reading.at;
  return archivedAt(shift, terms);
}

/** How a closed log was closed. */
export function closedBy({
  log,
  reading,
}: Pick<ShiftDocument, 'log' | 'reading'>): 'read' | 'archived' {
  return log === 'approved' && reading ? 'read' : 'archived';
}

/**
 * Whether something was written while its shift lasted. One whose partner ended it early goes on by its
 * template for a phone that has not heard of that.
 */
export function isWrittenIn(
  {
    occurredAt,
    endedAt,
    plannedEndAt,
  }: Pick<ShiftDocument, 'occurredAt' | 'endedAt' | 'plannedEndAt'>,
  at: Date,
  { outsideGraceMin }: Pick<DutyTerms, 'outsideGraceMin'>,
): boolean {
  const grace = outsideGraceMin * MINUTE_MS;
  const end = endedAt ? Math.max(endedAt.getTime(), plannedEndAt.getTime()) : Infinity;
  return at.getTime() >= occurredAt.getTime() - grace && at.getTime() <= end + grace;
}

const OF_ENTRIES: ReadonlySet<string> = new Set(['came', 'came_late']);

/**
 * The type of a step that an entry brings about in its shift, under the entry's own op; undefined of others. One
 * entry may bring about several: each is a repeat of its own kind only.
 */
export function derivedType({ type }: Pick<ShiftEvent, 'type'>): string | undefined {
  return OF_ENTRIES.has(type) ? type : undefined;
}

/** Who wrote an entry or took it over: nobody else corrects it. */
export function isWriter(
  { actorId, takenOverBy }: Pick<EntryDocument, 'actorId' | 'takenOverBy'>,
  personId: string,
): boolean {
  return actorId === personId || takenOverBy === personId;
}

/** Who answers for the act: the officer who took it over, else its author. */
export function handlerOf({
  actorId,
  takenOverBy,
}: Pick<EntryDocument, 'actorId' | 'takenOverBy'>): string {
  return takenOverBy ?? actorId;
}

export function handoverOverdue(
  handover: { requestedAt: Date; confirmedAt: Date | null } | null,
  terms: Pick<DutyTerms, 'handoverGraceMin'>,
  nowMs: number,
): boolean {
  if (!handover || handover.confirmedAt) return false;
  return isLate(nowMs, handover.requestedAt, terms);
}

/** Whether a hand-over that was due at `from` has waited longer than it may. */
export function isLate(
  nowMs: number,
  from: Date,
  { handoverGraceMin }: Pick<DutyTerms, 'handoverGraceMin'>,
): boolean {
  return nowMs - from.getTime() > handoverGraceMin * MINUTE_MS;
}

/** A person named at an act, with what counts on its day. */
export interface Present {
  /** Null where the actor may not know it: nobody of this bureau. */
  name: string | null;
  /** Null for anybody but an active colleague of the bureau. */
  kind: PersonKind | null;
  idValid: boolean;
}

export interface Refusal {
  code: ErrorCode;
  message?: string;
}

/**
 * Why a person may not handle a matter like this; null where they may. An auxiliary never does
 * licensing, penalties or coercion; an act of enforcement has two officers, each with a valid
 * enforcement ID on that day (行政处罚法 第四十二条), and two recorders or a reason. Nobody else is named
 * as an officer of it, however many there are.
 */
export function refusalOf(
  handling: DutyHandling,
  handlerKind: PersonKind,
  present: readonly Present[],
  recorders: readonly string[],
  skipReason: string | undefined,
): Refusal | null {
  if (handlerKind === 'auxiliary' && !handling.auxiliaryAllowed) {
    const message = `协管员不能办${handling.name}，请执法员来办`;
    return { code: 'AUXILIARY_NOT_ALLOWED', message };
  }
  if (!handling.enforcement) return null;
  const officers = present.filter((person) => person.kind === 'officer');
  if (officers.length < MIN_OFFICERS) return { code: 'OFFICERS_REQUIRED' };
  const others = present.filter((person) => person.kind !== 'officer');
  if (others.length > 0) {
    const names = others.map((person) => person.name ?? '有人').join('、');
    return { code: 'NOT_AN_OFFICER', message: `${names}不是本局在岗的执法员，请去掉或换人` };
  }
  const invalid = officers.filter((person) => !person.idValid).map((person) => person.name);
  if (invalid.length > 0) {
    const message = `${invalid.join('、')}当天没有有效的执法证，请换人或先补证`;
    return { code: 'ENFORCEMENT_ID_INVALID', message };
  }
  const enough = new Set(recorders).size >= MIN_RECORDERS || skipReason !== undefined;
  return enough ? null : { code: 'RECORDERS_REQUIRED' };
}

/**
 * Draws the clean logs that a leader looks at: by a hash of day, unit and log, so that anybody can
 * draw them again and nobody can choose.
 */
export function drawSample<T extends { _id: string; unitPath: string; day: string }>(
  logs: readonly T[],
  sizeOf: (logs: readonly T[]) => number,
): T[] {
  const lot = (log: T) =>
    createHash('sha256').update(`${log.day}|${log.unitPath}|${log._id}`).digest('hex');
  const byUnit = new Map<string, T[]>();
  for (const log of logs) byUnit.set(log.unitPath, [...(byUnit.get(log.unitPath) ?? []), log]);
  return [...byUnit.values()].flatMap((list) =>
    [...list].sort((a, b) => (lot(a) < lot(b) ? -1 : 1)).slice(0, sizeOf(list)),
  );
}
