import { bureauOf, unitsOf } from '../../platform/actor';
import { rolesOnly, type Policy } from '../../platform/policy';

export const spotCheckPolicies = {
  /** Draws concern the whole bureau; those of one's own squadron are hidden by the query. */
  'spot-check.draw': {
    allows: rolesOnly('inspector', 'campaign_office'),
    scope: (actor) => ({ unitPaths: [bureauOf(actor.unitPath)] }),
  },
  'spot-check.draws': {
    allows: rolesOnly('inspector', 'campaign_office', 'bureau_leader'),
    scope: (actor) => ({ unitPaths: [bureauOf(actor.unitPath)] }),
  },
  'spot-check.plan': {
    allows: rolesOnly('inspector', 'campaign_office'),
    scope: (actor) => ({ unitPaths: [bureauOf(actor.unitPath)] }),
  },
  /** A check is written by its own inspectors only. */
  'spot-check.inspect': {
    allows: rolesOnly('inspector'),
    scope: (actor) => ({ personId: actor.personId }),
  },
  /** Whoever makes a check or planned it, and the office. */
  'spot-check.call-off': {
    allows: rolesOnly('inspector', 'campaign_office'),
    scope: (actor) => ({
      personId: actor.personId,
      unitPaths: unitsOf(actor, 'campaign_office'),
    }),
  },
  /** Checks one takes part in, sealed checks of oneself, sealed checks of units one answers for. */
  'spot-check.read': {
    allows: () => true,
    scope: (actor) => ({
      personId: actor.personId,
      unitPaths: unitsOf(actor, 'squadron_leader', 'campaign_office', 'bureau_leader'),
    }),
  },
  /** Whoever made a check, and the office; within it nobody of the squadron (`dispute.rules.ts`). */
  'spot-check.settle': {
    allows: rolesOnly('inspector', 'campaign_office'),
    scope: (actor) => ({
      personId: actor.personId,
      unitPaths: unitsOf(actor, 'campaign_office'),
    }),
  },
  'spot-check.answer': {
    allows: () => true,
    scope: (actor) => ({ personId: actor.personId }),
  },
} satisfies Record<string, Policy>;
