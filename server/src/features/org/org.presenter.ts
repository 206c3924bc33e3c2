import type { Colleague, Unit } from '@qiangji/shared-types';
import type { PersonDocument, UnitDocument } from './org.collection';

export function presentUnit(
  unit: UnitDocument,
  headcount: number,
  liaison: PersonDocument | undefined,
): Unit {
  return {
    path: unit._id,
    name: unit.name,
    kind: unit.kind,
    townCode: unit.townCode,
    townName: unit.townName,
    liaison: liaison ? { personId: liaison._id, name: liaison.name, post: liaison.post } : null,
    headcount,
  };
}

/** Whether the enforcement ID is valid on a Shanghai calendar day. */
export function enforcementIdValid(person: PersonDocument, today: string): boolean {
  return person.enforcementId !== null && person.enforcementId.validUntil >= today;
}

export function presentColleague(
  person: PersonDocument,
  unitName: string,
  today: string,
): Colleague {
  return {
    personId: person._id,
    staffNumber: person.staffNumber,
    name: person.name,
    kind: person.kind,
    post: person.post,
    unitPath: person.unitPath,
    unitName,
    enforcementIdValid: enforcementIdValid(person, today),
  };
}
