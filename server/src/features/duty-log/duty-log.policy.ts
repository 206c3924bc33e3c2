import { bureauOf, unitsOf } from '../../platform/actor';
import { kindsOnly, rolesOnly, type Policy } from '../../platform/policy';

const patrols = kindsOnly('officer', 'auxiliary');

export const dutyLogPolicies = {
  /** The shift that one is on. */
  'duty-log.own': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId }),
  },
  /** Shifts that one was on or took over, and for leaders those of their people. */
  'duty-log.read': {
    allows: () => true,
    scope: (actor) => ({
      personId: actor.personId,
      unitPaths: unitsOf(actor, 'squadron_leader', 'bureau_leader'),
    }),
  },
  /** Those who patrol write in the shifts that they are on. */
  'duty-log.write': {
    allows: patrols,
    scope: (actor) => ({ personId: actor.personId }),
  },
  /** Hand-overs, drafts and open matters are the whole squadron's. */
  'duty-log.squad': {
    allows: patrols,
    scope: (actor) => ({ personId: actor.personId, unitPaths: [actor.unitPath] }),
  },
  /** An act has two officers, and the second may come from any unit of the bureau. */
  'duty-log.name': {
    allows: patrols,
    scope: (actor) => ({ unitPaths: [bureauOf(actor.unitPath)] }),
  },
  /** Who comes when is between a squadron and its own leader. */
  'duty-log.plan': {
    allows: rolesOnly('squadron_leader'),
    scope: (actor) => ({ unitPaths: unitsOf(actor, 'squadron_leader') }),
  },
  'duty-log.lead': {
    allows: rolesOnly('squadron_leader', 'bureau_leader'),
    scope: (actor) => ({ unitPaths: unitsOf(actor, 'squadron_leader', 'bureau_leader') }),
  },
} satisfies Record<string, Policy>;
