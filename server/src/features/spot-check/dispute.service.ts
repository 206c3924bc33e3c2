import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { HandlerInput, spotCheckContract } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import type { Call } from '../../platform/http';
import { CheckDerivation } from './derivation.service';
import { mustBeToSettle } from './dispute.rules';
import type { CheckDocument } from './spot-check.collection';
import { SpotCheckRepository } from './spot-check.repository';
import { CheckSteps, type Finder } from './steps.service';

type Settle = HandlerInput<(typeof spotCheckContract)['settleDispute']>;

/** Ends what one of those checked holds against a sealed result: until then it is in no sum. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DisputeService {
  @Inject()
  repository: SpotCheckRepository;

  @Inject()
  steps: CheckSteps;

  @Inject()
  derivation: CheckDerivation;

  /** Nothing of the sealed result changes but whether it counts; findings and sums are derived anew. */
  async settle({ params, body }: Settle, call: Call): Promise<WithId<CheckDocument>> {
    const { personId, outcome, reason } = body;
    const by = call.actor.personId;
    const find: Finder = (given, id) => this.repository.findToSettle(given.scope, id);
    const step = { type: 'settled', checkId: params.checkId, body, find };
    const check = await this.steps.take(step, call, async (found, at) => {
      mustBeToSettle(found, personId, call.actor);
      const added = { personId, by, at, outcome, reason };
      return { settlements: [...(found.settlements ?? []), added], derivedAt: null };
    });
    await this.derivation.attempt(check._id);
    // As it stands after what followed: its state, too, may be another one now.
    return (await find(call, check._id)) ?? check;
  }
}
