import { NOTHING, type Policy } from '../../platform/policy';

/** Standards are open to everybody who is checked by them; they belong to nobody. */
export const standardPolicies = {
  'standard.read': {
    allows: () => true,
    scope: () => NOTHING,
  },
} satisfies Record<string, Policy>;
