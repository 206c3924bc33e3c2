import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  dayOf,
  type Absence,
  type dutyLogContract,
  type HandlerInput,
  type Shift,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { now } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { findEvent } from '../../platform/mongo';
import { AwayService } from '../leave';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import type { ShiftDocument } from './duty-log.collection';
import { plannedEnd, shiftDay } from './duty-log.rules';
import { DutyLogView } from './duty-log.view';
import { joined, openersOf, twinOf, type Opening } from './shift-change.rules';
import { ShiftChangeService } from './shift-change.service';
import { ShiftNews } from './shift.news';
import { ShiftRepository } from './shift.repository';
import { eventOf, ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type Found = WithId<ShiftDocument>;

/** A phone without a network goes by what it fetched so many days ago. */
const ABSENCE_DAYS = 7;

/** Going on duty: by a shift of one's own, or by the one that a colleague has opened already. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class OpeningService {
  @Inject()
  repository: ShiftRepository;

  @Inject()
  shifts: ShiftService;

  @Inject()
  changes: ShiftChangeService;

  @Inject()
  news: ShiftNews;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  away: AwayService;

  @Inject()
  org: OrgService;

  @Inject()
  view: DutyLogView;

  async open(body: Input<'openShift'>['body'], call: Call): Promise<Shift> {
    const opening = await this.openingOf(body, call);
    const before = await this.repository.findUnscoped(body.shiftId);
    if (before && before._id !== body.shiftId) return this.openedBefore(before, opening);
    const twin = before ? null : await this.join(opening, call);
    if (twin) return this.view.shift(twin);
    const opened = await this.repository.append(opening);
    await this.shifts.changed(opened);
    const shift = await this.keepApart(opened, call);
    const openers = openersOf(shift);
    const named = shift.memberIds.filter((id) => !openers.includes(id));
    await this.news.named(shift, named, opening.actorId);
    return this.view.shift(shift);
  }

  /** Days on which people of one's own unit are away: nobody is put on duty by habit then. */
  async listAbsences({ actor, scope }: Call): Promise<{ absences: Absence[] }> {
    const people = await this.org.listActiveIn(scope, actor.unitPath);
    const ids = people.filter((one) => one.unitPath === actor.unitPath).map((one) => one._id);
    const today = dayOf(now());
    const found = await this.away.within(ids, today, addDays(today, ABSENCE_DAYS));
    const absences = [...found].flatMap(([personId, spans]) =>
      spans.map(({ from, to }) => ({ personId, from, to })),
    );
    return { absences };
  }

  private async openingOf(body: Input<'openShift'>['body'], call: Call): Promise<ShiftDocument> {
    const { actor, opHash } = call;
    const { shiftTemplates } = await this.checklists.dutyCatalogue(body.catalogueVersion);
    const template = shiftTemplates.find((one) => one.code === body.templateCode);
    if (!template) throw invalid('body.templateCode', 'not_allowed', '没有这个班次');
    const partners = [...new Set(body.partnerIds)].filter((id) => id !== actor.personId);
    await this.shifts.checkColleagues(partners, call);
    const time = occurred(call, body.deviceAt);
    const day = shiftDay(time.occurredAt.getTime(), template);
    return {
      _id: body.shiftId,
      actorId: actor.personId,
      opId: body.opId,
      opHash,
      unitPath: actor.unitPath,
      memberIds: [actor.personId, ...partners],
      day,
      templateCode: template.code,
      catalogueVersion: body.catalogueVersion,
      plannedEndAt: new Date(plannedEnd(day, template)),
      sections: body.sections,
      vehicle: body.vehicle ?? null,
      recorders: body.recorders,
      ...time,
      state: 'on_duty',
      endedAt: null,
      log: 'draft',
      handover: null,
      reading: null,
      events: [],
      version: 1,
      schemaVersion: 1,
    };
  }

  /** A repeat of an opening that joined a colleague's shift. */
  private async openedBefore(shift: Found, opening: ShiftDocument): Promise<Shift> {
    if (!findEvent(shift, opening)) throw new AppError('OP_ID_REUSED');
    return this.view.shift(shift);
  }

  /**
   * Joins the shift that a colleague has opened with this person in it; null where there is none. The claim
   * comes before the look: of two who open at once at least one sees the other's, and comes again in a moment.
   */
  private async join(opening: ShiftDocument, call: Call): Promise<Found | null> {
    const partnerIds = opening.memberIds.slice(1);
    if (!(await this.repository.saveClaim(opening))) throw new AppError('SHIFT_ALREADY_OPEN');
    if (partnerIds.length > 0 && (await this.repository.countUnderWay(partnerIds)) > 0) {
      await this.repository.saveClaimGivenUp(opening);
      throw new AppError('BUSY', { message: '同班的人也正在上岗，内容没丢，马上自动再送' });
    }
    const others = await this.othersOf(opening);
    const elsewhere = (id: string) => others.some((one) => openersOf(one).includes(id));
    const asked = { ...opening, partnerIds, shiftId: opening._id };
    const twin = await this.twinOf(asked);
    if (!twin) return null;
    const here = openersOf(twin);
    const named = partnerIds.filter((id) => here.includes(id) || !elsewhere(id));
    const event = eventOf('opened_too', opening.occurredAt, undefined, opening.opId, call);
    const shift = await this.shifts.step('writers', twin._id, event, call, (found) => {
      // Ended, or the person put off it, meanwhile.
      if (!twinOf([withPartners(found)], asked)) return Promise.resolve(null);
      const { set, fix } = joined(found, { ...asked, partnerIds: named });
      event.fix = fix;
      return Promise.resolve({ $set: set });
    });
    if (!findEvent(shift, event)) return null;
    await this.leaveOthers(shift, opening, others, call);
    const joinedIds = event.fix?.joinedIds ?? [];
    await this.news.show(shift, joinedIds);
    const openers = openersOf(shift);
    const told = joinedIds.filter((id) => !openers.includes(id));
    await this.news.named(shift, told, opening.actorId);
    return shift;
  }

  /** Shifts of the same duty that went on with one of its people in them when this one was opened. */
  private async othersOf(shift: ShiftDocument): Promise<Found[]> {
    const { _id, memberIds, day, templateCode, occurredAt } = shift;
    const all = await this.repository.listOfDutyUnscoped(memberIds, day, templateCode);
    return all.filter(
      (one) => one._id !== _id && (one.endedAt === null || occurredAt < one.endedAt),
    );
  }

  /** Also one whose log is closed by now: going on duty opens it for nobody; what the phone writes then does. */
  private async twinOf(asked: Opening): Promise<Found | undefined> {
    const { actorId, day, templateCode } = asked;
    const others = await this.repository.listOfDutyUnscoped([actorId], day, templateCode);
    return twinOf(others.map(withPartners), asked);
  }

  /**
   * One duty a person: whom a new shift names is not on it where they have gone on another by themselves. Looked
   * at once it is there, by each of the two.
   */
  private async keepApart(opened: Found, call: Call): Promise<Found> {
    const others = await this.othersOf(opened);
    await this.leaveOthers(opened, opened, others, call);
    const elsewhere = opened.memberIds
      .slice(1)
      .filter((id) => others.some((one) => openersOf(one).includes(id)));
    if (elsewhere.length === 0) return opened;
    return this.changes.leaveTo(opened, elsewhere, opened, call);
  }

  /** Nor is who opens a shift still on one that others opened with them in it. */
  private async leaveOthers(
    { _id }: Found,
    opening: ShiftDocument,
    others: readonly Found[],
    call: Call,
  ): Promise<void> {
    const { actorId } = opening;
    for (const other of others) {
      if (other._id === _id || !other.memberIds.includes(actorId)) continue;
      if (!openersOf(other).includes(actorId)) {
        await this.changes.leaveTo(other, [actorId], opening, call);
      }
    }
  }
}

const withPartners = (shift: Found) => ({ ...shift, partnerIds: shift.memberIds.slice(1) });
