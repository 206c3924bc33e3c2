import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  canMove,
  removalProblem,
  type HandlerInput,
  type spotCheckContract,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { isWithin } from '../../platform/actor';
import { AppError, invalid } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { CallOffService } from './call-off.service';
import { reassigned, sameInspectors } from './changes.rules';
import { CheckPeople } from './check-people';
import { mustBeOpen, mustBePlannable, mustInspect } from './guards';
import { isLate } from './late.rules';
import type { CheckDocument } from './spot-check.collection';
import { spotCheckPolicies } from './spot-check.policy';
import { SpotCheckRepository } from './spot-check.repository';
import { withRemoved } from './steps.rules';
import { CheckSteps, type Finder } from './steps.service';

type Input<K extends keyof typeof spotCheckContract> = HandlerInput<(typeof spotCheckContract)[K]>;

/** Who goes instead is said by those who could call the check off, too. */
const REACH = spotCheckPolicies['spot-check.call-off'];

const REMOVAL = {
  unknown_person: '这个人不在这次督察里',
  last_person: '只剩这一个人了，查不成就作废这次督察',
  scored: '这个人已经打过分，不能移出了',
  signed: '已经有人签字，不能再移出人了',
} as const;

/** What changes about a check beside what is found: who goes, who is checked, and whether it stands at all. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class CheckChanges {
  @Inject()
  repository: SpotCheckRepository;

  @Inject()
  steps: CheckSteps;

  @Inject()
  people: CheckPeople;

  @Inject()
  callOffs: CallOffService;

  /** Names who goes; others than were sent only with a reason, while they have not begun. */
  async assign({ params, body }: Input<'assignCheck'>, call: Call): Promise<WithId<CheckDocument>> {
    const { checkId } = params;
    const { inspectorIds, plannedOn, reason } = body;
    const find: Finder = (given, id) =>
      reason === undefined
        ? this.repository.findPlanned(given.scope, id)
        : this.repository.findToReassign(REACH.scope(given.actor), id, {
            actorId: given.actor.personId,
            opId: body.opId,
          });
    const step = { type: 'assigned', checkId, body, find };
    const check = await this.steps.take(step, call, async (found, at) => {
      // Nobody of the squadron to be visited knows of the plan, nor says who comes.
      if (isWithin(call.actor.unitPath, found.squadronPath)) throw new AppError('NOT_FOUND');
      const again = found.state === 'assigned' && reason !== undefined;
      if (!again && !canMove(found.state, 'assigned')) throw new AppError('STATE_CONFLICT');
      if (again && sameInspectors(inspectorIds, found.inspectorIds)) {
        throw invalid('body.inspectorIds', 'unchanged', '和原来派的是一样的人');
      }
      await this.people.checkInspectors(inspectorIds, found.squadronPath);
      mustBePlannable(plannedOn, 'assigned', at);
      const given = plannedOn === undefined ? {} : { plannedOn };
      if (!again) return { inspectorIds, state: 'assigned', ...given };
      const by = call.actor.personId;
      return { ...reassigned(found, inspectorIds, { by, at, reason, opId: body.opId }), ...given };
    });
    if (reason !== undefined) await this.callOffs.tellReassigned(check, body.opId, call);
    return check;
  }

  /**
   * Takes off who was named by mistake; kept in the events. Before the first signature by the phones' clocks, and
   * nobody who has signed: on the other inspector's phone they did after it, and nothing changes.
   */
  async removePerson(
    { params, body }: Input<'removePerson'>,
    call: Call,
  ): Promise<WithId<CheckDocument>> {
    const { checkId } = params;
    const { personId } = body;
    const saved = { removedId: personId };
    const step = { type: 'removed', checkId, body, find: this.steps.inspected, saved };
    return this.steps.take(step, call, async (found, at) => {
      if (isLate(found, call.actor.personId)) return {};
      mustInspect(found, call.actor.personId);
      mustBeOpen(found);
      // As where the two phones are heard the other way round: whoever signs after it comes back by that.
      const ownWords = found.signoffs.filter((one) => one.personId === personId);
      if (ownWords.some((one) => one.at >= at)) return {};
      const { persons, results } = found;
      const signed = found.signoffs.some((one) => one.at < at);
      const personIds = persons.map((one) => one.personId);
      const problem = removalProblem({ personIds, results, signed }, personId);
      if (problem) throw new AppError('STATE_CONFLICT', { message: REMOVAL[problem] });
      const person = persons.find((one) => one.personId === personId)!;
      return {
        persons: persons.filter((one) => one !== person),
        removed: withRemoved(found, person),
      };
    });
  }

  /** 作废: never of a sealed check. What follows is done again by the job until it went through. */
  async callOff(
    { params, body }: Input<'callOffCheck'>,
    call: Call,
  ): Promise<WithId<CheckDocument>> {
    const { checkId } = params;
    const by = call.actor.personId;
    const find: Finder = (given, id) => this.repository.findToCallOff(given.scope, id);
    const step = { type: 'called_off', checkId, body, find };
    const check = await this.steps.take(step, call, async (found, at) => {
      if (found.sealed) {
        throw new AppError('STATE_CONFLICT', { message: '已经封存，不能作废了，不同意的由本人提' });
      }
      // Both wanted the same, the later phone without a network.
      if (isLate(found, by)) return {};
      const { reason } = body;
      return { state: 'called_off', calledOff: { by, at, reason }, callOffDue: true };
    });
    await this.callOffs.attempt(check._id);
    return check;
  }
}
