import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf } from '@qiangji/shared-types';
import { AwayService } from '../leave';
import type { SittingDocument } from './exam.collection';

/** Between which moments somebody could have come. */
interface Window {
  opensAt: Date;
  closesAt: Date;
}

/** Who could not sit, because every day of their window lay in a leave: deferred, never missed. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ExcuseService {
  @Inject()
  leaves: AwayService;

  /** Those of these sittings; most of an exam share one window, so they are asked for by its days. */
  async away<S extends Pick<SittingDocument, 'personId'>>(
    sittings: readonly S[],
    windowOf: (sitting: S) => Window,
  ): Promise<S[]> {
    const byDays = new Map<string, S[]>();
    for (const one of sittings) {
      const { opensAt, closesAt } = windowOf(one);
      const days = `${dayOf(opensAt.getTime())} ${dayOf(closesAt.getTime())}`;
      byDays.set(days, [...(byDays.get(days) ?? []), one]);
    }
    const found: S[] = [];
    for (const [days, rows] of byDays) {
      const [from = '', to = ''] = days.split(' ');
      const ids = rows.map((one) => one.personId);
      const gone = await this.leaves.throughout(ids, from, to);
      found.push(...rows.filter((one) => gone.has(one.personId)));
    }
    return found;
  }
}
