import type { Policy } from '../../platform/policy';

export const noticePolicies = {
  /** An inbox is its owner's alone. */
  'notice.read': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
} satisfies Record<string, Policy>;
