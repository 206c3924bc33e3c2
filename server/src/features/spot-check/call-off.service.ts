import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { reasonOf } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { log } from '../../platform/log';
import { NoticeService, type NewNotice } from '../notice';
import { sentBy } from './changes.rules';
import { CheckDirectory } from './directory';
import { DrawService } from './draw.service';
import type { CheckDocument } from './spot-check.collection';
import { SpotCheckRepository } from './spot-check.repository';

/** What follows from calling a check off: its draw is free again, and those are told who knew of the check. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class CallOffService {
  @Inject()
  checks: SpotCheckRepository;

  @Inject()
  draws: DrawService;

  @Inject()
  directory: CheckDirectory;

  @Inject()
  notices: NoticeService;

  /** Follows now; a failure is logged and left to the job, since the check is called off. */
  async attempt(checkId: string): Promise<void> {
    try {
      await this.follow(checkId);
    } catch (error) {
      log().warn({ checkId, reason: reasonOf(error) }, 'a check that was called off waits');
    }
  }

  async followDue(limit: number): Promise<void> {
    for (const checkId of await this.checks.listCallOffsDue(limit)) await this.attempt(checkId);
  }

  private async follow(checkId: string): Promise<void> {
    const check = await this.checks.findUnscoped(checkId);
    if (!check?.callOffDue) return;
    await this.draws.free(check);
    await this.tell(check);
    await this.checks.saveCallOffDone(checkId);
  }

  /** Its inspectors and its planner; those checked, too, where an open visit had begun before them. */
  private async tell(check: CheckDocument): Promise<void> {
    const { calledOff, inspectorIds, actorId, covert, startedAt, persons } = check;
    if (!calledOff) return;
    const checked = covert || !startedAt ? [] : persons.map((one) => one.personId);
    const ids = new Set([...inspectorIds, actorId, ...checked]);
    ids.delete(calledOff.by);
    const people = await this.directory.personsById([...ids, calledOff.by]);
    const by = people.get(calledOff.by)?.name ?? '';
    const unit = (await this.directory.names([])).unit(check.squadronPath).name;
    people.delete(calledOff.by);
    await this.notices.appendAll(
      [...people.values()].map(({ _id, unitPath }): NewNotice => ({
        personId: _id,
        unitPath,
        kind: 'result',
        title: checked.includes(_id) ? '对你的督察作废了' : `${unit}的督察作废了`,
        text: `${by}：${calledOff.reason}；${startedAt ? '打的分都不算' : '不用去了'}`,
        link: { feature: 'spot-check', id: check._id },
        key: `spot-check-off:${check._id}`,
      })),
    );
  }

  /** Tells those who need not go any more, and those who go instead; once for an act. */
  async tellReassigned(check: CheckDocument, opId: string, { actor }: Call): Promise<void> {
    const sent = sentBy(check, opId);
    if (!sent) return;
    const { on, off, reason } = sent;
    const people = await this.directory.personsById([...off, ...on]);
    people.delete(actor.personId);
    const unit = (await this.directory.names([])).unit(check.squadronPath).name;
    await this.notices.appendAll(
      [...people.values()].map(({ _id, unitPath }): NewNotice => {
        const goes = on.includes(_id);
        return {
          personId: _id,
          unitPath,
          kind: 'result',
          title: goes ? `派你去督察${unit}` : `${unit}的督察不用你去了`,
          text: `改派：${reason}`,
          link: goes ? { feature: 'spot-check', page: 'plan', id: check._id } : null,
          key: `spot-check-assign:${check._id}:${opId}`,
        };
      }),
    );
  }
}
