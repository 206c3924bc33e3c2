import { resultKey, type CheckKind, type CheckResult, type SpotCheck } from '@qiangji/shared-types';

export interface LocalSignoff {
  personId: string;
  answer: string | null;
  signatureId: string | null;
  refusalReason: string | null;
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
  signoffs: LocalSignoff[];
  sealedAt: string | null;
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
    signoffs: check.signoffs.map(({ at: _, ...signoff }) => signoff),
    sealedAt: check.sealedAt,
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
export function withResults(local: LocalCheck, changed: readonly CheckResult[]): LocalCheck {
  const keys = changed.map(resultKey);
  return {
    ...local,
    results: [...local.results.filter((one) => !keys.includes(resultKey(one))), ...changed],
    dirty: [...new Set([...local.dirty, ...keys])],
  };
}

export function withSignoff(local: LocalCheck, signoff: LocalSignoff): LocalCheck {
  const others = local.signoffs.filter((one) => one.personId !== signoff.personId);
  return { ...local, signoffs: [...others, signoff] };
}

/** Those who have neither signed nor refused. */
export function unsigned(local: LocalCheck): LocalCheck['persons'] {
  if (local.covert) return [];
  const done = new Set(local.signoffs.map((one) => one.personId));
  return local.persons.filter((one) => !done.has(one.personId));
}
