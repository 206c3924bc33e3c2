import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Document } from 'mongodb';
import { allOf, MongoService } from '../../platform/mongo';
import { scopeFilter, withinUnit, type Scope } from '../../platform/policy';
import { shiftCollection, type ShiftDocument } from '../duty-log';
import { correctionCollection, type CorrectionDocument } from '../self-check';

export type OpenCorrection = Pick<
  CorrectionDocument,
  '_id' | 'actorId' | 'unitPath' | 'itemName' | 'dueOn'
>;
export type WaitingShift = Pick<
  ShiftDocument,
  '_id' | 'actorId' | 'unitPath' | 'day' | 'log' | 'state' | 'handover'
>;

/** At most so many of a unit are looked at. */
const LIMIT = 500;

/** What stands open right now: unlike counts of a day it changes by itself, so it is asked for. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class WaitingRepository {
  @Inject()
  mongo: MongoService;

  async listOpenCorrections(
    scope: Scope,
    whose: { unitPath?: string; personId?: string },
  ): Promise<OpenCorrection[]> {
    const reach = scopeFilter<CorrectionDocument>(scope, { person: 'actorId', unit: 'unitPath' });
    const filter: Document[] = [{ state: 'open' }, reach];
    if (whose.unitPath !== undefined) filter.push(withinUnit('unitPath', whose.unitPath));
    if (whose.personId !== undefined) filter.push({ actorId: whose.personId });
    return this.mongo
      .collection(correctionCollection)
      .find(allOf<CorrectionDocument>(...filter), {
        projection: { actorId: 1, unitPath: 1, itemName: 1, dueOn: 1 },
        ...(whose.personId === undefined && { hint: { state: 1, unitPath: 1, dueOn: 1 } }),
      })
      .sort({ dueOn: 1, _id: 1 })
      .limit(LIMIT)
      .toArray();
  }

  /** Shifts since a day whose log is returned or whose hand-over nobody has confirmed. */
  async listWaitingShifts(
    scope: Scope,
    unitPath: string | undefined,
    since: string,
  ): Promise<WaitingShift[]> {
    const reach = scopeFilter<ShiftDocument>(scope, { unit: 'unitPath' });
    const filter: Document[] = [
      { day: { $gte: since } },
      { $or: [{ log: 'returned' }, { state: 'handover_requested' }] },
      reach,
    ];
    if (unitPath !== undefined) filter.push(withinUnit('unitPath', unitPath));
    return this.mongo
      .collection(shiftCollection)
      .find(allOf<ShiftDocument>(...filter), {
        projection: { actorId: 1, unitPath: 1, day: 1, log: 1, state: 1, handover: 1 },
      })
      .sort({ day: -1, _id: -1 })
      .limit(LIMIT)
      .toArray();
  }
}
