import { PRIVACY_VERSION, type Contract } from '@qiangji/shared-types';
import type { Actor } from '../actor';
import { now } from '../clock';
import { AppError } from '../errors';
import { forbidden, type Scope } from '../policy';
import type { Call } from './call';
import { theGuards } from './guards';
import { limitRate } from './rate-limit';

/** Who calls a route, and what it may then reach. */
export type Entered = Pick<Call, 'actor' | 'scope'>;

/** What the actor may reach by a route; throws 403 without consent, then 403 by the policy. */
export function permit(contract: Contract, actor: Actor): Scope {
  if (!contract.beforeConsent && actor.consentVersion !== PRIVACY_VERSION) {
    throw new AppError('CONSENT_REQUIRED');
  }
  const policy = theGuards().policyOf(contract.policy);
  if (!policy.allows(actor)) throw forbidden(policy);
  return policy.scope(actor);
}

/** As `permit`, and counts the call against the account's rate (429). */
export function authorise(contract: Contract, actor: Actor): Scope {
  const scope = permit(contract, actor);
  limitRate(actor.personId, now());
  return scope;
}
