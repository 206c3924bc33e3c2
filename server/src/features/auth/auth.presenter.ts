import type { Profile } from '@qiangji/shared-types';
import type { PersonDocument, UnitDocument } from '../org';

/** A person as they see themselves; never the phone number, openid or a secret. */
export function presentProfile(person: PersonDocument, units: Map<string, UnitDocument>): Profile {
  const unit = units.get(person.unitPath);
  return {
    personId: person._id,
    name: person.name,
    kind: person.kind,
    post: person.post,
    unitPath: person.unitPath,
    unitName: unit?.name ?? person.unitPath,
    townName: unit?.townName ?? null,
    grants: person.grants,
    enforcementId: person.enforcementId,
    consentVersion: person.consent?.version ?? null,
  };
}
