import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { WithId } from 'mongodb';
import {
  allOf,
  daysWithin,
  findInChunks,
  insertNew,
  MongoService,
  stepOnce,
  type OpFields,
} from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { planCollection, type PlanDocument, type PlanEvent } from './rota.collection';

type Found = WithId<PlanDocument>;

const FIELDS = { person: 'personId', unit: 'unitPath' } as const;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class RotaRepository {
  @Inject()
  mongo: MongoService;

  private get plans() {
    return this.mongo.collection(planCollection);
  }

  /** Plans those that nobody planned meanwhile; answers those that somebody did. */
  async insertNew(plans: readonly PlanDocument[]): Promise<PlanDocument[]> {
    return insertNew(this.plans, plans);
  }

  async find(scope: Scope, planId: string): Promise<Found | null> {
    const reach = scopeFilter<PlanDocument>(scope, FIELDS);
    return this.plans.findOne(allOf<PlanDocument>({ _id: planId }, reach));
  }

  /** What one write has planned. */
  async listOfOp({ actorId, opId }: Pick<OpFields, 'actorId' | 'opId'>): Promise<Found[]> {
    return this.plans.find({ actorId, opId }).toArray();
  }

  async listByIds(scope: Scope, ids: readonly string[]): Promise<Found[]> {
    const reach = scopeFilter<PlanDocument>(scope, FIELDS);
    return findInChunks(ids, (chunk) =>
      this.plans.find(allOf<PlanDocument>({ _id: { $in: chunk } }, reach)).toArray(),
    );
  }

  /** For the service itself: whatever was planned for these people on these days, taken back or not. */
  async listOfPeopleUnscoped(
    personIds: readonly string[],
    from: string,
    to: string,
  ): Promise<Found[]> {
    return findInChunks(personIds, (chunk) =>
      this.plans.find({ personId: { $in: chunk }, ...daysWithin('day', { from, to }) }).toArray(),
    );
  }

  /** The plans of one unit that stand, or of one person with those taken back, by day. */
  async list(
    scope: Scope,
    of: { unitPath: string } | { personId: string },
    from: string,
    to: string,
  ): Promise<Found[]> {
    const standing = 'unitPath' in of ? { takenBack: false } : {};
    const filter = { ...of, ...standing, ...daysWithin('day', { from, to }) };
    return this.plans
      .find(allOf<PlanDocument>(filter, scopeFilter(scope, FIELDS)))
      .sort({ day: 1, round: 1 })
      .toArray();
  }

  async countOf(personId: string): Promise<number> {
    return this.plans.countDocuments({ personId });
  }

  async saveTakenBack(found: Found, event: PlanEvent) {
    return stepOnce(this.plans, found, event, { $set: { takenBack: true } });
  }

  async saveNote(found: Found, event: PlanEvent) {
    return stepOnce(this.plans, found, event, {});
  }
}
