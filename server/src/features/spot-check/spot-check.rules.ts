import { itemsByCode, weekStart, type Checklist, type CheckResult } from '@qiangji/shared-types';
import { disputers, isOf, upheld } from './dispute.rules';
import type {
  Acknowledgement,
  CheckDocument,
  FindingDocument,
  SubjectCount,
  TallyDocument,
} from './spot-check.collection';

/** A path and every path above it: `/wj/brigade/hutang`, `/wj/brigade`, `/wj`. */
export function pathsAbove(path: string): string[] {
  const parts = path.split('/').slice(1);
  return parts.map((_, index) => `/${parts.slice(0, parts.length - index).join('/')}`);
}

/** The faults of a check, each with the id that its finding will have. */
export function faultsOf(results: readonly CheckResult[], makeId: () => string) {
  return results
    .filter((result) => result.verdict === 'fault')
    .map(({ itemCode, personId }) => ({ id: makeId(), itemCode, personId }));
}

/** Keeps each person's latest acknowledgement, whatever order they arrive in. */
export function withAcknowledgement(
  known: readonly Acknowledgement[],
  added: Acknowledgement,
): Acknowledgement[] {
  const before = known.find((one) => one.personId === added.personId);
  if (before && before.at > added.at) return [...known];
  return [...known.filter((one) => one !== before), added];
}

/** The result about an item and its subject. */
function resultOf(check: CheckDocument, itemCode: string, personId: string | null) {
  return check.results.find((one) => one.itemCode === itemCode && one.personId === personId);
}

/** What a sealed check found. The same check gives the same findings, however often asked. */
export function findingsOf(check: CheckDocument, list: Checklist): FindingDocument[] {
  const items = itemsByCode(list);
  const disputed = disputers(check);
  const taken = upheld(check);
  return check.faults.flatMap(({ id, itemCode, personId }) => {
    const item = items.get(itemCode);
    const result = resultOf(check, itemCode, personId);
    if (!item || !result) return [];
    const personIds = personId === null ? check.persons.map((one) => one.personId) : [personId];
    return [
      {
        _id: id,
        checkId: check._id,
        kind: check.kind,
        squadronPath: check.squadronPath,
        inspectorIds: check.inspectorIds,
        personIds,
        itemCode,
        itemName: item.name,
        topic: item.topic,
        severity: item.severity,
        subject: item.subject,
        deduction: item.deduction,
        note: result.note,
        evidence: result.evidence,
        fixedOnSite: result.fixedOnSite,
        disputedBy: personIds.filter((one) => disputed.has(one)),
        withdrawn: isOf(taken, personId),
        day: check.day,
        foundAt: check.startedAt ?? check.occurredAt,
        schemaVersion: 1 as const,
      },
    ];
  });
}

export interface Need {
  personId: string;
  topic: string;
  /** The first of the topic, taken back or not, so that the need stays the same one. */
  findingId: string;
  /** What of it stands, in the words of the items; empty where all was taken back. */
  reason: string;
}

/**
 * The loop: one need for each person and topic, however many items of the topic failed, so that a bad
 * day brings one piece and three questions and not a pile of them. What the team did concerns all of `team`.
 */
export function needsOf(
  findings: readonly FindingDocument[],
  team: readonly { personId: string }[] = [],
): Need[] {
  const everybody = team.map((one) => one.personId);
  const needs = new Map<string, Need>();
  for (const { _id, topic, itemName, personIds, subject, withdrawn } of findings) {
    const words = withdrawn ? [] : [itemName];
    const concerned = subject === 'team' ? [...personIds, ...everybody] : personIds;
    for (const personId of new Set(concerned)) {
      const key = `${personId} ${topic}`;
      const { findingId = _id, reason = '' } = needs.get(key) ?? {};
      const all = [reason, ...words].filter(Boolean).join('；');
      needs.set(key, { personId, topic, findingId, reason: all });
    }
  }
  return [...needs.values()];
}

/** What results come to for each whom they are about, in the order of their first. */
export function countsOf(
  results: readonly Pick<CheckResult, 'personId' | 'verdict'>[],
): SubjectCount[] {
  const counts = new Map<string | null, SubjectCount>();
  for (const { personId, verdict } of results) {
    if (verdict === 'na') continue;
    const own = counts.get(personId) ?? { personId, applicable: 0, faults: 0 };
    counts.set(personId, own);
    own.applicable += 1;
    if (verdict === 'fault') own.faults += 1;
  }
  return [...counts.values()];
}

/** Items that applied and passed, for each person and for the team. */
export function talliesOf(check: CheckDocument): TallyDocument[] {
  const disputed = disputers(check);
  const taken = upheld(check);
  return countsOf(check.results).map(({ personId, applicable, faults }) => ({
    _id: `${check._id}:${personId ?? 'team'}`,
    checkId: check._id,
    personId,
    squadronPath: check.squadronPath,
    day: check.day,
    week: weekStart(check.day),
    applicable,
    passed: applicable - faults,
    disputed: isOf(disputed, personId) || isOf(taken, personId),
    ...(isOf(taken, personId) ? { withdrawn: true as const } : {}),
    schemaVersion: 1 as const,
  }));
}
