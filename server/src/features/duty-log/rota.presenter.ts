import type { AbsenceNote, DutyCatalogue, PlannedShift, PlanState } from '@qiangji/shared-types';
import type { PersonDocument } from '../org';
import type { PlanDocument } from './rota.collection';

export interface PlanNames {
  people: ReadonlyMap<string, PersonDocument>;
  catalogue(version: number): DutyCatalogue;
}

export function presentPlan(
  plan: PlanDocument,
  stands: { state: PlanState; shiftId: string | null },
  names: PlanNames,
): PlannedShift {
  const { shiftTemplates } = names.catalogue(plan.catalogueVersion);
  const template = shiftTemplates.find((one) => one.code === plan.templateCode);
  return {
    id: plan._id,
    day: plan.day,
    templateCode: plan.templateCode,
    templateName: template?.name ?? plan.templateCode,
    beginsAt: plan.beginsAt.toISOString(),
    endsAt: plan.endsAt.toISOString(),
    sections: plan.sections,
    ...stands,
    notes: plan.events.flatMap(({ reason, text, at, actorId }): AbsenceNote[] =>
      reason === null
        ? []
        : [{ at: at.toISOString(), by: names.people.get(actorId)?.name ?? '', reason, text }],
    ),
  };
}
