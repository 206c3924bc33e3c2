import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, type Away } from '@qiangji/shared-types';
import { registerBusy } from '../../platform/availability';
import { now } from '../../platform/clock';
import { registerHolding } from '../../platform/holdings';
import { LeaveRepository } from './leave.repository';
import { covers } from './leave.rules';

/** Who is away, for the features that must not ask anything of them meanwhile. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AwayService {
  @Inject()
  repository: LeaveRepository;

  /** At boot: tells what is kept on people, and that whoever is away is not to be asked. */
  start(): void {
    const { repository } = this;
    registerHolding({ name: 'leaves', count: (personId) => repository.countOf(personId) });
    registerBusy('leave', async (personIds) => {
      const away = await this.on(personIds, dayOf(now()));
      return new Map([...away.keys()].map((personId) => [personId, 'leave' as const]));
    });
  }

  /** Those of these people who are away on a day, and until when. */
  async on(personIds: readonly string[], day: string): Promise<Map<string, Away>> {
    const spans = await this.within(personIds, day, day);
    return new Map([...spans].flatMap(([id, [one]]) => (one ? [[id, one] as const] : [])));
  }

  /** Leaves that touch the days from `from` to `to`, by person, earliest first. */
  async within(
    personIds: readonly string[],
    from: string,
    to: string,
  ): Promise<Map<string, Away[]>> {
    const spans = new Map<string, Away[]>();
    for (const one of await this.repository.listStandingUnscoped(personIds, from, to)) {
      const { kind, from: first, to: last } = one;
      const own = spans.get(one.personId) ?? [];
      spans.set(one.personId, [...own, { kind, from: first, to: last }]);
    }
    return spans;
  }

  /** Those who are away on every day from `from` to `to`: no hour of it was theirs. */
  async throughout(personIds: readonly string[], from: string, to: string): Promise<Set<string>> {
    const spans = await this.within(personIds, from, to);
    return new Set([...spans].flatMap(([id, own]) => (covers(own, from, to) ? [id] : [])));
  }
}
