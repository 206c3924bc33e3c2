import {
  clockOf,
  dayOf,
  type Anomaly,
  type DutyCatalogue,
  type DutyTerms,
  type Place,
} from '@qiangji/shared-types';
import { handoverOverdue, isLate, type Log } from './duty-log.rules';

/** Farther than this (km) from the rest of a shift, a place is worth a question. */
export const FAR_KM = 20;

export interface LogFacts extends Log {
  state: string;
  clockDoubt: boolean;
  /** When it was opened. */
  occurredAt: Date;
  plannedEndAt: Date;
  handover: { requestedAt: Date; confirmedAt: Date | null } | null;
  /** The leader's last word. */
  reading: { at: Date } | null;
}

export interface EntryFacts {
  at: Date;
  incident: boolean;
  enforcement: boolean;
  recorderSkipReason: string | null;
  state: string;
  clockDoubt: boolean;
  place: Place | null;
  /** When the last of it came that came after the log had been looked at or archived. */
  lateAt: Date | null;
}

/** When the last of what an entry holds came that came late; null where all of it came in time. */
function lateAtOf(entry: Omit<Reasoned, 'recorderSkipReason'>): Date | null {
  const times = [entry.late, ...entry.events.map((event) => event.late)].flatMap((one) =>
    one ? [one.receivedAt.getTime()] : [],
  );
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

interface Reasoned {
  recorderSkipReason: string | null;
  late?: { receivedAt: Date };
  events: readonly { late?: { receivedAt: Date } }[];
}

/** An entry as it is looked at, with the words of its own vocabulary. */
export function factsOf<E extends Reasoned>(entry: E, { recorderSkipReasons }: DutyCatalogue) {
  const reason = recorderSkipReasons.find((one) => one.code === entry.recorderSkipReason);
  return { ...entry, recorderSkipReason: reason?.name ?? null, lateAt: lateAtOf(entry) };
}

const EARTH_KM = 6371;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance (km). */
export function distanceKm(a: Place, b: Place): number {
  const lat = rad(b.lat - a.lat) / 2;
  const lng = rad(b.lng - a.lng) / 2;
  const h = Math.sin(lat) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(lng) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** How far the farthest place lies from the middle of a shift's places, in whole km; 0 below the limit. */
function farthest(entries: readonly EntryFacts[]): number {
  const places = entries.map((entry) => entry.place).filter((place) => place !== null);
  if (places.length < 2) return 0;
  const middle = {
    lng: median(places.map((place) => place.lng)),
    lat: median(places.map((place) => place.lat)),
    accuracyM: 0,
  };
  const far = Math.max(...places.map((place) => distanceKm(middle, place)));
  return far > FAR_KM ? Math.round(far) : 0;
}

function ofEntries(entries: readonly EntryFacts[]): Anomaly[] {
  const list: Anomaly[] = [];
  const incidents = entries.filter((entry) => entry.incident);
  if (incidents.length > 0) {
    const times = incidents.map((entry) => clockOf(entry.at.getTime())).join('、');
    list.push({ code: 'incident', text: `突发事件 ${incidents.length} 件（${times}）` });
  }
  const short = entries.filter((entry) => entry.enforcement && entry.recorderSkipReason !== null);
  if (short.length > 0) {
    const text = `${short.length} 次执法不到两部记录仪：${short[0]!.recorderSkipReason}`;
    list.push({ code: 'recorders_missing', text });
  }
  const drafts = entries.filter((entry) => entry.state === 'draft_for_officer').length;
  if (drafts > 0) list.push({ code: 'draft_waiting', text: `协管员草稿 ${drafts} 条没人接手` });
  const far = farthest(entries);
  if (far > 0) list.push({ code: 'far_off', text: `有一条离其余地点 ${far} 公里` });
  return list;
}

/** 一小时, 90 分钟. */
function minutesWords(minutes: number): string {
  return minutes === 60 ? '一小时' : ` ${minutes} 分钟`;
}

function ofHandover(shift: LogFacts, terms: DutyTerms, nowMs: number): Anomaly[] {
  const { handover, plannedEndAt, state } = shift;
  if (state === 'on_duty' && isLate(nowMs, plannedEndAt, terms)) {
    const text = `该 ${clockOf(plannedEndAt.getTime())} 交班，还没交`;
    return [{ code: 'not_ended', text }];
  }
  if (handoverOverdue(handover, terms, nowMs)) {
    const text = `交班过了${minutesWords(terms.handoverGraceMin)}，没人接`;
    return [{ code: 'handover_waiting', text }];
  }
  const confirmed = handover?.confirmedAt;
  if (confirmed && isLate(confirmed.getTime(), handover.requestedAt, terms)) {
    return [{ code: 'handover_late', text: `${clockOf(confirmed.getTime())} 才接班` }];
  }
  return [];
}

/**
 * Entries whose time lies outside their shift. A time that was typed may be any before now, and it decides on
 * which day an enforcement ID has to be valid: a leader looks at it.
 */
function ofTimes(
  { occurredAt, endedAt }: LogFacts,
  entries: readonly EntryFacts[],
  { outsideGraceMin }: DutyTerms,
): Anomaly[] {
  const graceMs = outsideGraceMin * 60_000;
  const from = occurredAt.getTime() - graceMs;
  const to = endedAt ? endedAt.getTime() + graceMs : Infinity;
  const outside = entries.filter(({ at }) => at.getTime() < from || at.getTime() > to);
  if (outside.length === 0) return [];
  const day = dayOf(occurredAt.getTime());
  const times = outside.map(({ at }) => {
    const its = dayOf(at.getTime());
    return `${its === day ? '' : `${its} `}${clockOf(at.getTime())}`;
  });
  const text = `${outside.length} 条写的时间不在这一班里（${times.join('、')}）`;
  return [{ code: 'outside_shift', text }];
}

/** Entries, and corrections of them, that came when nobody looked at the log any more. */
function ofLate({ reading }: LogFacts, entries: readonly EntryFacts[]): Anomaly[] {
  const late = entries.flatMap(({ lateAt }) => (lateAt === null ? [] : [lateAt]));
  if (late.length === 0) return [];
  if (!reading) return [{ code: 'came_late', text: `归档以后又到了 ${late.length} 条` }];
  const unseen = late.filter((at) => at > reading.at).length;
  const text =
    unseen > 0 ? `看过以后又到了 ${unseen} 条` : `${late.length} 条是看过以后才到的，已再看`;
  return [{ code: 'came_late', text }];
}

/**
 * What is unusual about a log, by the terms under which its shift began. An empty list needs nobody's
 * signature.
 */
export function anomaliesOf(
  shift: LogFacts,
  entries: readonly EntryFacts[],
  terms: DutyTerms,
  nowMs: number,
): Anomaly[] {
  const list = [
    ...ofLate(shift, entries),
    ...ofEntries(entries),
    ...ofTimes(shift, entries, terms),
    ...ofHandover(shift, terms, nowMs),
  ];
  if (shift.log === 'returned') list.push({ code: 'returned', text: '退回过，还没重交' });
  if (shift.clockDoubt || entries.some((entry) => entry.clockDoubt)) {
    list.push({ code: 'clock_doubt', text: '手机时间对不上' });
  }
  if (shift.endedAt && entries.length === 0)
    list.push({ code: 'no_entry', text: '这一班没有记录' });
  return list;
}
