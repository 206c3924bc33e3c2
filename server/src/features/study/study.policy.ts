import { unitsOf } from '../../platform/actor';
import type { Policy } from '../../platform/policy';

export const studyPolicies = {
  /** Everybody reads pieces; progress is one's own, or that of the people one leads. */
  'study.read': {
    allows: () => true,
    scope: (actor) => ({
      personId: actor.personId,
      unitPaths: unitsOf(actor, 'squadron_leader', 'bureau_leader'),
    }),
  },
  'study.learn': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId }),
  },
} satisfies Record<string, Policy>;
