import { hasRole, unitsOf, type Actor } from '../../platform/actor';
import type { Policy } from '../../platform/policy';

export const leavePolicies = {
  /** A leader for their own people, the office for all; nobody else needs to know why one is away. */
  'leave.keep': {
    allows: Object.assign((actor: Actor) => hasRole(actor, 'squadron_leader', 'campaign_office'), {
      posts: '中队长、行动办',
    }),
    scope: (actor) => ({ unitPaths: unitsOf(actor, 'squadron_leader', 'campaign_office') }),
  },
  'leave.own': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
} satisfies Record<string, Policy>;
