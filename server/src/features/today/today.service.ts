import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, type Today } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { DutyPlateService } from './duty-plate.service';
import { LeaderService } from './leader.service';
import { OwnTasks } from './own-tasks.service';
import { inOrder, isDutyDay, isWorking } from './today.rules';

/** One answer for the first tab. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class TodayService {
  @Inject()
  plate: DutyPlateService;

  @Inject()
  own: OwnTasks;

  @Inject()
  leader: LeaderService;

  async find(call: Call): Promise<Today> {
    const { actor, scope } = call;
    const today = dayOf(now());
    const [part, lead] = await Promise.all([this.plate.find(actor, scope), this.leader.find(call)]);
    const working = isWorking(now(), part.duty?.state === 'on_duty');
    const own = await this.own.list(actor, scope, isDutyDay(today, part.hasShift));
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
