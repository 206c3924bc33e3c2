import { KEEPERS } from '@qiangji/shared-types';
import { bureauOf, unitsOf, type Actor } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

/** The bank is the bureau's: its keepers reach all of it, nobody reaches another's. */
const bankScope = (actor: Actor) => ({ unitPaths: [bureauOf(actor.unitPath)] });

/** Who keeps the bank sees its keys: such people are recused from exams. */
export const keepsBank = ({ grants }: Pick<Actor, 'grants'>): boolean =>
  grants.some(({ role }) => KEEPERS.some((one) => one === role));

export const quizPolicies = {
  /** Everybody practises; what they answered is theirs. */
  'quiz.learn': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId }),
  },
  /** Mastery is one's own, or that of the people one leads. */
  'quiz.mastery': {
    allows: () => true,
    scope: (actor) => ({
      personId: actor.personId,
      unitPaths: unitsOf(actor, 'squadron_leader', 'bureau_leader'),
    }),
  },
  'quiz.keep': {
    allows: rolesOnly(...KEEPERS),
    scope: bankScope,
  },
  /** Only the legal officer's word makes a question `confirmed`. */
  'quiz.verify': {
    allows: rolesOnly('legal_officer'),
    scope: bankScope,
  },
} satisfies Record<string, Policy>;
