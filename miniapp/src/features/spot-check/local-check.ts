import {
  removalProblem,
  resultKey,
  splitSignoffs,
  type CheckKind,
  type CheckResult,
  type SpotCheck,
} from '@qiangji/shared-types';
import { seenOn } from './signed';

export interface LocalSignoff {
  personId: string;
  answer: string | null;
  signatureId: string | null;
  refusalReason: string | null;
  /** What it is tied to; not there in what was kept from before signoffs were. */
  seen?: string;
}

/** A check as this phone holds it: what the page shows, with or without a network. */
export interface LocalCheck {
  id: string;
  kind: CheckKind;
  covert: boolean;
  squadron: { path: string; name: string };
  persons: { personId: string; name: string }[];
  inspectors: { personId: string; name: string }[];
  checklist: { code: string; version: number };
  startedAt: string | null;
  results: CheckResult[];
  /** Keys of results that were not put into the outbox yet; a kill in between loses none. */
  dirty: string[];
  /** Keys of results that one tap has passed with the rest of a group; not there in what is kept from before. */
  rest?: string[];
  /** All that were given, oldest first; which of them stand follows from what is scored. */
  signoffs: LocalSignoff[];
  sealedAt: string | null;
  /** When it was called off; not there in what was kept from before it could be. */
  calledOffAt?: string | null;
  /** Operation of the seal, for its sent mark. */
  sealOpId: string | null;
  /** Operations of this check that may still be in the outbox. */
  ops: string[];
  /** When each picture was taken, by the phone's clock. */
  takenAt: Record<string, string>;
}

export function fromServer(check: SpotCheck, before?: LocalCheck): LocalCheck {
  return {
    id: check.id,
    kind: check.kind,
    covert: check.covert,
    squadron: check.squadron,
    persons: check.persons.map(({ personId, name }) => ({ personId, name })),
    inspectors: check.inspectors,
    checklist: { code: check.checklist.code, version: check.checklist.version },
    startedAt: check.startedAt,
    results: check.results.map(({ deduction: _, ...result }) => result),
    dirty: [],
    rest: [],
    signoffs: [...(check.pastSignoffs ?? []), ...check.signoffs].map(
      ({ at: _, ...signoff }) => signoff,
    ),
    sealedAt: check.sealedAt,
    calledOffAt: check.calledOff?.at ?? null,
    sealOpId: before?.sealOpId ?? null,
    ops: [],
    takenAt: before?.takenAt ?? {},
  };
}

/**
 * What this phone shows after the service was heard: its word counts only once nothing of the check
 * waits here any more, since until then the phone knows better.
 */
export function heard(local: LocalCheck | undefined, check: SpotCheck, waits: boolean): LocalCheck {
  if (local && (waits || local.dirty.length > 0)) return local;
  return fromServer(check, local);
}

/** Puts results in the place of those about the same item and subject. */
export function withResults(
  local: LocalCheck,
  changed: readonly CheckResult[],
  isRest = false,
): LocalCheck {
  const keys = changed.map(resultKey);
  const others = (local.rest ?? []).filter((key) => !keys.includes(key));
  return {
    ...local,
    rest: isRest ? [...others, ...keys] : others,
    // What was kept from before signoffs were tied to anything is tied to what stood until this change.
    signoffs: local.signoffs.map((one) => ({
      ...one,
      seen: one.seen ?? seenOn(local, one.personId),
    })),
    results: [...local.results.filter((one) => !keys.includes(resultKey(one))), ...changed],
    dirty: [...new Set([...local.dirty, ...keys])],
  };
}

/** Those of some results that stand as they were given and that the outbox has not got: only they can be taken back. */
export function takeable(local: LocalCheck, given: readonly CheckResult[]): CheckResult[] {
  const dirty = new Set(local.dirty);
  return given.filter((one) => local.results.includes(one) && dirty.has(resultKey(one)));
}

/** As if these had never been scored. */
export function withoutResults(local: LocalCheck, gone: readonly CheckResult[]): LocalCheck {
  const keys = new Set(gone.map(resultKey));
  return {
    ...local,
    results: local.results.filter((one) => !keys.has(resultKey(one))),
    dirty: local.dirty.filter((key) => !keys.has(key)),
    rest: (local.rest ?? []).filter((key) => !keys.has(key)),
  };
}

export function withSignoff(local: LocalCheck, signoff: LocalSignoff): LocalCheck {
  return { ...local, signoffs: [...local.signoffs, signoff] };
}

/** The signature or refusal of each that is of what is scored now. */
export function standing(local: LocalCheck): LocalSignoff[] {
  return splitSignoffs(local.signoffs, (personId) => seenOn(local, personId)).standing;
}

/** Those who have neither signed nor refused what is scored now. */
export function unsigned(local: LocalCheck): LocalCheck['persons'] {
  if (local.covert) return [];
  const done = new Set(standing(local).map((one) => one.personId));
  return local.persons.filter((one) => !done.has(one.personId));
}

/** Those of them who had, before the scores changed. */
export function toSignAgain(local: LocalCheck): LocalCheck['persons'] {
  if (local.signoffs.length === 0) return [];
  const had = new Set(local.signoffs.map((one) => one.personId));
  return unsigned(local).filter((one) => had.has(one.personId));
}

/** Nothing in it changes any more, as far as this phone knows. */
export function hasEnded({ sealedAt, calledOffAt }: LocalCheck): boolean {
  return sealedAt !== null || Boolean(calledOffAt);
}

/** Whether somebody named by mistake can be taken off it. */
export function mayRemove(local: LocalCheck, personId: string): boolean {
  const { persons, results, signoffs } = local;
  const personIds = persons.map((one) => one.personId);
  return removalProblem({ personIds, results, signed: signoffs.length > 0 }, personId) === null;
}

export function withoutPerson(local: LocalCheck, personId: string): LocalCheck {
  return { ...local, persons: local.persons.filter((one) => one.personId !== personId) };
}

/** The check once some results are in the outbox; what was changed meanwhile stays marked. */
export function handedOver(local: LocalCheck, results: readonly CheckResult[]): LocalCheck {
  const now = new Map(local.results.map((one) => [resultKey(one), one]));
  const gone = new Set(results.filter((one) => now.get(resultKey(one)) === one).map(resultKey));
  return { ...local, dirty: local.dirty.filter((key) => !gone.has(key)) };
}
