import type { Checklist } from '@qiangji/shared-types';
import type { CorrectionDocument, SelfCheckDocument } from './self-check.collection';
import { dueDaysOf, dueOn, type Result } from './self-check.rules';

/** The correction that a fault of a check calls for; one put right on the spot is done already. */
export function correctionOf(
  check: SelfCheckDocument,
  list: Checklist,
  item: Checklist['groups'][number]['items'][number],
  { note, photos, fixed }: Result,
  id: string,
): CorrectionDocument {
  const { actorId, opId, opHash, occurredAt: at } = check;
  const dueDays = dueDaysOf(list, item.severity);
  const done = { type: 'closed', actorId, opId, opHash, at, note: '当场改好', photos: [] };
  return {
    _id: id,
    actorId,
    unitPath: check.unitPath,
    checkId: check._id,
    kind: check.kind,
    checklistCode: list.code,
    checklistVersion: list.version,
    itemCode: item.code,
    itemName: item.name,
    look: item.look,
    topic: item.topic,
    severity: item.severity,
    note,
    photos,
    foundOn: check.day,
    dueDays,
    dueOn: dueOn(check.day, dueDays),
    state: fixed ? 'done' : 'open',
    doneAt: fixed ? at : null,
    events: fixed ? [done] : [],
    version: 1,
    schemaVersion: 1,
  };
}
