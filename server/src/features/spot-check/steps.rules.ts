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
  late?: Omit<LateSave, 'receivedAt'>;
}

/** Steps that a seal ends; what was seen and disagreed with comes after it. */
const ENDED_BY_SEAL = new Set(['started', 'results', 'signoff', 'sealed']);

/** The event of a step. What comes after the seal stands in one of its own, and folds into nothing. */
export function eventOf(
  { sealed }: CheckDocument,
  type: string,
  op: Omit<CheckEvent, 'type'>,
  { results, late }: Saved,
  receivedAt: Date,
): CheckEvent {
  if (!sealed || !ENDED_BY_SEAL.has(type)) return { ...op, type, ...(results && { results }) };
  return { ...op, type: `late_${type}`, late: { receivedAt, ...late } };
}

/** Everybody whom either inspector named, at most as many as one check takes. */
export function joined(known: CheckDocument['persons'], named: CheckDocument['persons']) {
  const more = named.filter((one) => !known.some(({ personId }) => personId === one.personId));
  const all = [...known, ...more];
  if (all.length <= MAX_CHECKED) return all;
  throw invalid('body.personIds', 'too_many', `一次督察最多查 ${MAX_CHECKED} 人，请分成两次`);
}

export function savesOf(check: CheckDocument) {
  return check.events.flatMap(({ opId, deviceAt, results }) =>
    results ? [{ opId, deviceAt, results }] : [],
  );
}

export function placeOf(
  place: HandlerInput<(typeof spotCheckContract)['startCheck']>['body']['place'],
): CheckDocument['place'] {
  return place ? { label: place.label, point: place.point ?? null } : null;
}
