import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  isAwayOn,
  type AwayDays,
  type DutyCatalogue,
  type PlannedShift,
} from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { AwayService } from '../leave';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import type { PlanDocument } from './rota.collection';
import { presentPlan } from './rota.presenter';
import { planStateOf, shiftFor } from './rota.rules';
import { ShiftRepository } from './shift.repository';

/** Finds out where planned shifts stand, from the shifts and leaves that there are, and presents them. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RotaView {
  @Inject()
  shifts: ShiftRepository;

  @Inject()
  away: AwayService;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  org: OrgService;

  async plan(plan: PlanDocument): Promise<PlannedShift> {
    const [shown] = await this.plans([plan]);
    return shown!;
  }

  /** `known`: who is away on these days, where that was read already. */
  async plans(
    plans: readonly PlanDocument[],
    known?: ReadonlyMap<string, AwayDays[]>,
  ): Promise<PlannedShift[]> {
    if (plans.length === 0) return [];
    const ids = [...new Set(plans.map((one) => one.personId))];
    const days = plans.map((one) => one.day).sort();
    const [from, to] = [days[0]!, days.at(-1)!];
    const [shifts, away, people, catalogues] = await Promise.all([
      this.shifts.listOfPeopleUnscoped(ids, from, to),
      known ?? this.away.within(ids, from, to),
      this.org.personsById(plans.flatMap((one) => one.events.map((event) => event.actorId))),
      this.catalogues(plans),
    ]);
    const names = { people, catalogue: (version: number) => catalogues.get(version)! };
    const nowMs = now();
    return plans.map((plan) => {
      const own = shifts.filter((one) => one.memberIds.includes(plan.personId));
      const shift = shiftFor(plan, own);
      const onLeave = isAwayOn(plan.day, away.get(plan.personId) ?? []);
      const state = planStateOf(plan, shift, onLeave, nowMs);
      return presentPlan(plan, { state, shiftId: shift?._id ?? null }, names);
    });
  }

  private async catalogues(plans: readonly PlanDocument[]): Promise<Map<number, DutyCatalogue>> {
    const found = new Map<number, DutyCatalogue>();
    for (const version of new Set(plans.map((one) => one.catalogueVersion))) {
      found.set(version, await this.checklists.dutyCatalogue(version));
    }
    return found;
  }
}
