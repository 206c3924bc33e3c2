import type { Policy } from '../../platform/policy';

export const __camel__Policies = {
  '__kebab__.read': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
  '__kebab__.write': { allows: () => true, scope: (actor) => ({ personId: actor.personId }) },
} satisfies Record<string, Policy>;
