import type { Policy } from '../../platform/policy';

/**
 * Everybody has a today. What of others' it shows is reached by the policies of the features it comes
 * from, so that nothing is here which could not be opened there.
 */
export const todayPolicies = {
  'today.read': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
} satisfies Record<string, Policy>;
