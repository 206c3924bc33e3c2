import { create } from 'zustand';
import {
  DAY_MS,
  resultKey,
  spotCheckContract,
  type CheckResult,
  type CheckWrite,
  type SpotCheck,
} from '@qiangji/shared-types';
import { deviceAt, deviceNow } from '@/platform/clock';
import { newId } from '@/platform/ids';
import {
  discard,
  enqueue,
  outboxItem,
  withdrawPhoto,
  type OutboxItem,
  type OutboxPhoto,
} from '@/platform/outbox';
import { currentPersonId, onPersonChange } from '@/platform/session';
import { personStore } from '@/platform/storage';
import {
  handedOver,
  hasEnded,
  heard,
  mayRemove,
  takeable,
  withoutPerson,
  withoutResults,
  withResults,
  withSignoff,
  type LocalCheck,
  type LocalSignoff,
} from './local-check';

/** Checks of one person on this phone; sealed ones go once the service shows them. */
const useChecks = create<{ personId: string | undefined; checks: Record<string, LocalCheck> }>()(
  () => ({ personId: undefined, checks: {} }),
);

function store(personId: string) {
  return personStore('spot-check', personId);
}

/** A check that ended stays for a few days after it arrived; the service has it then. */
const KEEP_MS = 3 * DAY_MS;

function isPast(check: LocalCheck): boolean {
  const endedAt = check.sealedAt ?? check.calledOffAt;
  if (!endedAt || unsent(check).length > 0) return false;
  return deviceNow() - Date.parse(endedAt) > KEEP_MS;
}

/** What was kept, read once for each person who signs in. */
function load(): Record<string, LocalCheck> {
  const personId = currentPersonId();
  const known = useChecks.getState();
  if (known.personId === personId) return known.checks;
  const kept = personId === undefined ? undefined : store(personId);
  const entries = (kept?.keys() ?? []).flatMap((id) => {
    const check = kept?.get<LocalCheck>(id);
    if (check && isPast(check)) kept?.remove(id);
    return check && !isPast(check) ? [[id, check] as const] : [];
  });
  const checks = Object.fromEntries(entries);
  useChecks.setState({ personId, checks });
  return checks;
}

onPersonChange(() => void load());

/** Operations of a check that the service has not got yet. */
function unsent(check: LocalCheck): string[] {
  return check.ops.filter((opId) => {
    const item = outboxItem(opId);
    return item !== undefined && item.state !== 'sent';
  });
}

/** Notes an operation, and forgets those that arrived. */
function noted(check: LocalCheck, opId: string): LocalCheck {
  return { ...check, ops: [...unsent(check), opId] };
}

function put(check: LocalCheck): void {
  const checks = load();
  const personId = currentPersonId();
  if (personId !== undefined) store(personId).set(check.id, check);
  useChecks.setState({ checks: { ...checks, [check.id]: check } });
}

export function localCheck(checkId: string): LocalCheck | undefined {
  return load()[checkId];
}

export function useLocalCheck(checkId: string): LocalCheck | undefined {
  load();
  return useChecks((state) => state.checks[checkId]);
}

/** Checks on this phone, newest first; those that ended, too. */
export function useLocalChecks(): LocalCheck[] {
  load();
  const checks = useChecks((state) => state.checks);
  return Object.values(checks).sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Takes the service's word of a check, where nothing of it waits on this phone. */
export function hear(check: SpotCheck): void {
  const local = localCheck(check.id);
  const next = heard(local, check, Boolean(local && unsent(local).length > 0));
  if (next !== local) put(next);
}

export type NewCheck = Omit<CheckWrite, 'opId' | 'deviceAt' | 'checkId' | 'squadronPath'> &
  Pick<LocalCheck, 'squadron' | 'persons' | 'inspectors'>;

/** Begins a check on site; the service hears of it when it can. Answers the check's id. */
export async function beginCheck(form: NewCheck): Promise<string> {
  const { squadron, persons, inspectors, ...rest } = form;
  const checkId = newId();
  const opId = await enqueue({
    contract: spotCheckContract.createCheck,
    body: {
      ...rest,
      checkId,
      squadronPath: squadron.path,
      inspectorIds: inspectors.map((one) => one.personId),
      personIds: persons.map((one) => one.personId),
    },
    recordKey: checkId,
    title: `督察 ${squadron.name}`,
  });
  put({
    id: checkId,
    kind: form.kind,
    covert: form.covert,
    squadron,
    persons,
    inspectors,
    checklist: form.checklist,
    startedAt: deviceAt(),
    results: [],
    dirty: [],
    signoffs: [],
    sealedAt: null,
    sealOpId: null,
    ops: [opId],
    takenAt: {},
  });
  return checkId;
}

/** Begins an assigned check on site. */
export async function startAssigned(
  check: LocalCheck,
  persons: LocalCheck['persons'],
  place: CheckWrite['place'],
): Promise<void> {
  const opId = await enqueue({
    contract: spotCheckContract.startCheck,
    params: { checkId: check.id },
    body: { personIds: persons.map((one) => one.personId), place },
    recordKey: check.id,
    title: `督察 ${check.squadron.name}`,
  });
  put(noted({ ...check, persons, startedAt: deviceAt() }, opId));
}

/** Keeps results on the phone at once; `flush` hands them to the outbox. */
export function score(checkId: string, changed: readonly CheckResult[], isRest = false): void {
  const local = localCheck(checkId);
  if (local && !hasEnded(local)) put(withResults(local, changed, isRest));
}

/** Takes back what was scored by one tap, as far as it stands and waits here: a save that is out is not called back. */
export function unscore(checkId: string, given: readonly CheckResult[]): void {
  const local = localCheck(checkId);
  if (!local || hasEnded(local)) return;
  put(
    withoutResults(
      local,
      takeable(local, given).filter((one) => !handing.has(one)),
    ),
  );
}

/** Results that are on their way into the outbox, so that two saves at once hand none over twice. */
const handing = new Set<CheckResult>();

/**
 * Hands what was scored to the outbox as one save; the pictures follow their words. It stays marked until it is
 * there: a kill, or no room, loses none, and the next save takes it along.
 */
export async function flush(checkId: string, photos: readonly OutboxPhoto[] = []): Promise<void> {
  const local = localCheck(checkId);
  const marked = new Set(local?.dirty);
  const results = (local?.results ?? []).filter(
    (one) => marked.has(resultKey(one)) && !handing.has(one),
  );
  if (!local || results.length === 0) return;
  const rest = results.map(resultKey).filter((key) => local.rest?.includes(key));
  for (const one of results) handing.add(one);
  try {
    const opId = await enqueue({
      contract: spotCheckContract.appendResults,
      params: { checkId },
      body: { results, ...(rest.length > 0 ? { rest } : {}) },
      recordKey: checkId,
      title: `督察打分 ${local.squadron.name}`,
      photos,
    });
    const now = localCheck(checkId);
    if (now) put(noted(handedOver(now, results), opId));
  } finally {
    for (const one of results) handing.delete(one);
  }
}

/** Adds a picture to a result and sends both. */
export async function addEvidence(
  checkId: string,
  result: CheckResult,
  photo: OutboxPhoto & { capturedAt: string },
): Promise<void> {
  const { capturedAt, ...picture } = photo;
  const local = localCheck(checkId);
  if (!local) return;
  put({ ...local, takenAt: { ...local.takenAt, [photo.mediaId]: capturedAt } });
  score(checkId, [{ ...result, evidence: [...result.evidence, photo.mediaId] }]);
  await flush(checkId, [picture]);
}

/**
 * Takes a picture off a result again. The save that named it may be on its way: the next one names it no
 * more. One whose own way has not begun never leaves the phone.
 */
export function removeEvidence(checkId: string, result: CheckResult, mediaId: string): void {
  const local = localCheck(checkId);
  if (!local || hasEnded(local)) return;
  score(checkId, [{ ...result, evidence: result.evidence.filter((one) => one !== mediaId) }]);
  withdrawPhoto(mediaId);
}

export async function signOff(
  checkId: string,
  signoff: LocalSignoff,
  signature?: OutboxPhoto,
): Promise<void> {
  await flush(checkId);
  const local = localCheck(checkId);
  if (!local || hasEnded(local)) return;
  const opId = await enqueue({
    contract: spotCheckContract.appendSignoff,
    params: { checkId },
    body: signoff,
    recordKey: checkId,
    title: `督察签字 ${local.squadron.name}`,
    photos: signature ? [signature] : [],
  });
  put(noted(withSignoff(localCheck(checkId) ?? local, signoff), opId));
}

/** Takes somebody off the check who was named by mistake. */
export async function removePerson(checkId: string, personId: string): Promise<void> {
  const local = localCheck(checkId);
  if (!local || !mayRemove(local, personId)) return;
  put(withoutPerson(local, personId));
  try {
    const opId = await enqueue({
      contract: spotCheckContract.removePerson,
      params: { checkId },
      body: { personId },
      recordKey: checkId,
      title: `督察换人 ${local.squadron.name}`,
    });
    put(noted(localCheck(checkId) ?? local, opId));
  } catch (error) {
    put({ ...(localCheck(checkId) ?? local), persons: local.persons });
    throw error;
  }
}

/** Calls a check off, with what was scored of it so far: that is kept, and counts for nothing. */
export async function callOff(check: LocalCheck, reason: string): Promise<void> {
  await flush(check.id);
  const local = localCheck(check.id) ?? check;
  if (hasEnded(local)) return;
  const opId = await enqueue({
    contract: spotCheckContract.callOffCheck,
    params: { checkId: check.id },
    body: { reason },
    recordKey: check.id,
    title: `督察作废 ${local.squadron.name}`,
  });
  put(noted({ ...(localCheck(check.id) ?? local), calledOffAt: deviceAt() }, opId));
}

/** What came back and can be taken back here, with the words for it. */
const REFUSED: Record<string, string> = {
  [spotCheckContract.sealCheck.id]: '封存被退回了',
  [spotCheckContract.callOffCheck.id]: '作废被退回了',
  [spotCheckContract.removePerson.id]: '换人被退回了',
};

export function refusedOf(local: LocalCheck, rejected: readonly OutboxItem[]) {
  const item = rejected.find(({ opId, routeId }) => local.ops.includes(opId) && REFUSED[routeId]);
  return item && { ...item, title: REFUSED[item.routeId] ?? '' };
}

/** An act that came back is taken back, as a seal where somebody whom the other inspector added has yet to sign. */
export function takeBack(checkId: string, refusedOp: string): void {
  const local = localCheck(checkId);
  const refused = outboxItem(refusedOp);
  if (!local || refused?.state !== 'rejected') return;
  discard(refusedOp);
  const ops = local.ops.filter((opId) => opId !== refusedOp);
  const sealed = local.sealOpId === refusedOp;
  const off = refused.routeId === spotCheckContract.callOffCheck.id;
  put({
    ...local,
    ops,
    ...(sealed ? { sealedAt: null, sealOpId: null } : {}),
    ...(off ? { calledOffAt: null } : {}),
  });
}

/** Seals the check: nothing in it changes from here on, on this phone either. */
export async function seal(checkId: string): Promise<void> {
  await flush(checkId);
  const local = localCheck(checkId);
  if (!local || hasEnded(local)) return;
  const sealOpId = await enqueue({
    contract: spotCheckContract.sealCheck,
    params: { checkId },
    body: {},
    recordKey: checkId,
    title: `督察封存 ${local.squadron.name}`,
  });
  put(noted({ ...(localCheck(checkId) ?? local), sealedAt: deviceAt(), sealOpId }, sealOpId));
}
