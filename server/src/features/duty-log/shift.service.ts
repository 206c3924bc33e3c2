import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  type dutyLogContract,
  type HandlerInput,
  type Page,
  type Shift,
  type ShiftSummary,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AccessLog } from '../../platform/access-log';
import { bureauOf, isWithin } from '../../platform/actor';
import {
  registerBusy,
  registerBusyWithin,
  registerCalledWithin,
  type BusyReason,
} from '../../platform/availability';
import { registerEntries, type KnownEntry } from '../../platform/entries';
import { AppError, invalid } from '../../platform/errors';
import { recordChanged } from '../../platform/events';
import { registerHolding } from '../../platform/holdings';
import type { Call } from '../../platform/http';
import { againIfBeaten, findEvent, toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import type { ShiftDocument, ShiftEvent } from './duty-log.collection';
import { derivedType, isOwnWork } from './duty-log.rules';
import { DutyLogView } from './duty-log.view';
import { EntryRepository } from './entry.repository';
import { ShiftRepository } from './shift.repository';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type Found = WithId<ShiftDocument>;

const MAX_ATTEMPTS = 4;

/** Looking at shifts, and what all that changes them goes through. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ShiftService {
  @Inject()
  accessLog: AccessLog;

  @Inject()
  repository: ShiftRepository;

  @Inject()
  entries: EntryRepository;

  @Inject()
  org: OrgService;

  @Inject()
  view: DutyLogView;

  start(): void {
    const { repository, entries } = this;
    registerHolding({ name: 'duty_shifts', count: (personId) => repository.countOf(personId) });
    registerHolding({ name: 'duty_entries', count: (personId) => entries.countOf(personId) });
    registerBusy('duty-log', async (ids) => this.reasonsOf(await repository.listOpenOf(ids)));
    registerBusyWithin('duty-log', async (ids, from, to) =>
      this.reasonsOf(await repository.listOpenWithin(ids, from, to)),
    );
    registerCalledWithin('duty-log', (ids, from, to) => this.calledWithin(ids, from, to));
    registerEntries((entryId, personId) => this.knownEntry(entryId, personId));
  }

  /** What others may be told of an entry: no more than whether it is the person's, and its handling. */
  private async knownEntry(entryId: string, personId: string): Promise<KnownEntry | null> {
    const entry = await this.entries.findUnscoped(entryId);
    if (!entry) return null;
    const { actorId, takenOverBy, officerIds, enforcement, handlingCode } = entry;
    const own = [actorId, takenOverBy, ...officerIds].includes(personId);
    return { own, enforcement, handlingCode };
  }

  /** Whose shift began after `from`, or who wrote of an incident then. */
  private async calledWithin(ids: readonly string[], from: Date, to: Date) {
    const open = await this.repository.listOpenWithin(ids, from, to);
    const called = new Map<string, BusyReason>();
    for (const { memberIds, occurredAt } of open) {
      if (occurredAt > from) for (const id of memberIds) called.set(id, 'on_shift');
    }
    const incidents = await this.entries.listIncidentsWithin(
      open.map((shift) => shift._id),
      from,
      to,
    );
    const members = new Map(open.map((shift) => [shift._id, shift.memberIds]));
    for (const { shiftId } of incidents) {
      for (const id of members.get(shiftId) ?? []) called.set(id, 'incident');
    }
    const asked = new Set(ids);
    return new Map([...called].filter(([id]) => asked.has(id)));
  }

  /** Who is on these shifts or, with an incident in it, in the middle of that. */
  private async reasonsOf(shifts: readonly ShiftDocument[]): Promise<Map<string, BusyReason>> {
    const counts = await this.entries.countOfShifts(shifts.map((shift) => shift._id));
    const reasonOf = (shift: ShiftDocument) =>
      (counts.get(shift._id)?.incidents ?? 0) > 0 ? ('incident' as const) : ('on_shift' as const);
    return new Map(
      shifts.flatMap((shift) => shift.memberIds.map((id) => [id, reasonOf(shift)] as const)),
    );
  }

  async currentShift(call: Call): Promise<{ shift: Shift | null }> {
    const [open] = await this.repository.listOpen(call.scope, call.actor.personId);
    return { shift: open ? await this.view.shift(open) : null };
  }

  async listShifts(query: Input<'listShifts'>['query'], call: Call): Promise<Page<ShiftSummary>> {
    const { personId, unitPath } = query;
    const units = call.scope.unitPaths ?? [];
    if (personId) await this.org.personInScope(call.scope, personId);
    if (unitPath && !units.some((unit) => isWithin(unitPath, unit))) {
      throw new AppError('NOT_FOUND');
    }
    const mine = personId === undefined && unitPath === undefined;
    const whose = mine ? { personId: call.actor.personId } : {};
    const rows = await this.repository.list(call.scope, { ...query, ...whose });
    const page = toPage(rows, query.limit, (row) => [row.day, row._id]);
    return { items: await this.view.summaries(page.items), nextCursor: page.nextCursor };
  }

  async findShift(shiftId: string, call: Call): Promise<Shift> {
    const shift = await this.repository.find(call.scope, 'readers', shiftId);
    if (!shift) throw new AppError('NOT_FOUND');
    const me = call.actor.personId;
    if (!isOwnWork(shift, me)) {
      await this.accessLog.opened(me, shift.memberIds, 'duty_shift', shiftId);
    }
    return this.view.shift(shift);
  }

  /** Tells the rollups of everybody on a shift, and of those who no longer are. */
  async changed(shift: ShiftDocument, formerIds: readonly string[] = []): Promise<void> {
    const { unitPath, day } = shift;
    for (const personId of new Set([...shift.memberIds, ...formerIds])) {
      await recordChanged({ feature: 'duty-log', personId, unitPath, day });
    }
  }

  /**
   * One step of a shift by compare-and-set; `change` may fill in what the event keeps, and answers null where
   * nothing is to be done. Whoever loses the race looks again, so that a refusal can say who was first.
   */
  async step(
    as: 'members' | 'writers' | 'squad',
    shiftId: string,
    event: ShiftEvent,
    call: Call,
    change: (found: Found) => Promise<Parameters<ShiftRepository['save']>[2] | null>,
  ): Promise<Found> {
    return againIfBeaten(MAX_ATTEMPTS, async () => {
      const found = await this.repository.find(call.scope, as, shiftId);
      if (!found) throw new AppError('NOT_FOUND');
      if (findEvent(found, event, derivedType(event))) return found;
      const update = await change(found);
      if (update === null) return found;
      const { record } = await this.repository.save(found, event, update);
      await this.changed(record, event.fix?.absentIds);
      return record;
    });
  }

  /** Refuses people who are not active colleagues of the bureau. */
  async checkColleagues(ids: readonly string[], call: Call): Promise<void> {
    const people = await this.org.personsById(ids);
    const bureau = bureauOf(call.actor.unitPath);
    const known = ids.every((id) => {
      const person = people.get(id);
      return person?.active && isWithin(person.unitPath, bureau);
    });
    if (!known) throw invalid('body', 'not_allowed', '有人不在本局名册里');
  }
}

export function eventOf(
  type: string,
  at: Date,
  note: string | undefined,
  opId: string,
  call: Call,
): ShiftEvent {
  const { actor, opHash } = call;
  return { type, at, note: note ?? null, actorId: actor.personId, opId, opHash };
}
