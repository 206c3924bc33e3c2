import {
  addDays,
  type Away,
  weekStart,
  type ReviewCell,
  type ReviewCells,
  type ReviewTerms,
  type TrendPoint,
} from '@qiangji/shared-types';
import type { Span } from './review.collection';

/** The week before is read too: reasons to talk and the last mastery come from both. */
export const mondaysOf = ({ from }: Week): string[] => [addDays(from, -7), from];

/** What waits is looked for so many days back. */
export const LOOK_BACK_DAYS = 14;

export const TREND_WEEKS = 8;

/** Below so many per cent a squadron's figure stands out. */
export const STAND_OUT_PERCENT = 80;

export interface Week {
  /** Monday and Sunday. */
  from: string;
  to: string;
}

/** The week of a day; one that is still to come is this week. */
export function weekOf(day: string | undefined, today: string): Week {
  const from = weekStart(day === undefined || day > today ? today : day);
  return { from, to: addDays(from, 6) };
}

/** A share with its count; without anything to count there is no data. */
export function cellOf(have: number, of: number): ReviewCell {
  return of === 0 ? null : { have, of };
}

export interface PersonSums {
  ready: number;
  shifts: number;
  nights: number;
  ended: number;
  complete: number;
  entries: number;
  enforcement: number;
  answers: number;
  right: number;
  checked: number;
  passed: number;
}

const NO_SUMS: PersonSums = {
  ready: 0,
  shifts: 0,
  nights: 0,
  ended: 0,
  complete: 0,
  entries: 0,
  enforcement: 0,
  answers: 0,
  right: 0,
  checked: 0,
  passed: 0,
};

/** Sums of stretches of one person. */
export function sumsOf(rows: readonly Pick<Span, 'ready' | 'parts'>[]): PersonSums {
  const sums = { ...NO_SUMS };
  for (const { ready, parts } of rows) {
    sums.ready += ready;
    const { duty, quiz, spot } = parts;
    const counted = {
      ...(duty && {
        shifts: duty.shifts,
        nights: duty.nights,
        ended: duty.ended,
        complete: duty.complete,
        entries: duty.entries,
        enforcement: duty.enforcement,
      }),
      ...(quiz && { answers: quiz.answers, right: quiz.right }),
      ...(spot && { checked: spot.checked, passed: spot.passed }),
    };
    for (const [name, value] of Object.entries(counted)) sums[name as keyof PersonSums] += value;
  }
  return sums;
}

function masteryOf(rows: readonly Span[], to: string, { minMet }: ReviewTerms): ReviewCell {
  const last = [...rows].reverse().find((row) => row.parts.quiz && row.to <= to)?.parts.quiz;
  return last && last.met >= minMet ? { have: last.mastered, of: last.met } : null;
}

/** Those of the leaves that touch the days from `from` to `to`; whoever has none is left out. */
export function touching(away: ReadonlyMap<string, Away[]>, from: string, to: string) {
  return new Map(
    [...away].flatMap(([id, all]) => {
      const own = all.filter((one) => one.from <= to && one.to >= from);
      return own.length > 0 ? [[id, own] as const] : [];
    }),
  );
}

/** Stretches that lie in a week. */
export function inWeek<T extends Pick<Span, 'from' | 'to'>>(rows: readonly T[], week: Week): T[] {
  return rows.filter((row) => row.from >= week.from && row.to <= week.to);
}

/** One person's week. `rows` are theirs of the fortnight that ends with it, the earlier first. */
export function cellsOf(rows: readonly Span[], week: Week, terms: ReviewTerms): ReviewCells {
  const own = inWeek(rows, week);
  const sums = sumsOf(own);
  const touched = new Set(own.flatMap((row) => row.parts.study?.touched ?? []));
  const done = new Set(own.flatMap((row) => row.parts.study?.done ?? []));
  return {
    study: cellOf(done.size, touched.size),
    mastery: masteryOf(rows, week.to, terms),
    readiness: cellOf(sums.ready, sums.shifts),
    logs: cellOf(sums.complete, sums.ended),
    spot_check: cellOf(sums.passed, sums.checked),
  };
}

/** Every week of the trend; one that nobody was checked in has no data. */
export function trendOf(
  counts: readonly { week: string; checked: number; passed: number }[],
  week: Week,
): TrendPoint[] {
  return Array.from({ length: TREND_WEEKS }, (_, index) => {
    const monday = addDays(week.from, 7 * (index + 1 - TREND_WEEKS));
    const own = counts.filter((one) => one.week === monday);
    const sum = (field: 'checked' | 'passed') => own.reduce((all, one) => all + one[field], 0);
    return { week: monday, passed: cellOf(sum('passed'), sum('checked')) };
  });
}

/** Whether a figure is low enough to be named; no data never is. */
export function standsOut(cell: ReviewCell): boolean {
  return cell !== null && cell.have * 100 < cell.of * STAND_OUT_PERCENT;
}

const KIND_ORDER = { officer: 0, auxiliary: 1, office_staff: 2 } as const;
const collator = new Intl.Collator('zh-Hans-CN');

/** By kind of job, then by name. */
export function byJobThenName(
  a: { kind: keyof typeof KIND_ORDER; name: string },
  b: { kind: keyof typeof KIND_ORDER; name: string },
): number {
  return KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || collator.compare(a.name, b.name);
}

export function byName(a: { name: string }, b: { name: string }): number {
  return collator.compare(a.name, b.name);
}
