import { isWithin } from '../../platform/actor';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import type { OrgService } from '../org';
import type { Whose } from './self-check.repository';

/**
 * Whose records a list is asked for: one's own unless a person or a unit is named. Throws `NOT_FOUND`
 * where the actor leads neither.
 */
export async function reachable(org: OrgService, asked: Whose, call: Call): Promise<Whose> {
  const { personId, unitPath } = asked;
  if (personId === undefined && unitPath === undefined) return { personId: call.actor.personId };
  if (personId !== undefined) await org.personInScope(call.scope, personId);
  const units = call.scope.unitPaths ?? [];
  if (unitPath !== undefined && !units.some((unit) => isWithin(unitPath, unit))) {
    throw new AppError('NOT_FOUND');
  }
  return { personId, unitPath };
}
