import { itemsByCode, type Checklist, type ItemResult } from '../standard';
import type { CheckResult, SpotCheckState } from './schema';

/** Steps of a check up to its seal (states of the plan's spot check; rectification follows later). */
const NEXT: Record<SpotCheckState, readonly SpotCheckState[]> = {
  planned: ['assigned', 'in_progress', 'called_off'],
  assigned: ['in_progress', 'called_off'],
  in_progress: ['recorded', 'called_off'],
  recorded: ['clean_closed', 'fixed_on_site', 'notice_issued'],
  clean_closed: [],
  fixed_on_site: [],
  notice_issued: [],
  called_off: [],
};

export function canMove(from: SpotCheckState, to: SpotCheckState): boolean {
  return NEXT[from].includes(to);
}

/** Whether a check was sealed: nothing in it changes any more but what those checked add. */
export function isSealed(state: SpotCheckState): boolean {
  return !['planned', 'assigned', 'in_progress', 'called_off'].includes(state);
}

/** Where a check begins: without inspectors it is a plan, without people it waits for its visit. */
export function stateAtStart(inspectors: number, persons: number): SpotCheckState {
  if (inspectors === 0) return 'planned';
  return persons === 0 ? 'assigned' : 'in_progress';
}

/** How a sealed check ends for now; a fault that was not put right on site needs a notice. */
export function outcomeOf(faults: readonly { fixedOnSite: boolean }[]): SpotCheckState {
  if (faults.length === 0) return 'clean_closed';
  return faults.every((fault) => fault.fixedOnSite) ? 'fixed_on_site' : 'notice_issued';
}

/** One save of the scoring page. */
export interface ScoringSave {
  opId: string;
  /** The phone's own clock, an instant. */
  deviceAt: string;
  results: readonly CheckResult[];
  /** Keys of those that were passed with the rest of their group, unseen one by one. */
  rest?: readonly string[] | undefined;
}

export function resultKey(result: Pick<ItemResult, 'itemCode' | 'personId'>): string {
  return `${result.itemCode} ${result.personId ?? ''}`;
}

/**
 * Folds saves into one result for each item and subject. The last by (deviceAt, opId) counts, in
 * whatever order the saves arrive: two inspectors' phones may come back from offline in any order. What was
 * passed with the rest of a group counts only where nobody scored the item by itself.
 */
export function foldResults(saves: readonly ScoringSave[]): CheckResult[] {
  const inOrder = [...saves].sort((a, b) => {
    if (a.deviceAt !== b.deviceAt) return a.deviceAt < b.deviceAt ? -1 : 1;
    return a.opId < b.opId ? -1 : 1;
  });
  const kept = new Map<string, CheckResult>();
  const byItself = new Set<string>();
  for (const { results, rest } of inOrder) {
    for (const one of results) {
      const key = resultKey(one);
      const isRest = rest?.includes(key) ?? false;
      if (isRest && byItself.has(key)) continue;
      if (!isRest) byItself.add(key);
      kept.set(key, one);
    }
  }
  return [...kept.values()].sort((a, b) => (resultKey(a) < resultKey(b) ? -1 : 1));
}

/**
 * What a result may not be: an item that the checklist lacks, a team item on a person or the other
 * way round, or a person who is not checked. Null where it is sound.
 */
export function resultProblem(
  list: Checklist,
  personIds: readonly string[],
  result: Pick<ItemResult, 'itemCode' | 'personId'>,
): 'unknown_item' | 'wrong_subject' | 'unknown_person' | null {
  const item = itemsByCode(list).get(result.itemCode);
  if (!item) return 'unknown_item';
  if ((item.subject === 'team') !== (result.personId === null)) return 'wrong_subject';
  if (result.personId !== null && !personIds.includes(result.personId)) return 'unknown_person';
  return null;
}

/**
 * Why somebody cannot be taken off a check; null where they can. Whoever was scored has something held on them,
 * and once somebody has signed, it is settled who was checked.
 */
export function removalProblem(
  check: {
    personIds: readonly string[];
    results: readonly Pick<CheckResult, 'personId'>[];
    signed: boolean;
  },
  personId: string,
): 'unknown_person' | 'last_person' | 'scored' | 'signed' | null {
  if (!check.personIds.includes(personId)) return 'unknown_person';
  if (check.personIds.length === 1) return 'last_person';
  if (check.results.some((one) => one.personId === personId)) return 'scored';
  return check.signed ? 'signed' : null;
}

/** What still lacks before a check can be sealed; empty where nothing does. */
export function sealLacks(check: {
  covert: boolean;
  personIds: readonly string[];
  results: readonly Pick<CheckResult, 'verdict'>[];
  signoffs: readonly { personId: string; signed: boolean }[];
}): ('results' | 'signatures')[] {
  const lacks: ('results' | 'signatures')[] = [];
  if (!check.results.some((result) => result.verdict !== 'na')) lacks.push('results');
  // Nobody knows of a covert check before its seal, so nobody can sign it; those checked answer then.
  const done = new Set(check.signoffs.filter((one) => one.signed).map((one) => one.personId));
  if (!check.covert && !check.personIds.every((id) => done.has(id))) lacks.push('signatures');
  return lacks;
}
