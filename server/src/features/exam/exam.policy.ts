import { KEEPERS } from '@qiangji/shared-types';
import { bureauOf, unitsOf, type Actor } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

/** Papers and exams are the bureau's: their keepers reach all of them, nobody reaches another's. */
const bureauScope = (actor: Actor) => ({ unitPaths: [bureauOf(actor.unitPath)] });

export const examPolicies = {
  /** Everybody may be asked to sit an exam; what one writes is one's own. */
  'exam.sit': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId }),
  },
  'exam.keep': {
    allows: rolesOnly(...KEEPERS),
    scope: bureauScope,
  },
  /** Who sits and who is missing: keepers, and leaders of their own people. */
  'exam.watch': {
    allows: rolesOnly(...KEEPERS, 'squadron_leader', 'bureau_leader'),
    scope: (actor) => ({
      unitPaths: unitsOf(
        actor,
        'legal_officer',
        'campaign_office',
        'squadron_leader',
        'bureau_leader',
      ),
    }),
  },
} satisfies Record<string, Policy>;
