import {
  FIRST_DUE_DAYS,
  isAwayOn,
  itemsByCode,
  type AwayDays,
  type Checklist,
  type ErrorDetail,
  type PhotoRef,
  type SelfCheckWrite,
  type Severity,
} from '@qiangji/shared-types';
import { addWorkingDays } from '../../platform/workdays';

/** Working days for putting a fault of a list right. */
export function dueDaysOf({ dueDays }: Pick<Checklist, 'dueDays'>, severity: Severity): number {
  return (dueDays ?? FIRST_DUE_DAYS)[severity];
}

/**
 * Last day for a correction of a fault found on a Shanghai calendar day, so many working days on: days of
 * leave do not count, and it is none of them.
 */
export function dueOn(foundOn: string, days: number, away: readonly AwayDays[] = []): string {
  let day = foundOn;
  let left = days;
  while (left > 0 || isAwayOn(day, away)) {
    day = addWorkingDays(day, 1);
    if (!isAwayOn(day, away)) left -= 1;
  }
  return day;
}

export function isOverdue(one: { state: string; dueOn: string }, today: string): boolean {
  return one.state === 'open' && one.dueOn < today;
}

export interface Result {
  itemCode: string;
  verdict: 'ok' | 'fault' | 'na';
  note: string | null;
  photos: PhotoRef[];
  /** Put right on the spot. */
  fixed: boolean;
}

type Groups = SelfCheckWrite['groups'];

function detail(path: string, reason: string, message: string): ErrorDetail {
  return { path: `body.groups.${path}`, reason, message };
}

/** What is wrong with the confirmed groups, by field; empty where every group is there once and whole. */
export function problemsOf(list: Checklist, groups: Groups): ErrorDetail[] {
  const problems: ErrorDetail[] = [];
  const seen = new Set<string>();
  groups.forEach((group, index) => {
    const known = list.groups.find((one) => one.code === group.groupCode);
    if (!known || seen.has(group.groupCode)) {
      problems.push(detail(`${index}.groupCode`, 'not_allowed', '清单里没有这一组，或者重复了'));
      return;
    }
    seen.add(group.groupCode);
    const named = [...group.faults.map((fault) => fault.itemCode), ...group.notApplicable];
    const codes = new Set(known.items.map((item) => item.code));
    if (named.some((code) => !codes.has(code)) || new Set(named).size < named.length) {
      problems.push(detail(String(index), 'not_allowed', '有条目不在这一组，或者重复了'));
    }
  });
  const missing = list.groups.filter((group) => !seen.has(group.code));
  if (missing.length > 0) {
    const names = missing.map((group) => group.name).join('、');
    problems.push(detail('', 'missing', `还没查：${names}`));
  }
  return problems;
}

/** Every item's result in the checklist's order. */
export function resultsOf(list: Checklist, groups: Groups): Result[] {
  const faults = new Map(groups.flatMap((one) => one.faults).map((one) => [one.itemCode, one]));
  const away = new Set(groups.flatMap((one) => one.notApplicable));
  return [...itemsByCode(list).keys()].map((itemCode) => {
    const fault = faults.get(itemCode);
    if (!fault) {
      const verdict = away.has(itemCode) ? ('na' as const) : ('ok' as const);
      return { itemCode, verdict, note: null, photos: [], fixed: false };
    }
    const { note = null, photos, fixed } = fault;
    return { itemCode, verdict: 'fault' as const, note, photos, fixed };
  });
}
