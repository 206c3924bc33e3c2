import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { WithId } from 'mongodb';
import {
  allOf,
  afterCursor,
  appendOnce,
  MongoService,
  stepOnce,
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

  async find(scope: Scope, ownPath: string, drawId: string): Promise<WithId<DrawDocument> | null> {
    const parts = [{ _id: drawId }, ...this.reach(scope, ownPath)];
    return this.draws.findOne(allOf<DrawDocument>(...parts));
  }

  async list(
    scope: Scope,
    ownPath: string,
    query: { cursor?: string; limit: number; inspectorId?: string },
  ): Promise<DrawDocument[]> {
    const parts = [...this.reach(scope, ownPath), afterCursor(query.cursor, [['_id', -1]])];
    if (query.inspectorId) parts.push({ 'outcome.inspectorIds': query.inspectorId });
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
