import { isWithin, type Grant, type Role } from '../core';

/** Roles that are for one's own unit unless the roster says otherwise; the rest are for the bureau. */
export const OWN_UNIT_ROLES: readonly Role[] = ['squadron_leader', 'liaison'];

/** Whoever is meant, with what they are entrusted with. */
export interface Entrusted {
  personId: string;
  grants: readonly Grant[];
}

/** Whether a keeper may give this, or take it away: the campaign office all within its reach, a liaison liaisons only. */
export function mayGive(keeper: Pick<Entrusted, 'grants'>, grant: Grant): boolean {
  return keeper.grants.some(
    ({ role, unitPath }) =>
      isWithin(grant.unitPath, unitPath) &&
      (role === 'campaign_office' || (role === 'liaison' && grant.role === 'liaison')),
  );
}

/**
 * Whether a keeper may change this person, or say how they sign in. Whoever is entrusted with what the
 * keeper could not give is left to the campaign office: a code for them would be that role.
 */
export function mayKeep(keeper: Entrusted, person: Entrusted): boolean {
  if (keeper.personId === person.personId) return true;
  return person.grants.every((grant) => mayGive(keeper, grant));
}

/** What somebody who leaves a unit is still entrusted with: leading it or being its liaison ends there. */
export function grantsAfterLeaving(grants: readonly Grant[], left: string): Grant[] {
  return grants.filter(({ role, unitPath }) => unitPath !== left || !OWN_UNIT_ROLES.includes(role));
}
