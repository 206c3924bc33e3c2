import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  type Anomaly,
  type dutyLogContract,
  type HandlerInput,
  type DayReading,
  type Shift,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { isWithin } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { findEvent } from '../../platform/mongo';
import { NoticeService } from '../notice';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import { anomaliesOf, factsOf } from './anomaly.rules';
import type { EntryDocument, ReadingPart, ShiftDocument } from './duty-log.collection';
import { presentSummary, type Names } from './duty-log.presenter';
import { drawSample, logStateOf } from './duty-log.rules';
import { DutyLogView } from './duty-log.view';
import { EntryRepository } from './entry.repository';
import { ShiftRepository } from './shift.repository';
import { eventOf, ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type Found = WithId<ShiftDocument>;

interface Read {
  shift: ShiftDocument;
  entries: EntryDocument[];
  anomalies: Anomaly[];
}

/** A leader reads what is unusual and a sample; clean logs need no signature. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReadingService {
  @Inject()
  repository: ShiftRepository;

  @Inject()
  entries: EntryRepository;

  @Inject()
  shifts: ShiftService;

  @Inject()
  notices: NoticeService;

  @Inject()
  org: OrgService;

  @Inject()
  view: DutyLogView;

  @Inject()
  checklists: ChecklistService;

  async readDay(query: Input<'readDay'>['query'], call: Call): Promise<DayReading> {
    const { unitPath, day = dayOf(now()) } = query;
    const units = call.scope.unitPaths ?? [];
    if (unitPath && !units.some((unit) => isWithin(unitPath, unit))) {
      throw new AppError('NOT_FOUND');
    }
    const [reading] = await this.readDays([day], unitPath, call);
    return reading!;
  }

  /** Some days at once, as many readings in the same order. */
  async readDays(
    days: readonly string[],
    unitPath: string | undefined,
    { scope, actor }: Call,
  ): Promise<DayReading[]> {
    const all = await this.repository.listDays(scope, days, unitPath);
    // Nobody reads the log of a shift that they were on.
    const shifts = all.filter((shift) => !shift.memberIds.includes(actor.personId));
    const entries = await this.entries.listOfShifts(shifts.map((shift) => shift._id));
    const names = await this.view.namesOf(shifts, entries);
    const summary = (one: Read) => presentSummary(one.shift, names, countsOf(one.entries));
    return days.map((day) => {
      const ofDay = shifts.filter((shift) => shift.day === day);
      const { unusual, sample, others } = sortOut(ofDay, entries, names);
      return {
        day,
        unusual: unusual.map((one) => ({ shift: summary(one), anomalies: one.anomalies })),
        sample: sample.map(summary),
        others: others.length,
      };
    });
  }

  async returnLog({ params, body }: Input<'returnLog'>, call: Call): Promise<Shift> {
    const at = occurred(call, body.deviceAt).occurredAt;
    const event = eventOf('returned', at, body.reason, body.opId, call);
    const found = await this.toRead(params.shiftId, call);
    if (!findEvent(found, event)) await this.checkLog(found, 'submitted');
    const reading: ReadingPart = {
      kind: 'returned',
      by: call.actor.personId,
      at,
      reason: body.reason,
    };
    const { record } = await this.repository.save(found, event, {
      $set: { log: 'returned', reading },
    });
    await this.tellOwner(record, body.reason, body.opId);
    await this.shifts.changed(record);
    return this.view.shift(record);
  }

  async approveLog({ params, body }: Input<'approveLog'>, call: Call): Promise<Shift> {
    const at = occurred(call, body.deviceAt).occurredAt;
    const event = eventOf('approved', at, body.note, body.opId, call);
    const found = await this.toRead(params.shiftId, call);
    if (!findEvent(found, event)) await this.checkLog(found, 'submitted');
    const reading: ReadingPart = { kind: 'approved', by: call.actor.personId, at, reason: null };
    const { record } = await this.repository.save(found, event, {
      $set: { log: 'approved', reading },
    });
    await this.shifts.changed(record);
    return this.view.shift(record);
  }

  /** Hands a returned log in again. */
  async resubmit({ params, body }: Input<'resubmitLog'>, call: Call): Promise<Shift> {
    const at = occurred(call, body.deviceAt).occurredAt;
    const event = eventOf('resubmitted', at, body.note, body.opId, call);
    const found = await this.repository.find(call.scope, 'members', params.shiftId);
    if (!found) throw new AppError('NOT_FOUND');
    if (!findEvent(found, event)) await this.checkLog(found, 'returned');
    const { record } = await this.repository.save(found, event, { $set: { log: 'submitted' } });
    await this.shifts.changed(record);
    return this.view.shift(record);
  }

  private async toRead(shiftId: string, call: Call): Promise<Found> {
    const found = await this.repository.find(call.scope, 'unit', shiftId);
    if (!found) throw new AppError('NOT_FOUND');
    if (found.memberIds.includes(call.actor.personId)) {
      throw new AppError('FORBIDDEN', { message: '自己这一班的日志请上一级来看' });
    }
    return found;
  }

  private async checkLog(shift: ShiftDocument, wanted: 'submitted' | 'returned'): Promise<void> {
    const { terms } = await this.checklists.dutyCatalogue(shift.catalogueVersion);
    if (logStateOf(shift, terms, now()) !== wanted) throw new AppError('STATE_CONFLICT');
  }

  private async tellOwner(shift: Found, reason: string, opId: string): Promise<void> {
    const owner = (await this.org.personsById([shift.actorId])).get(shift.actorId);
    if (!owner) return;
    await this.notices.append({
      personId: owner._id,
      unitPath: owner.unitPath,
      kind: 'returned',
      title: `${shift.day} 的执勤日志退回来了`,
      text: reason,
      link: { feature: 'duty-log', id: shift._id },
      key: `duty-log:${shift._id}:returned:${opId}`,
    });
  }
}

/** What is unusual, what is drawn from the rest, and what remains. */
function sortOut(
  shifts: readonly ShiftDocument[],
  entries: readonly EntryDocument[],
  names: Names,
) {
  const read = shifts.map((shift): Read => {
    const own = entries.filter((entry) => entry.shiftId === shift._id);
    const facts = own.map((entry) => factsOf(entry, names.catalogue(entry.catalogueVersion)));
    const { terms } = names.catalogue(shift.catalogueVersion);
    return { shift, entries: own, anomalies: anomaliesOf(shift, facts, terms, now()) };
  });
  const unusual = read.filter((one) => one.anomalies.length > 0);
  const clean = read.filter((one) => one.anomalies.length === 0);
  const ended = clean.map((one) => one.shift).filter((shift) => shift.endedAt !== null);
  const drawn = drawSample(ended, (own) => sampleSizeOf(own, names));
  const sample = clean.filter((one) => drawn.includes(one.shift));
  const others = clean.filter((one) => !drawn.includes(one.shift));
  return { unusual, sample, others };
}

/** By the newest terms under which one of a unit's shifts of the day began. */
function sampleSizeOf(shifts: readonly ShiftDocument[], names: Names): number {
  const newest = Math.max(...shifts.map((shift) => shift.catalogueVersion));
  return names.catalogue(newest).terms.sampleSize;
}

function countsOf(entries: readonly EntryDocument[]) {
  return {
    entries: entries.length,
    enforcement: entries.filter((entry) => entry.enforcement).length,
    incidents: entries.filter((entry) => entry.incident).length,
  };
}
