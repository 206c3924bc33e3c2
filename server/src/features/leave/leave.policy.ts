import { unitsOf } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

export const leavePolicies = {
  /** A leader for their own people, the office for all; nobody else needs to know why one is away. */
  'leave.keep': {
    allows: rolesOnly('squadron_leader', 'campaign_office'),
    scope: (actor) => ({ unitPaths: unitsOf(actor, 'squadron_leader', 'campaign_office') }),
  },
  'leave.own': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
} satisfies Record<string, Policy>;
