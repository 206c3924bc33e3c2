import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { addDays, dayOf, type Today } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { DutyPlateService } from './duty-plate.service';
import { LeaderService } from './leader.service';
import { CONDUCT_DAYS, OwnTasks } from './own-tasks.service';
import { TodayRepository } from './today.repository';
import { inOrder, isDutyDay, isWorking } from './today.rules';

/** One answer for the first tab. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class TodayService {
  @Inject()
  repository: TodayRepository;

  @Inject()
  plate: DutyPlateService;

  @Inject()
  own: OwnTasks;

  @Inject()
  leader: LeaderService;

  async find(call: Call): Promise<Today> {
    const { actor, scope } = call;
    const today = dayOf(now());
    const checks = this.repository.listSelfChecks(scope, addDays(today, -CONDUCT_DAYS));
    const plate = this.plate.find(actor, scope, checks);
    const dutyDay = plate.then(({ hasShift }) => isDutyDay(today, hasShift));
    const [part, own, lead] = await Promise.all([
      plate,
      this.own.list(actor, scope, { dutyDay, checks }),
      this.leader.find(call),
    ]);
    const working = isWorking(now(), part.duty?.state === 'on_duty');
    return {
      day: today,
      working,
      duty: part.duty,
      tasks: inOrder([...part.tasks, ...own.tasks], now(), working),
      done: own.done.sort((a, b) => (a.at < b.at ? 1 : -1)),
      lead,
    };
  }
}
