import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { monthDay } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { OccurredAt } from '../../platform/http';
import { againIfBeaten, findEvent, type OpFields } from '../../platform/mongo';
import { NoticeService } from '../notice';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import type { EntryDocument, LatePart, ShiftDocument, ShiftEvent } from './duty-log.collection';
import { canWrite, closedBy, closedSince, isWrittenIn } from './duty-log.rules';
import { EntryRepository } from './entry.repository';
import { ShiftRepository } from './shift.repository';

type Found = WithId<ShiftDocument>;

const MAX_ATTEMPTS = 4;

/** What somebody did in the shift that came late, as its leader is told: wrote, put right, took over. */
type Did = '记' | '改' | '接手';

/**
 * What was written in time comes whenever its phone has a network again, after the leader has looked at
 * the log, too: it is kept and marked, and the log goes back to its leader. What is written down only
 * afterwards is refused.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class LateService {
  @Inject()
  shifts: ShiftRepository;

  @Inject()
  entries: EntryRepository;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  notices: NoticeService;

  @Inject()
  org: OrgService;

  /** Whether its log may still be written in, by the terms under which the shift began. */
  async isOpen(shift: ShiftDocument): Promise<boolean> {
    return canWrite(shift, await this.termsOf(shift), now());
  }

  /** Null where the log is open. Throws `STATE_CONFLICT` for what was written after it was closed. */
  async check(shift: ShiftDocument, time: OccurredAt): Promise<LatePart | null> {
    const terms = await this.termsOf(shift);
    const since = closedSince(shift, terms, now());
    if (!since) return null;
    const { occurredAt, receivedAt } = time;
    if (occurredAt > since && !isWrittenIn(shift, occurredAt, terms)) {
      const message = '这一班的日志已经看过或者归档，现在补写、更正都收不进去，要说明请找带班领导';
      throw new AppError('STATE_CONFLICT', { message });
    }
    return { since, receivedAt, closed: closedBy(shift) };
  }

  /**
   * After an entry was kept: opens its log again where it came late, on a repeat, too, whatever a crash
   * left out. The leader may have looked at the log while it was being kept.
   */
  async entryKept(entry: EntryDocument, repeated: boolean): Promise<void> {
    if (entry.late) {
      await this.reopen(entry.shiftId, entry, entry.late, '记');
      return;
    }
    if (repeated) return;
    const shift = await this.shifts.findUnscoped(entry.shiftId);
    const since = shift && closedSince(shift, await this.termsOf(shift), now());
    if (!since) return;
    entry.late = { since, receivedAt: entry.receivedAt, closed: closedBy(shift) };
    await this.entries.saveLate(entry._id, entry.late);
    await this.reopen(entry.shiftId, entry, entry.late, '记');
  }

  /** The log is to be read again, with who wrote what came late and when in its history. */
  async reopen(
    shiftId: string,
    { actorId, opId, opHash }: OpFields,
    late: LatePart,
    did: Did,
  ): Promise<void> {
    const op = { actorId, opId, opHash };
    const event: ShiftEvent = { ...op, type: 'came_late', at: late.receivedAt, note: null };
    const shift = await this.step(shiftId, event);
    await this.tellLeaders(shift, actorId, late, did);
  }

  private async step(shiftId: string, event: ShiftEvent): Promise<Found> {
    return againIfBeaten(MAX_ATTEMPTS, async () => {
      const found = await this.shifts.findUnscoped(shiftId);
      if (!found) throw new AppError('NOT_FOUND');
      if (findEvent(found, event, event.type)) return found;
      // Another one that came late may have opened it already.
      const again = { log: 'submitted' as const, reopenedAt: event.at };
      const change = (await this.isOpen(found)) ? {} : { $set: again };
      return (await this.shifts.save(found, event, change)).record;
    });
  }

  /** Once a reading, however much comes after it; whoever read it last is told, and who leads now. */
  private async tellLeaders(
    shift: Found,
    authorId: string,
    { since, closed = 'read' }: LatePart,
    did: Did,
  ): Promise<void> {
    const { _id, reading, memberIds, unitPath, actorId, day } = shift;
    const people = await this.org.personsById([
      actorId,
      authorId,
      ...(reading ? [reading.by] : []),
    ]);
    const reader = reading && people.get(reading.by);
    const leaders = [...(await this.org.leadersOf(unitPath)), ...(reader?.active ? [reader] : [])];
    const told = new Map(leaders.map((one) => [one._id, one]));
    for (const id of memberIds) told.delete(id);
    const whose = `${people.get(actorId)?.name ?? ''} ${monthDay(day)}的班`;
    const author = people.get(authorId)?.name ?? '同事';
    await this.notices.tell([...told.values()], {
      kind: 'late',
      title: `${closed === 'read' ? '看过' : '归档'}的执勤日志又到了新记录`,
      text: `${whose}，${author}当时${did}的现在才送到，${closed === 'read' ? '请再看一遍' : '请看一遍'}`,
      link: { feature: 'duty-log', id: _id },
      key: `duty-log:${_id}:late:${since.getTime()}`,
    });
  }

  private async termsOf({ catalogueVersion }: ShiftDocument) {
    return (await this.checklists.dutyCatalogue(catalogueVersion)).terms;
  }
}
