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

/** By day and round: a week of some people is sooner sorted here than by the database. */
function inOrder(plans: Found[]): Found[] {
  return plans.sort((a, b) => (a.day === b.day ? a.round - b.round : a.day < b.day ? -1 : 1));
}

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

  /** What one write has planned. */
  async listOfOp({ actorId, opId }: Pick<OpFields, 'actorId' | 'opId'>): Promise<Found[]> {
    return this.plans.find({ actorId, opId }).toArray();
  }

  /** For the service itself: who reaches a plan is found out from its person, who may have moved. */
  async listByIdsUnscoped(ids: readonly string[]): Promise<Found[]> {
    return findInChunks(ids, (chunk) => this.plans.find({ _id: { $in: chunk } }).toArray());
  }

  /** For the service itself: whatever was planned for these people on these days, taken back or not. */
  async listOfPeopleUnscoped(
    personIds: readonly string[],
    from: string,
    to: string,
  ): Promise<Found[]> {
    const found = await findInChunks(personIds, (chunk) =>
      this.plans.find({ personId: { $in: chunk }, ...daysWithin('day', { from, to }) }).toArray(),
    );
    return inOrder(found);
  }

  /** What was planned in one unit, but for some of its people, or for one person; taken back or not, by day. */
  async list(
    scope: Scope,
    of: { unitPath: string; except: readonly string[] } | { personId: string },
    from: string,
    to: string,
  ): Promise<Found[]> {
    const whose =
      'unitPath' in of
        ? { unitPath: of.unitPath, personId: { $nin: [...of.except] } }
        : { personId: of.personId };
    const filter = { ...whose, ...daysWithin('day', { from, to }) };
    const reach = scopeFilter<PlanDocument>(scope, FIELDS);
    return inOrder(await this.plans.find(allOf<PlanDocument>(filter, reach)).toArray());
  }

  /** For the service itself: whether a unit plans at all on these days; how many tells nobody anything. */
  async countOfUnitUnscoped(unitPath: string, from: string, to: string): Promise<number> {
    const filter = { unitPath, takenBack: false, ...daysWithin('day', { from, to }) };
    return this.plans.countDocuments(filter, { limit: 1 });
  }

  async countOf(personId: string): Promise<number> {
    return this.plans.countDocuments({ personId });
  }

  /** Takes back what stands of these: one that somebody else took back meanwhile is as was asked for. */
  async takeBack(plans: readonly Found[], event: PlanEvent): Promise<void> {
    if (plans.length === 0) return;
    await this.plans.updateMany(
      { _id: { $in: plans.map((one) => one._id) }, takenBack: false },
      { $set: { takenBack: true }, $push: { events: event }, $inc: { version: 1 } },
    );
  }

  async saveNote(found: Found, event: PlanEvent) {
    return stepOnce(this.plans, found, event, {});
  }
}
