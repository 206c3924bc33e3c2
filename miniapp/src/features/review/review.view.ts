import {
  addDays,
  type PersonKind,
  type RecordsBehind,
  type ReviewCell,
  type ReviewColumn,
  type ReviewPerson,
  type ReviewRecordKind,
  type ReviewRow,
  type ReviewWaiting,
  type ReviewWeek,
  type ShiftSummary,
  type SquadronWhy,
  type TrendPoint as WeekPoint,
  CORRECTION_OVERDUE,
  SELF_CHECK_NAMES,
} from '@qiangji/shared-types';
import { checksUrl } from '@/features/spot-check';
import { dateText } from '@/shell/when';
import { shownPercent } from '@/ui/heat-cell';
import type { TrendPoint } from '@/ui/trend';

export const COLUMN_NAMES: Record<ReviewColumn, string> = {
  study: '学懂',
  mastery: '掌握',
  readiness: SELF_CHECK_NAMES.readiness,
  logs: '日志',
  spot_check: '督察',
};

/** What the records behind a figure are called. */
export const RECORD_NAMES: Record<ReviewRecordKind, string> = {
  ...COLUMN_NAMES,
  study: '读过的',
  mastery: '遇到过的题',
  practice: '答过的题',
  readiness: '上岗的班',
  logs: '日志',
  shifts: '上岗的班',
  corrections: '没完的改正',
  overdue: CORRECTION_OVERDUE,
};

export interface Span {
  from: string;
  to: string;
}

/** 7月6日–12日, or 6月29日–7月5日 over the end of a month. */
export function spanText({ from, to }: Span): string {
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  return `${dateText(from)}–${sameMonth ? `${Number(to.slice(8))}日` : dateText(to)}`;
}

/** Whether somebody is on leave in the week; an answer kept from before leaves were known says nothing. */
export function isAway(row: Pick<ReviewRow, 'away'>): boolean {
  return ((row as Partial<ReviewRow>).away ?? []).length > 0;
}

/** A figure as it is said: 16/20, 71%，共 28, or 无 where there is no data. */
export function cellText(cell: ReviewCell, column?: ReviewColumn): string {
  if (!cell) return '无';
  if (column !== 'mastery') return `${cell.have}/${cell.of}`;
  return `${shownPercent(cell.have, cell.of)}%，共 ${cell.of}`;
}

/** The span whose records made a figure: mastery is as the last practice of the fortnight left it. */
export function recordsSpan(kind: ReviewRecordKind, { from, to }: Span): Span {
  return kind === 'mastery' ? { from: addDays(to, -13), to } : { from, to };
}

/** Of when the records behind a figure are: of its days, or as it stands, whatever the days. */
export function whenText(kind: ReviewRecordKind, { from, to }: Span, topic?: string): string {
  if (kind === 'corrections' || kind === 'overdue') return '到现在';
  if (kind !== 'mastery') return spanText({ from, to });
  return topic === undefined ? `到${dateText(to)}遇到过的` : '到现在遇到过的';
}

/** Who patrols, is on none of the shifts that go on, and not on leave today: as many as 今日 counts. */
export function offDuty(
  rows: readonly ReviewRow[],
  shifts: readonly Pick<ShiftSummary, 'owner' | 'partners'>[],
  today: string,
): ReviewRow[] {
  const on = new Set(
    shifts.flatMap(({ owner, partners }) => [owner, ...partners].map(({ personId }) => personId)),
  );
  return rows.filter(
    ({ personId, kind, away }) =>
      kind !== 'office_staff' &&
      !on.has(personId) &&
      !away.some(({ from, to }) => from <= today && today <= to),
  );
}

export interface KindGroup {
  kind: PersonKind;
  rows: ReviewRow[];
}

/** Rows of each job by themselves: different jobs are never mixed. */
export function groupsOf(rows: readonly ReviewRow[]): KindGroup[] {
  const kinds = [...new Set(rows.map((row) => row.kind))];
  return kinds.map((kind) => ({ kind, rows: rows.filter((row) => row.kind === kind) }));
}

/**
 * Weeks as the picture wants them; one without checks is a gap. Under a column stands 10/5, 12, 19:
 * the month where it begins, since eight full dates do not fit side by side on a phone.
 */
export function trendPoints(weeks: readonly WeekPoint[]): TrendPoint[] {
  return weeks.map(({ week, passed }, index) => ({
    label: `${Number(week.slice(5, 7))}/${Number(week.slice(8))}`,
    ...(weeks[index - 1]?.week.slice(0, 7) === week.slice(0, 7)
      ? { short: String(Number(week.slice(8))) }
      : {}),
    value: passed ? shownPercent(passed.have, passed.of) : undefined,
    count: passed?.of ?? 0,
  }));
}

/** A picture needs some points; fewer are better said in words. */
export const MIN_POINTS = 3;

/** 改正 1，日志 2: what waits, by kind. */
export function waitingText(kinds: readonly string[]): string {
  const names: Record<string, string> = {
    correction_overdue: CORRECTION_OVERDUE,
    log_returned: '日志退回',
    handover_waiting: '没人接班',
    log_unread: '日志没看',
  };
  return Object.entries(names)
    .map(([kind, name]) => ({ name, n: kinds.filter((one) => one === kind).length }))
    .filter(({ n }) => n > 0)
    .map(({ name, n }) => `${name} ${n}`)
    .join('，');
}

type Topic = Pick<ReviewPerson['topics'][number], 'topic' | 'topicName'>;

const page = (name: string) => `/features/review/pages/${name}/index`;

interface Who {
  personId: string;
  name: string;
}

/** Exactly these records of a person. */
function recordsUrl({ personId, name }: Who, behind: RecordsBehind): string {
  const { kind, from, to, topic } = behind;
  const who = `id=${personId}&name=${encodeURIComponent(name)}`;
  const what = topic ? `&topic=${topic.code}&topicName=${encodeURIComponent(topic.name)}` : '';
  return `${page('records')}?${who}&kind=${kind}&from=${from}&to=${to}${what}`;
}

/** Of figures there is no data, which is not zero; of what is to be done there is nothing left. */
export function emptyText(kind: ReviewRecordKind): { title: string; hint: string } {
  return kind === 'corrections' || kind === 'overdue'
    ? { title: '没有要改的了', hint: '改好的不再列在这里' }
    : { title: '这几天没有记录', hint: '没有数据，不算作零' };
}

export type Waits = ReviewWaiting['kind'];

/** What waits in a unit, where its number is why the squadron stands out. */
const WAITS: Partial<Record<SquadronWhy['code'], Waits>> = {
  corrections_overdue: 'correction_overdue',
  logs_returned: 'log_returned',
};

export const PAGES = {
  /** The week of a unit that holds the day; this week without one. */
  week: (unitPath: string, day?: string, waits?: Waits) =>
    `${page('week')}?unit=${encodeURIComponent(unitPath)}${day ? `&day=${day}` : ''}${waits ? `&waits=${waits}` : ''}`,
  /** To what a squadron stands out by. */
  why: ({ code }: SquadronWhy, unit: ReviewWeek['unit'], { from, to }: Span) => {
    if (code === 'spot_check') {
      return checksUrl({ unitPath: unit.path, unitName: unit.name, from, to });
    }
    return PAGES.week(unit.path, from, WAITS[code]);
  },
  person: (personId: string, day: string) => `${page('person')}?id=${personId}&day=${day}`,
  records: (who: Who, kind: ReviewRecordKind, span: Span) =>
    recordsUrl(who, { kind, ...recordsSpan(kind, span), topic: null }),
  /** A topic's questions as they stand now. */
  topic: (who: Who, { topic, topicName }: Topic, { from, to }: Span) =>
    recordsUrl(who, { kind: 'mastery', from, to, topic: { code: topic, name: topicName } }),
  /** What a reason to talk is drawn from. */
  behind: recordsUrl,
  /** The unit's spot checks of the weeks in a trend. */
  checks: ({ path, name }: ReviewWeek['unit'], weeks: readonly WeekPoint[], to: string) =>
    checksUrl({ unitPath: path, unitName: name, from: weeks[0]?.week ?? to, to }),
} as const;
