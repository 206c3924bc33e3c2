import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayStart } from '@qiangji/shared-types';
import type { UpdateFilter, WithId } from 'mongodb';
import { nowDate } from '../../platform/clock';
import { AppError, isDuplicateKey } from '../../platform/errors';
import {
  allOf,
  afterCursor,
  appendOnce,
  daysWithin,
  findInChunks,
  MongoService,
  onlyFields,
  stepOnce,
} from '../../platform/mongo';
import { scopeFilter, withinUnit, type Scope, type ScopeFields } from '../../platform/policy';
import {
  openShiftCollection,
  shiftCollection,
  type ShiftDocument,
  type ShiftEvent,
} from './duty-log.collection';
import { derivedType } from './duty-log.rules';

type Found = WithId<ShiftDocument>;

/** Who may read a shift: those on it, those it was handed to, and who leads the unit. */
const READERS: ScopeFields = {
  person: [
    'memberIds',
    'formerIds',
    'handover.receiverId',
    'handover.confirmedBy',
    'handover.sparedIds',
  ],
  unit: 'unitPath',
};
/** Who may act in it: those on it. */
const MEMBERS: ScopeFields = { person: 'memberIds' };
/** Who may write in it: also who was taken off while their phone, without a network, wrote on. */
const WRITERS: ScopeFields = { person: ['memberIds', 'formerIds'] };
/** Those on it, the one it is handed to, and the rest of the squadron. */
const SQUAD: ScopeFields = { person: ['memberIds', 'handover.receiverId'], unit: 'unitPath' };

const FIELDS = {
  readers: READERS,
  members: MEMBERS,
  writers: WRITERS,
  squad: SQUAD,
  unit: { unit: 'unitPath' },
};

/** What a shift says to a plan. */
const OF_PLANS = [
  '_id',
  'memberIds',
  'day',
  'templateCode',
  'occurredAt',
  'endedAt',
  'state',
] as const;

/** What a row of a list says of a shift: its steps and what was handed over are read with the shift itself. */
const OF_ROWS = [
  '_id',
  'actorId',
  'unitPath',
  'memberIds',
  'day',
  'templateCode',
  'catalogueVersion',
  'plannedEndAt',
  'sections',
  'vehicle',
  'recorders',
  'occurredAt',
  'clockDoubt',
  'state',
  'endedAt',
  'log',
  'reopenedAt',
] as const;
export type ShiftRow = Pick<ShiftDocument, (typeof OF_ROWS)[number]>;

/** What tells whether an unread log is unusual, and whose it is. */
const OF_UNREAD = [
  '_id',
  'actorId',
  'unitPath',
  'memberIds',
  'day',
  'templateCode',
  'catalogueVersion',
  'occurredAt',
  'plannedEndAt',
  'endedAt',
  'state',
  'log',
  'clockDoubt',
  'handover',
  'reading',
  'reopenedAt',
] as const;
export type UnreadShift = Pick<ShiftDocument, (typeof OF_UNREAD)[number]>;

/** What tells which matters a shift left, and to whom. */
const OF_MATTERS = ['_id', 'actorId', 'endedAt', 'handover', 'leftOpen', 'settledTexts'] as const;
export type LeavingShift = Pick<ShiftDocument, (typeof OF_MATTERS)[number]>;

/** A claim whose shift has not arrived for so long broke off half way. */
const CLAIM_MS = 30_000;
/** When a claim that was given up was made. */
const GIVEN_UP = new Date(0);

@Provide()
@DiScope(ScopeEnum.Singleton)
export class ShiftRepository {
  @Inject()
  mongo: MongoService;

  private get openShifts() {
    return this.mongo.collection(openShiftCollection);
  }

  private get shifts() {
    return this.mongo.collection(shiftCollection);
  }

  /**
   * Opens a shift once. Throws `SHIFT_ALREADY_OPEN` where the person has another one open, and
   * `OP_ID_REUSED` where the op or the id stands for something else.
   */
  async append(shift: ShiftDocument): Promise<Found> {
    const known = await this.shifts.findOne({ actorId: shift.actorId, opId: shift.opId });
    if (!known && !(await this.saveClaim(shift))) throw new AppError('SHIFT_ALREADY_OPEN');
    try {
      return (await appendOnce(this.shifts, shift)).record;
    } catch (error) {
      throw isDuplicateKey(error) ? new AppError('OP_ID_REUSED') : error;
    }
  }

  /** Makes a shift the one that its person has open; false where another is, or is being opened. */
  async saveClaim({
    _id: shiftId,
    actorId,
  }: Pick<ShiftDocument, '_id' | 'actorId'>): Promise<boolean> {
    const at = nowDate();
    const last = await this.openShifts.findOne({ _id: actorId });
    if (last?.shiftId === shiftId) {
      await this.openShifts.updateOne({ _id: actorId, shiftId, at: GIVEN_UP }, { $set: { at } });
      return true;
    }
    if (!last) {
      try {
        await this.openShifts.insertOne({ _id: actorId, shiftId, at });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    }
    const open = await this.findUnscoped(last.shiftId);
    if (isUnderWay(last, open, at) || open?.state === 'on_duty') return false;
    const moved = await this.openShifts.updateOne(
      { _id: actorId, shiftId: last.shiftId },
      { $set: { shiftId, at } },
    );
    return moved.modifiedCount === 1;
  }

  /** Whether one of these people claims a shift at this very moment that has not arrived yet. */
  async countUnderWay(personIds: readonly string[]): Promise<number> {
    const at = nowDate();
    const claims = await this.openShifts.find({ _id: { $in: [...personIds] } }).toArray();
    const recent = claims.filter((claim) => isUnderWay(claim, null, at));
    const found = await Promise.all(recent.map(({ shiftId }) => this.findUnscoped(shiftId)));
    return found.filter((shift) => shift === null).length;
  }

  /** Gives a claim up that no shift followed: the same opening may claim again. */
  async saveClaimGivenUp({ _id: shiftId, actorId }: Pick<ShiftDocument, '_id' | 'actorId'>) {
    await this.openShifts.updateOne({ _id: actorId, shiftId }, { $set: { at: GIVEN_UP } });
  }

  async find(scope: Scope, as: keyof typeof FIELDS, shiftId: string): Promise<Found | null> {
    return this.findByAnyId(shiftId, scopeFilter<ShiftDocument>(scope, FIELDS[as]));
  }

  /** For the service's own deriving: nobody's scope applies. */
  async findUnscoped(shiftId: string): Promise<Found | null> {
    return this.findByAnyId(shiftId, {});
  }

  /** By its own id, else by one under which a colleague's phone opened it; one after the other, not either-or. */
  private async findByAnyId(shiftId: string, reach: object): Promise<Found | null> {
    const found = await this.shifts.findOne(allOf<ShiftDocument>({ _id: shiftId }, reach));
    if (found) return found;
    return this.shifts.findOne(allOf<ShiftDocument>({ 'aliases.shiftId': shiftId }, reach));
  }

  /** Shifts of one day and template that one of these people is on, or was taken off: what an opening may double. */
  async listOfDutyUnscoped(
    personIds: readonly string[],
    day: string,
    templateCode: string,
  ): Promise<Found[]> {
    const named = { $in: [...personIds] };
    const [on, off] = await Promise.all([
      this.shifts.find({ memberIds: named, day, templateCode }).sort({ _id: 1 }).toArray(),
      this.shifts.find({ formerIds: named, day, templateCode }).sort({ _id: 1 }).toArray(),
    ]);
    return [...new Map([...on, ...off].map((shift) => [shift._id, shift])).values()];
  }

  /** Open shifts that a person is on, their own first. */
  async listOpen(scope: Scope, personId: string): Promise<ShiftDocument[]> {
    const reach = scopeFilter<ShiftDocument>(scope, MEMBERS);
    const open = await this.shifts
      .find(allOf<ShiftDocument>({ memberIds: personId, state: 'on_duty' }, reach))
      .toArray();
    return open.sort((a, b) => Number(b.actorId === personId) - Number(a.actorId === personId));
  }

  async list(
    scope: Scope,
    query: {
      personId?: string;
      unitPath?: string;
      from?: string;
      to?: string;
      state?: 'on_duty';
      cursor?: string;
      limit: number;
    },
  ): Promise<ShiftRow[]> {
    const { personId, unitPath, from, to, state } = query;
    const filter = {
      ...(personId ? { memberIds: personId } : {}),
      ...(unitPath ? withinUnit('unitPath', unitPath) : {}),
      ...(state ? { state } : {}),
      ...daysWithin('day', { from, to }),
    };
    const page = afterCursor(query.cursor, [
      ['day', -1],
      ['_id', -1],
    ]);
    // Whoever asks for the shifts that they were on themselves reaches each of them by that already.
    const own = personId !== undefined && personId === scope.personId;
    const reach = own ? {} : scopeFilter<ShiftDocument>(scope, READERS);
    return this.shifts
      .find<ShiftRow>(allOf<ShiftDocument>(filter, page, reach), {
        projection: onlyFields(OF_ROWS),
      })
      .sort({ day: -1, _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  /** Shifts of one unit, or meant for one person, that wait for somebody to take over. */
  async listWaiting(scope: Scope, unitPath: string): Promise<ShiftDocument[]> {
    const reach = scopeFilter<ShiftDocument>(scope, SQUAD);
    const here = { $or: [{ unitPath }, { 'handover.receiverId': scope.personId }] };
    return this.shifts
      .find(allOf<ShiftDocument>({ state: 'handover_requested' }, here, reach))
      .sort({ day: -1, _id: -1 })
      .limit(50)
      .toArray();
  }

  /** Shifts of one unit since a day that have ended: the same to all who reach the unit. */
  async listLeavingOfUnit(
    { unitPaths }: Pick<Scope, 'unitPaths'>,
    unitPath: string,
    from: string,
  ): Promise<LeavingShift[]> {
    return this.listLeaving({ unitPath }, { unitPaths }, from);
  }

  /** The same of those that were handed to one person, of whatever unit. */
  async listLeavingTo({ personId }: Scope, from: string): Promise<LeavingShift[]> {
    return this.listLeaving({ 'handover.receiverId': personId }, { personId }, from);
  }

  private async listLeaving(filter: object, scope: Scope, from: string): Promise<LeavingShift[]> {
    const ended = { ...filter, day: { $gte: from }, endedAt: { $ne: null } };
    return this.shifts
      .find<LeavingShift>(allOf<ShiftDocument>(ended, scopeFilter(scope, SQUAD)), {
        projection: onlyFields(OF_MATTERS),
      })
      .sort({ day: -1, _id: -1 })
      .limit(1_000)
      .toArray();
  }

  /** The shifts of some days in the units that somebody leads. */
  async listDays(
    scope: Scope,
    days: readonly string[],
    unitPath?: string,
  ): Promise<ShiftDocument[]> {
    const filter = {
      day: { $in: [...days] },
      ...(unitPath ? withinUnit('unitPath', unitPath) : {}),
    };
    return this.shifts
      .find(allOf<ShiftDocument>(filter, scopeFilter(scope, FIELDS.unit)))
      .sort({ unitPath: 1, _id: 1 })
      .limit(1_000)
      .toArray();
  }

  /**
   * Logs in a unit that nobody has read or returned, the latest first: of some days, and those of before that
   * something opened again in these days. One after the other, not either-or.
   */
  async listUnread(
    scope: Scope,
    unitPath: string,
    days: { from: string; to: string },
  ): Promise<UnreadShift[]> {
    const unread = { ...daysWithin('day', days), log: { $in: ['draft', 'submitted'] } };
    const again = {
      reopenedAt: { $gte: new Date(dayStart(days.from)) },
      day: { $lt: days.from },
      log: 'submitted',
    };
    const reach = allOf<ShiftDocument>(
      withinUnit('unitPath', unitPath),
      scopeFilter<ShiftDocument>(scope, FIELDS.unit),
    );
    const list = (filter: object) =>
      this.shifts
        .find<UnreadShift>(allOf<ShiftDocument>(filter, reach), {
          projection: onlyFields(OF_UNREAD),
        })
        .sort({ day: -1, _id: -1 })
        .limit(1_000)
        .toArray();
    return (await Promise.all([list(unread), list(again)])).flat();
  }

  /** Shifts that are not over, of all these people: for the service's own asking who is on duty. */
  async listOpenOf(personIds: readonly string[]): Promise<ShiftDocument[]> {
    return findInChunks(personIds, (chunk) =>
      this.shifts.find({ memberIds: { $in: chunk }, endedAt: null }).toArray(),
    );
  }

  /** Shifts of these people that were open at some moment of [from, to]. */
  async listOpenWithin(
    personIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<ShiftDocument[]> {
    const stillOpen = [{ endedAt: null }, { endedAt: { $gte: from } }];
    return findInChunks(personIds, (chunk) =>
      this.shifts
        .find({ memberIds: { $in: chunk }, occurredAt: { $lte: to }, $or: stillOpen })
        .toArray(),
    );
  }

  /** For the service's own asking what became of planned shifts: those that these people were on. */
  async listOfPeopleUnscoped(
    personIds: readonly string[],
    from: string,
    to: string,
  ): Promise<Pick<ShiftDocument, (typeof OF_PLANS)[number]>[]> {
    const projection = onlyFields(OF_PLANS);
    return findInChunks(personIds, (chunk) =>
      this.shifts
        .find({ memberIds: { $in: chunk }, ...daysWithin('day', { from, to }) }, { projection })
        .toArray(),
    );
  }

  async countOf(personId: string): Promise<number> {
    return this.shifts.countDocuments({ memberIds: personId });
  }

  async save(
    found: Found,
    event: ShiftEvent,
    change: UpdateFilter<ShiftDocument>,
  ): Promise<{ record: Found; repeated: boolean }> {
    return stepOnce(this.shifts, found, event, change, derivedType(event));
  }
}

/** A claim whose shift follows, but has not arrived yet. */
function isUnderWay({ at }: { at: Date }, shift: Found | null, now: Date): boolean {
  return shift === null && now.getTime() - at.getTime() < CLAIM_MS;
}
