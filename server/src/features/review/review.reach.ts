import { hasRole, isWithin, unitsOf, type Actor } from '../../platform/actor';

/** Whether the actor leads a unit: only then may the records of its people be opened. */
export function leads(actor: Actor, unitPath: string): boolean {
  return unitsOf(actor, 'squadron_leader', 'bureau_leader').some((one) => isWithin(unitPath, one));
}

/** Whether the actor may open one person's record of a job; spot checks are the office's too. */
export function mayOpen(
  actor: Actor,
  record: { personId: string; unitPath: string; spotCheck?: boolean },
): boolean {
  if (record.personId === actor.personId || leads(actor, record.unitPath)) return true;
  return record.spotCheck === true && hasRole(actor, 'campaign_office');
}
