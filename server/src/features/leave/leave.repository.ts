import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { UpdateFilter, WithId } from 'mongodb';
import {
  afterCursor,
  allOf,
  appendOnce,
  findInChunks,
  MongoService,
  stepOnce,
} from '../../platform/mongo';
import { scopeFilter, withinUnit, type Scope } from '../../platform/policy';
import { leaveCollection, type LeaveDocument, type LeaveEvent } from './leave.collection';

const FIELDS = { person: 'personId', unit: 'unitPath' } as const;

/** A leave as those need it who ask whether somebody is away. */
export type Standing = Pick<LeaveDocument, 'personId' | 'kind' | 'from' | 'to'>;

interface ListQuery {
  unitPath?: string;
  /** Leaves of these people, too, wherever they belonged when it was recorded. */
  personIds?: readonly string[];
  /** Those that end on this day or later; or earlier, the withdrawn ones among them. */
  current?: string;
  past?: string;
  cursor?: string;
  limit: number;
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class LeaveRepository {
  @Inject()
  mongo: MongoService;

  private get leaves() {
    return this.mongo.collection(leaveCollection);
  }

  async append(leave: LeaveDocument) {
    return appendOnce(this.leaves, leave);
  }

  async find(scope: Scope, leaveId: string): Promise<WithId<LeaveDocument> | null> {
    const reach = scopeFilter<LeaveDocument>(scope, FIELDS);
    return this.leaves.findOne(allOf<LeaveDocument>({ _id: leaveId }, reach));
  }

  /** For the service itself, which then asks whose people it is of. */
  async findUnscoped(leaveId: string): Promise<WithId<LeaveDocument> | null> {
    return this.leaves.findOne({ _id: leaveId });
  }

  /** Latest recorded first, one more than the limit. */
  async list(scope: Scope, query: ListQuery): Promise<LeaveDocument[]> {
    const { unitPath, personIds = [], current, past, cursor, limit } = query;
    const reach = scopeFilter<LeaveDocument>(scope, FIELDS);
    const there = unitPath ? allOf<LeaveDocument>(reach, withinUnit('unitPath', unitPath)) : reach;
    const ofThem = { personId: { $in: [...personIds] } };
    const parts: Record<string, unknown>[] = [
      personIds.length > 0 ? { $or: [there, ofThem] } : there,
      afterCursor(cursor, [['_id', -1]]),
    ];
    if (current) parts.push({ withdrawn: false, to: { $gte: current } });
    if (past) parts.push({ $or: [{ withdrawn: true }, { to: { $lt: past } }] });
    return this.leaves
      .find(allOf<LeaveDocument>(...parts))
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  }

  /** For the service itself: leaves of these people that stand and touch the days, earliest first. */
  async listStandingUnscoped(
    personIds: readonly string[],
    from: string,
    to: string,
  ): Promise<(Standing & { _id: string; actorId: string; opId: string })[]> {
    return findInChunks(personIds, (chunk) =>
      this.leaves
        .find(
          { personId: { $in: chunk }, to: { $gte: from }, from: { $lte: to }, withdrawn: false },
          { projection: { personId: 1, kind: 1, from: 1, to: 1, actorId: 1, opId: 1 } },
        )
        .sort({ from: 1 })
        .toArray(),
    );
  }

  async saveStep(
    found: WithId<LeaveDocument>,
    event: LeaveEvent,
    change: UpdateFilter<LeaveDocument>,
  ) {
    return stepOnce(this.leaves, found, event, change);
  }

  async countOf(personId: string): Promise<number> {
    return this.leaves.countDocuments({ personId });
  }
}
