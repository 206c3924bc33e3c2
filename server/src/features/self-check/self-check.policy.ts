import { unitsOf } from '../../platform/actor';
import type { Policy } from '../../platform/policy';

export const selfCheckPolicies = {
  /** One's own, and for leaders those of their people; inspectors have no business here. */
  'self-check.read': {
    allows: () => true,
    scope: (actor) => ({
      personId: actor.personId,
      unitPaths: unitsOf(actor, 'squadron_leader', 'bureau_leader'),
    }),
  },
  /** Nobody checks or corrects in another's name. */
  'self-check.write': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId }),
  },
} satisfies Record<string, Policy>;
