import { NOTHING, type Policy } from '../../platform/policy';

export const authPolicies = {
  /** Routes without a session never ask it; it refuses, should one ever do. */
  public: { allows: () => false, scope: () => NOTHING },
  signed_in: { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
} satisfies Record<string, Policy>;
