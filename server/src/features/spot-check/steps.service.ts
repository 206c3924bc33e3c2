import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { WithId } from 'mongodb';
import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { againIfBeaten, findEvent } from '../../platform/mongo';
import type { CheckDocument } from './spot-check.collection';
import { SpotCheckRepository } from './spot-check.repository';
import { eventOf, type Saved } from './steps.rules';

/** Two inspectors' phones may write at once; each tries again on what the other left. */
const ATTEMPTS = 6;

export type Finder = (call: Call, checkId: string) => Promise<WithId<CheckDocument> | null>;

/** What is asked of a check: by which op of a phone, and which check it finds for whom. */
export interface Step {
  type: string;
  checkId: string;
  body: { opId: string; deviceAt: string };
  find: Finder;
  saved?: Saved;
}

type Change = (found: CheckDocument, at: Date, receivedAt: Date) => Promise<Partial<CheckDocument>>;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class CheckSteps {
  @Inject()
  repository: SpotCheckRepository;

  readonly inspected: Finder = (call, checkId) =>
    this.repository.findInspected(call.scope, checkId);

  /** One step, once, tried again where another phone was first; out of reach answers `NOT_FOUND`. */
  async take(
    { type, checkId, body, find, saved = {} }: Step,
    call: Call,
    change: Change,
  ): Promise<WithId<CheckDocument>> {
    const { opId, deviceAt } = body;
    const time = occurred(call, deviceAt);
    const actorId = call.actor.personId;
    const at = time.occurredAt;
    const op = { actorId, opId, opHash: call.opHash, at, deviceAt };
    return againIfBeaten(ATTEMPTS, async () => {
      const found = await find(call, checkId);
      if (!found) throw new AppError('NOT_FOUND');
      if (findEvent(found, op)) return found;
      const set = await change(found, at, time.receivedAt);
      const event = eventOf(found, type, op, saved, time.receivedAt);
      // What comes late changes nothing of what was ended.
      if (!event.late) set.clockDoubt = found.clockDoubt || time.clockDoubt;
      return this.repository.saveStep(found, event, set);
    });
  }
}
