import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { dutyLogContract, HandlerInput, Shift } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import type { OpFields } from '../../platform/mongo';
import { OrgService } from '../org';
import type { EntryDocument, ShiftDocument, ShiftEvent } from './duty-log.collection';
import { DutyLogView } from './duty-log.view';
import { EntryRepository } from './entry.repository';
import { LateService } from './late.service';
import {
  cameAfterAll,
  changed,
  endersOf,
  notOvertaken,
  openersOf,
  type Absence,
} from './shift-change.rules';
import { ShiftNews } from './shift.news';
import { ShiftRepository } from './shift.repository';
import { eventOf, ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type Found = WithId<ShiftDocument>;

/** Putting right who was on a shift and with what; what stood there stays in its history. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ShiftChangeService {
  @Inject()
  repository: ShiftRepository;

  @Inject()
  shifts: ShiftService;

  @Inject()
  entries: EntryRepository;

  @Inject()
  late: LateService;

  @Inject()
  news: ShiftNews;

  @Inject()
  org: OrgService;

  @Inject()
  view: DutyLogView;

  /**
   * By anybody on it, as long as its log may be written. Of two at once each gets what they said, of two about the same
   * the later, whichever comes first. Nobody who opened the shift, wrote in it or handed it over is taken off as not come.
   */
  async change({ params, body }: Input<'changeShift'>, call: Call): Promise<Shift> {
    const me = call.actor.personId;
    const at = occurred(call, body.deviceAt).occurredAt;
    const event = eventOf('changed', at, undefined, body.opId, call);
    // Whoever takes themself off is answered the same when they ask again.
    const shift = await this.shifts.step('writers', params.shiftId, event, call, async (found) => {
      if (!found.memberIds.includes(me)) throw new AppError('NOT_FOUND');
      if (!(await this.late.isOpen(found))) {
        throw new AppError('STATE_CONFLICT', { message: '这一班的日志看过了，不能再改' });
      }
      const asked = notOvertaken(body, at, found.events);
      await this.checkJoined(found, asked.joinedIds, call);
      const writers = await this.writersOf(found._id);
      const absence = cameAfterAll(found, asked.absentIds, writers, me);
      if (absence) throw await this.wasThere(absence);
      const change = changed(found, asked);
      if (!change) return null;
      event.fix = change.fix;
      return { $set: change.set };
    });
    return this.view.shift(await this.tellOf(shift, event, call));
  }

  /**
   * Whoever writes in a shift was on it, also where somebody took them off while their phone had no network.
   * Looked at after the entry is kept, as the one who takes off looks at entries afterwards: one of the two sees it.
   */
  async wroteIn(shift: ShiftDocument, entry: EntryDocument, call: Call): Promise<void> {
    const { actorId, occurredAt: at } = entry;
    if (openersOf(shift).includes(actorId)) return;
    const now = await this.repository.findUnscoped(shift._id);
    if (!now || now.memberIds.includes(actorId)) return;
    const event = this.event('came', at, entry);
    const back = await this.shifts.step('writers', shift._id, event, call, (found) => {
      const change = changed(found, { joinedIds: [actorId], absentIds: [] });
      if (!change) return Promise.resolve(null);
      event.fix = change.fix;
      return Promise.resolve({ $set: change.set });
    });
    await this.news.show(back, [actorId]);
  }

  /** People who went on the same duty by a shift of their own are not on this one, too, unless they wrote in it or ended it. */
  async leaveTo(
    shift: ShiftDocument,
    personIds: readonly string[],
    opening: ShiftDocument,
    call: Call,
  ): Promise<Found> {
    const event = this.event('elsewhere', opening.occurredAt, opening);
    const left = await this.shifts.step('members', shift._id, event, call, async (found) => {
      const writers = await this.writersOf(found._id);
      const there = new Set([...writers, ...openersOf(found), ...endersOf(found)]);
      const absentIds = personIds.filter((id) => !there.has(id));
      const change = changed(found, { joinedIds: [], absentIds });
      if (!change) return null;
      event.fix = change.fix;
      return { $set: change.set };
    });
    return this.tellOf(left, event, call);
  }

  private event(type: string, at: Date, { actorId, opId, opHash }: OpFields): ShiftEvent {
    return { type, at, note: null, actorId, opId, opHash };
  }

  /** What follows from a step: those who joined and left are told, and see its pictures or no more. */
  private async tellOf(
    shift: Found,
    { actorId, opId, type }: ShiftEvent,
    call: Call,
  ): Promise<Found> {
    const kept = shift.events.find((one) => one.actorId === actorId && one.opId === opId);
    if (!kept?.fix) return shift;
    const { joinedIds, absentIds } = kept.fix;
    const written = await this.entries.listOfShifts([shift._id]);
    for (const entry of written.filter((one) => absentIds.includes(one.actorId))) {
      await this.wroteIn(shift, entry, call);
    }
    const now = (await this.repository.findUnscoped(shift._id)) ?? shift;
    const on = new Set(now.memberIds);
    await this.news.show(
      now,
      joinedIds.filter((id) => on.has(id)),
    );
    await this.news.hide(
      now,
      absentIds.filter((id) => !on.has(id)),
    );
    if (type === 'changed') await this.news.changed(now, kept, on);
    return now;
  }

  /** Those who wrote in it, or took a draft of it over. */
  private async writersOf(shiftId: string): Promise<Set<string>> {
    const entries = await this.entries.listOfShifts([shiftId]);
    return new Set(
      entries.flatMap(({ actorId, takenOverBy }) =>
        takenOverBy ? [actorId, takenOverBy] : [actorId],
      ),
    );
  }

  /** Refuses who is no colleague, or is on the same duty by a shift of their own. */
  private async checkJoined(shift: Found, personIds: readonly string[], call: Call): Promise<void> {
    const joinedIds = personIds.filter((id) => !shift.memberIds.includes(id));
    if (joinedIds.length === 0) return;
    await this.shifts.checkColleagues(joinedIds, call);
    const { day, templateCode } = shift;
    const others = await this.repository.listOfDutyUnscoped(joinedIds, day, templateCode);
    const busy = others
      .filter((one) => one._id !== shift._id && one.endedAt === null)
      .flatMap(openersOf)
      .find((id) => joinedIds.includes(id));
    if (busy === undefined) return;
    const message = `${await this.nameOf(busy)}自己上了另一班，等他交班再加`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  private async wasThere({ personId, reason }: Absence): Promise<AppError> {
    if (reason === 'self_opened') {
      const message = '你自己上的岗，不能写成没来；不上了就交班或收班';
      return new AppError('STATE_CONFLICT', { message });
    }
    const name = await this.nameOf(personId);
    const words = {
      opened: `${name}自己上的岗，不能写成没来；不上了由他交班`,
      wrote: `${name}在这一班有记录，不能写成没来`,
      ended: `${name}交的班，不能写成没来`,
    };
    return new AppError('STATE_CONFLICT', { message: words[reason] });
  }

  private async nameOf(personId: string): Promise<string> {
    return (await this.org.nameOf(personId)) ?? '有人';
  }
}
