import { bureauOf, unitsOf } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

/** Colleagues and units are known to everybody in the bureau; the roster is kept by its keepers. */
export const orgPolicies = {
  'org.read': {
    allows: () => true,
    scope: (actor) => ({ unitPaths: [bureauOf(actor.unitPath)] }),
  },
  'org.keep': {
    allows: rolesOnly('campaign_office', 'liaison'),
    scope: (actor) => ({ unitPaths: unitsOf(actor, 'campaign_office', 'liaison') }),
  },
} satisfies Record<string, Policy>;
