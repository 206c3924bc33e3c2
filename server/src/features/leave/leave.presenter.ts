import { leaveStateOf, type Leave, type LeaveChange } from '@qiangji/shared-types';
import type { LeaveDocument } from './leave.collection';

export interface Names {
  person(id: string): string;
  unit(path: string): string;
}

export function presentLeave(leave: LeaveDocument, names: Names, today: string): Leave {
  const { _id, version, personId, unitPath, kind, from, to, withdrawn } = leave;
  return {
    id: _id,
    version,
    personId,
    name: names.person(personId),
    unitPath,
    unitName: names.unit(unitPath),
    kind,
    from,
    to,
    state: leaveStateOf({ from, to, withdrawn }, today),
    history: historyOf(leave, names),
  };
}

function historyOf({ first, occurredAt, actorId, events }: LeaveDocument, names: Names) {
  const line = (
    what: LeaveChange['what'],
    at: Date,
    who: string,
    { kind, from, to }: LeaveDocument['first'],
  ): LeaveChange => ({ what, at: at.toISOString(), who: names.person(who), kind, from, to });
  return [
    line('recorded', occurredAt, actorId, first),
    ...events.map((event) => line(event.type, event.at, event.actorId, event)),
  ];
}
