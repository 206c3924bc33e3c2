import type { PersonKind } from '../core';
import type { Checklist, ChecklistItem } from './schema';

/** Who fills a checklist in, and about which handling; null where it is about none. */
export interface Occasion {
  personKind: PersonKind;
  handlingCode: string | null;
  /** Whether there was an act of enforcement in the period; left out where nobody knows, and all is asked. */
  enforced?: boolean;
}

function isAsked({ when }: ChecklistItem, occasion: Occasion): boolean {
  const { personKind, handlingCode, enforced = true } = occasion;
  const { kinds, handlings } = when ?? {};
  return (
    (kinds?.includes(personKind) ?? true) &&
    (enforced || when?.enforced === undefined) &&
    (handlings === undefined || (handlingCode !== null && handlings.includes(handlingCode)))
  );
}

/** Whether what is asked depends on the handling: such a check has to say which it is about. */
export function asksByHandling(list: Checklist): boolean {
  return list.groups.some(({ items }) => items.some(({ when }) => when?.handlings !== undefined));
}

/**
 * The checklist as it is asked on one occasion, for phone and service alike: items about what did not
 * happen are gone, and so is a group that is left empty.
 */
export function checklistFor(list: Checklist, occasion: Occasion): Checklist {
  const groups = list.groups
    .map((group) => ({ ...group, items: group.items.filter((item) => isAsked(item, occasion)) }))
    .filter(({ items }) => items.length > 0);
  return { ...list, groups };
}

export type Verdict = 'ok' | 'fault' | 'na';

/** What was found about one item. `personId` is null for the team as a whole. */
export interface ItemResult {
  itemCode: string;
  personId: string | null;
  verdict: Verdict;
}

/** Whole numbers only; nothing is rounded up. */
export interface Score {
  /** Points 0 to 100 (`deduct`) or basis points 0 to 10,000 (`ratio`); null with too few items. */
  score: number | null;
  /** A veto item failed: the check fails whatever the sum. */
  vetoed: boolean;
  /** Code of the grade; null where the checklist has none, or without a score and a veto. */
  grade: string | null;
  /** Items found to apply, each counted once. */
  applicable: number;
  /** Faults, each of a person (or the team) and an item once. */
  faults: number;
  /** Points taken off by group, after the cap. */
  deductions: { groupCode: string; points: number }[];
}

export interface ChecklistScore {
  /** The check as a whole: the team's items and everybody's. */
  whole: Score;
  /** Each person by their own items; team items never enter. */
  persons: Record<string, Score>;
}

const WEIGHT: Record<Verdict, number> = { na: 0, ok: 1, fault: 2 };

/** One result for each item and person: a fault outweighs a pass, a pass outweighs not applicable. */
function once(results: readonly ItemResult[]): ItemResult[] {
  const kept = new Map<string, ItemResult>();
  for (const result of results) {
    const key = `${result.itemCode} ${result.personId ?? ''}`;
    const before = kept.get(key);
    if (!before || WEIGHT[result.verdict] > WEIGHT[before.verdict]) kept.set(key, result);
  }
  return [...kept.values()];
}

function gradeOf(list: Checklist, score: number | null, vetoed: boolean): string | null {
  if (list.method !== 'deduct' || list.grades.length === 0) return null;
  const down = [...list.grades].sort((a, b) => b.from - a.from);
  if (vetoed) return down[down.length - 1]!.code;
  if (score === null) return null;
  return (down.find((grade) => score >= grade.from) ?? down[down.length - 1]!).code;
}

function scoreOf(list: Checklist, items: Map<string, ChecklistItem>, results: ItemResult[]): Score {
  const applying = results.filter((result) => result.verdict !== 'na');
  const faults = applying.filter((result) => result.verdict === 'fault');
  const vetoed = faults.some((fault) => items.get(fault.itemCode)?.severity === 'veto');
  const applicable = new Set(applying.map((result) => result.itemCode)).size;
  const deductions = list.groups.map((group) => {
    const codes = new Set(group.items.map((item) => item.code));
    const sum = faults
      .filter((fault) => codes.has(fault.itemCode))
      .reduce((total, fault) => total + (items.get(fault.itemCode)?.deduction ?? 0), 0);
    return { groupCode: group.code, points: Math.min(sum, group.cap ?? sum) };
  });
  const lost = deductions.reduce((total, group) => total + group.points, 0);
  const enough = applying.length > 0 && applicable >= list.minApplicable;
  const ratio = Math.floor(((applying.length - faults.length) * 10_000) / applying.length);
  const points = list.method === 'deduct' ? Math.max(0, 100 - lost) : ratio;
  const score = enough ? points : null;
  return {
    score,
    vetoed,
    grade: gradeOf(list, score, vetoed),
    applicable,
    faults: faults.length,
    deductions: deductions.filter((group) => group.points > 0),
  };
}

/** Every item of a checklist by its code. */
export function itemsByCode(list: Checklist): Map<string, ChecklistItem> {
  return new Map(list.groups.flatMap((group) => group.items).map((item) => [item.code, item]));
}

/**
 * Scores a check by its checklist's own method. The same item counts once for a person (or the
 * team); not applicable is neutral; results for items that the checklist lacks are left out.
 */
export function scoreChecklist(list: Checklist, results: readonly ItemResult[]): ChecklistScore {
  const items = itemsByCode(list);
  const known = once(results.filter((result) => items.has(result.itemCode)));
  const persons: Record<string, Score> = {};
  for (const { personId } of known) {
    if (personId === null || persons[personId]) continue;
    const own = known.filter(
      (result) => result.personId === personId && items.get(result.itemCode)?.subject === 'person',
    );
    persons[personId] = scoreOf(list, items, own);
  }
  return { whole: scoreOf(list, items, known), persons };
}
