import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { WithId } from 'mongodb';
import { AppError } from '../../platform/errors';
import {
  allOf,
  afterCursor,
  appendOnce,
  MongoService,
  stepOnce,
  type OpFields,
  type RecordEvent,
} from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { drawCollection, type DrawDocument } from './spot-check.collection';
import { pathsAbove } from './spot-check.rules';

@Provide()
@DiScope(ScopeEnum.Singleton)
export class DrawRepository {
  @Inject()
  mongo: MongoService;

  private get draws() {
    return this.mongo.collection(drawCollection);
  }

  /** Within the bureau, but never of the actor's own squadron: it would warn them. */
  private reach(scope: Scope, ownPath: string): Record<string, unknown>[] {
    return [
      scopeFilter<DrawDocument>(scope, { unit: 'outcome.squadronPath' }),
      { 'outcome.squadronPath': { $nin: pathsAbove(ownPath) } },
    ];
  }

  async append(draw: DrawDocument): Promise<WithId<DrawDocument>> {
    return (await appendOnce(this.draws, draw)).record;
  }

  /** The draw that an op already made; throws `OP_ID_REUSED` if it asked for something else. */
  async findOp({ actorId, opId, opHash }: OpFields): Promise<WithId<DrawDocument> | null> {
    const found = await this.draws.findOne({ actorId, opId });
    if (found && found.opHash !== opHash) throw new AppError('OP_ID_REUSED');
    return found;
  }

  /** Draws of somebody's own that were neither used nor cancelled. */
  async countStanding(actorId: string): Promise<number> {
    return this.draws.countDocuments({ actorId, checkId: null, cancelled: null });
  }

  async find(scope: Scope, ownPath: string, drawId: string): Promise<WithId<DrawDocument> | null> {
    const parts = [{ _id: drawId }, ...this.reach(scope, ownPath)];
    return this.draws.findOne(allOf<DrawDocument>(...parts));
  }

  /** For the service's own following of a check: nobody's scope applies. */
  async findUnscoped(drawId: string): Promise<WithId<DrawDocument> | null> {
    return this.draws.findOne({ _id: drawId });
  }

  async list(
    scope: Scope,
    ownPath: string,
    query: { cursor?: string; limit: number; personId?: string },
  ): Promise<DrawDocument[]> {
    const parts = [...this.reach(scope, ownPath), afterCursor(query.cursor, [['_id', -1]])];
    const { personId } = query;
    if (personId !== undefined)
      parts.push({ $or: [{ 'outcome.inspectorIds': personId }, { actorId: personId }] });
    return this.draws
      .find(allOf<DrawDocument>(...parts))
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  async saveStep(
    draw: WithId<DrawDocument>,
    event: RecordEvent,
    change: Partial<DrawDocument>,
  ): Promise<WithId<DrawDocument>> {
    return (await stepOnce(this.draws, draw, event, { $set: change })).record;
  }
}
