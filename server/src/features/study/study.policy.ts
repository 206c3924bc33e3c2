import { KEEPERS } from '@qiangji/shared-types';
import { bureauOf, unitsOf } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

/** A bureau's own pieces are for all of the bureau. */
const keptScope: Policy['scope'] = (actor) => ({ unitPaths: [bureauOf(actor.unitPath)] });

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
  /** The bureau's own pieces are kept by those who keep its questions. */
  'study.keep': {
    allows: rolesOnly(...KEEPERS),
    scope: keptScope,
  },
  /** Only the legal officer's word makes a law `confirmed`. */
  'study.verify': {
    allows: rolesOnly('legal_officer'),
    scope: keptScope,
  },
} satisfies Record<string, Policy>;
