import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { FIRST_DUE_DAYS } from '@qiangji/shared-types';
import type { Job } from '../../platform/jobs';
import { AwayService } from '../leave';
import { SelfCheckRepository } from './self-check.repository';
import { dueOn } from './self-check.rules';

const EVERY_MS = 10 * 60_000;
const AT_ONCE = 500;
/** Leaves are days; no day is later. */
const EVER = '9999-12-31';

/** Moves the last day of open corrections behind the leaves of their people, and back where one is withdrawn. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DueService {
  @Inject()
  repository: SelfCheckRepository;

  @Inject()
  away: AwayService;

  job(): Job {
    const run = () => this.moveAll();
    return { name: 'self-check-due', everyMs: EVERY_MS, leaseMs: EVERY_MS, run };
  }

  private async moveAll(): Promise<void> {
    let after = '';
    for (;;) {
      const rows = await this.repository.listOpenUnscoped(after, AT_ONCE);
      const [first] = rows.map((one) => one.foundOn).sort();
      if (first === undefined) return;
      const people = [...new Set(rows.map((one) => one.actorId))];
      const leaves = await this.away.within(people, first, EVER);
      for (const one of rows) {
        // Of corrections from before they kept their days, those of then.
        const days = one.dueDays ?? FIRST_DUE_DAYS[one.severity];
        const due = dueOn(one.foundOn, days, leaves.get(one.actorId));
        if (due !== one.dueOn) await this.repository.saveDue(one, due);
      }
      after = rows.at(-1)?._id ?? '';
      if (rows.length < AT_ONCE) return;
    }
  }
}
