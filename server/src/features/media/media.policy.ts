import { KEEPERS, MEDIA_READERS } from '@qiangji/shared-types';
import { unitsOf, type Actor } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

const seesUnits = (actor: Actor) => unitsOf(actor, ...MEDIA_READERS);

/** Whoever writes the bureau's own pieces sees the pictures for them, in use or not. */
export const keepsPieces = rolesOnly(...KEEPERS);

export const mediaPolicies = {
  'media.write': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
  /** One's own, those of the units one answers for, and what a record shows to one. */
  'media.read': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId, unitPaths: seesUnits(actor) }),
  },
  /** Originals carry what the camera noted; nobody gets one through a record that shows the copy. */
  'media.original': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId, unitPaths: seesUnits(actor) }),
  },
} satisfies Record<string, Policy>;
