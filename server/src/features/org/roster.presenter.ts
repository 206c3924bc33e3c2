import type { RosterPerson } from '@qiangji/shared-types';
import type { PersonDocument, UnitDocument } from './org.collection';

/** A person as a keeper sees one: whether there is a WeChat account, never which, and no number. */
export function presentRosterPerson(
  person: PersonDocument,
  units: ReadonlyMap<string, UnitDocument>,
): RosterPerson {
  return {
    personId: person._id,
    staffNumber: person.staffNumber,
    name: person.name,
    kind: person.kind,
    post: person.post,
    unitPath: person.unitPath,
    unitName: units.get(person.unitPath)?.name ?? person.unitPath,
    active: person.active,
    bound: person.openid !== null,
    grants: person.grants,
    enforcementId: person.enforcementId,
    updatedAt: person.updatedAt.toISOString(),
  };
}
