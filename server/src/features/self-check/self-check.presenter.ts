import type { Correction, SelfCheck, SelfCheckSummary } from '@qiangji/shared-types';
import type { CorrectionDocument, SelfCheckDocument } from './self-check.collection';
import { isOverdue } from './self-check.rules';

export function presentCheckSummary(
  check: SelfCheckDocument,
  names: { person: string; checklist: string },
): SelfCheckSummary {
  return {
    id: check._id,
    kind: check.kind,
    personId: check.actorId,
    personName: names.person,
    checklistCode: check.checklistCode,
    checklistVersion: check.checklistVersion,
    checklistName: names.checklist,
    entryId: check.entryId,
    handlingCode: check.handlingCode ?? null,
    day: check.day,
    occurredAt: check.occurredAt.toISOString(),
    clockDoubt: check.clockDoubt,
    itemCount: check.itemCount,
    faultCount: check.faultCount,
  };
}

export function presentCorrection(
  one: CorrectionDocument,
  names: { person: string; topic: string },
  today: string,
): Correction {
  const closed = one.events.find((event) => event.type === 'closed');
  return {
    id: one._id,
    checkId: one.checkId,
    kind: one.kind,
    personId: one.actorId,
    personName: names.person,
    itemCode: one.itemCode,
    itemName: one.itemName,
    look: one.look,
    topic: one.topic,
    topicName: names.topic,
    severity: one.severity,
    note: one.note,
    photos: one.photos,
    foundOn: one.foundOn,
    dueOn: one.dueOn,
    state: one.state,
    overdue: isOverdue(one, today),
    doneAt: one.doneAt?.toISOString() ?? null,
    doneNote: closed?.note ?? null,
    donePhotos: closed?.photos ?? [],
  };
}

export function presentCheck(
  check: SelfCheckDocument,
  names: { person: string; checklist: string },
  corrections: Correction[],
): SelfCheck {
  return {
    ...presentCheckSummary(check, names),
    results: check.results,
    note: check.note,
    corrections,
  };
}
