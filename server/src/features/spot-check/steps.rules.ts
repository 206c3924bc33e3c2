import {
  MAX_CHECKED,
  type CheckResult,
  type HandlerInput,
  type spotCheckContract,
} from '@qiangji/shared-types';
import { invalid } from '../../platform/errors';
import type { CheckDocument, CheckEvent, LateSave } from './spot-check.collection';

/** What a phone saved: folded into the check, or kept beside its seal. */
export interface Saved {
  results?: CheckResult[];
  rest?: string[] | undefined;
  removedId?: string;
  late?: Omit<LateSave, 'receivedAt'>;
}

/** Steps that are over with a check; what was seen and disagreed with comes after its seal. */
const ENDED = new Set(['started', 'removed', 'results', 'signoff', 'sealed', 'called_off']);

/** Whether a check was sealed or called off: nothing in it changes any more. */
export function hasEnded({ sealed, state }: Pick<CheckDocument, 'sealed' | 'state'>): boolean {
  return sealed || state === 'called_off';
}

/** The event of a step. What comes after the end stands in one of its own, and folds into nothing. */
export function eventOf(
  check: CheckDocument,
  type: string,
  op: Omit<CheckEvent, 'type'>,
  { late, ...saved }: Saved,
  receivedAt: Date,
): CheckEvent {
  if (!hasEnded(check) || !ENDED.has(type)) return { ...op, type, ...saved };
  return { ...op, type: `late_${type}`, late: { receivedAt, ...late } };
}

/** Everybody whom either inspector named, at most as many as one check takes. */
export function joined(known: CheckDocument['persons'], named: CheckDocument['persons']) {
  const more = named.filter((one) => !known.some(({ personId }) => personId === one.personId));
  const all = [...known, ...more];
  if (all.length <= MAX_CHECKED) return all;
  throw invalid('body.personIds', 'too_many', `一次督察最多查 ${MAX_CHECKED} 人，请分成两次`);
}

/**
 * Those checked, with whom a save names although they were taken off: one inspector struck them as named by mistake,
 * the other has checked them.
 */
export function withReturned(
  { persons, removed = [] }: CheckDocument,
  named: readonly (string | null)[],
): CheckDocument['persons'] {
  const gone = (personId: string) => !persons.some((one) => one.personId === personId);
  const back = removed.filter(({ personId }) => named.includes(personId) && gone(personId));
  return back.length > 0 ? joined(persons, back) : persons;
}

/** Once for each: somebody may be taken off twice. */
export function withRemoved(
  { removed = [] }: CheckDocument,
  person: CheckDocument['persons'][number],
): CheckDocument['persons'] {
  return [...removed.filter(({ personId }) => personId !== person.personId), person];
}

export function savesOf({ events }: Pick<CheckDocument, 'events'>) {
  return events.flatMap(({ opId, deviceAt, results, rest }) =>
    results ? [{ opId, deviceAt, results, rest }] : [],
  );
}

export function placeOf(
  place: HandlerInput<(typeof spotCheckContract)['startCheck']>['body']['place'],
): CheckDocument['place'] {
  return place ? { label: place.label, point: place.point ?? null } : null;
}
