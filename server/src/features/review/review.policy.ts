import { unitsOf, type Actor } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

const LOOKERS = ['squadron_leader', 'campaign_office', 'bureau_leader'] as const;

const units = (actor: Actor) => ({ unitPaths: unitsOf(actor, ...LOOKERS) });

export const reviewPolicies = {
  'review.unit': { allows: rolesOnly(...LOOKERS), scope: units },
  'review.squadrons': {
    allows: rolesOnly('campaign_office', 'bureau_leader'),
    scope: (actor) => ({ unitPaths: unitsOf(actor, 'campaign_office', 'bureau_leader') }),
  },
  /** What the records come to is open to the person too. */
  'review.person': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId, ...units(actor) }),
  },
} satisfies Record<string, Policy>;
