import type { Actor } from '../actor';
import type { Policy } from '../policy';

/**
 * The seam between the platform and the features above it: who a token belongs to and what each
 * policy says are told at start by the composition root, since the platform imports no feature.
 */
export interface Guards {
  /** The actor at once where it is known already; throws or rejects with a 401. */
  authenticate(token: string): Actor | Promise<Actor>;
  policyOf(name: string): Policy;
}

let guards: Guards | undefined;

export function setGuards(value: Guards): void {
  guards = value;
}

export function theGuards(): Guards {
  if (!guards) throw new Error('guards were not set before the first request');
  return guards;
}
