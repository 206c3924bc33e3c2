import { unitsOf } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

export const feedbackPolicies = {
  'feedback.send': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
  /** The campaign office answers; one's own leaders never see it. */
  'feedback.answer': {
    allows: rolesOnly('campaign_office'),
    scope: (actor) => ({ unitPaths: unitsOf(actor, 'campaign_office') }),
  },
} satisfies Record<string, Policy>;
