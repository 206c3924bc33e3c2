import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { addDays, dayOf, type Today, type TodayTask } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import { AwayService } from '../leave';
import { DutyPlateService } from './duty-plate.service';
import { LeaderService } from './leader.service';
import { OwnTasks } from './own-tasks.service';
import { TodayTermsService } from './terms.service';
import { TodayRepository } from './today.repository';
import { inOrder, isDutyDay, isWorking } from './today.rules';

/** What is offered or asked of whoever is there; somebody on leave keeps what only they can do. */
const FOR_THOSE_HERE = new Set<TodayTask['kind']>([
  'readiness',
  'draft',
  'need_piece',
  'half_piece',
]);

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

  @Inject()
  away: AwayService;

  @Inject()
  terms: TodayTermsService;

  private readonly shared = new SharedReads();

  /** The first tab asks on each return and after each delivery of the outbox, often twice at once. */
  async find(call: Call): Promise<Today> {
    const today = dayOf(now());
    return this.shared.read(JSON.stringify([call.actor, today]), () => this.look(call, today));
  }

  private async look(call: Call, today: string): Promise<Today> {
    const { actor, scope } = call;
    const terms = await this.terms.now();
    const checks = this.repository.listSelfChecks(scope, addDays(today, -terms.conductDays));
    const plate = this.plate.find(actor, scope, checks);
    const leave = this.away.on([actor.personId], today);
    // Whoever opened a shift has come to work, whatever was recorded.
    const away = Promise.all([plate, leave]).then(([{ hasShift }, found]) =>
      hasShift ? null : (found.get(actor.personId) ?? null),
    );
    const dutyDay = Promise.all([plate, away]).then(
      ([{ hasShift }, gone]) => gone === null && isDutyDay(today, hasShift),
    );
    const [part, own, lead, gone] = await Promise.all([
      plate,
      this.own.list(actor, scope, { dutyDay, checks }),
      this.leader.find(call),
      away,
    ]);
    const working = gone === null && isWorking(now(), part.duty?.state === 'on_duty', terms);
    const tasks = [...part.tasks, ...own.tasks].filter(
      ({ kind }) => gone === null || !FOR_THOSE_HERE.has(kind),
    );
    return {
      day: today,
      working,
      away: gone,
      duty: part.duty,
      tasks: inOrder(tasks, now(), { ...terms, working, away: gone !== null }),
      done: own.done.sort((a, b) => (a.at < b.at ? 1 : -1)),
      lead,
    };
  }
}
