import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { FeedbackState } from '@qiangji/shared-types';
import type { UpdateFilter, WithId } from 'mongodb';
import { afterCursor, allOf, appendOnce, MongoService, stepOnce } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  feedbackCollection,
  type FeedbackDocument,
  type FeedbackEvent,
} from './feedback.collection';

interface ListQuery {
  state?: FeedbackState;
  cursor?: string;
  limit: number;
}

const FIELDS = { person: 'actorId', unit: 'unitPath' } as const;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class FeedbackRepository {
  @Inject()
  mongo: MongoService;

  private get feedback() {
    return this.mongo.collection(feedbackCollection);
  }

  async append(feedback: FeedbackDocument) {
    return appendOnce(this.feedback, feedback);
  }

  async list(scope: Scope, { state, cursor, limit }: ListQuery): Promise<FeedbackDocument[]> {
    const parts: Record<string, unknown>[] = [
      scopeFilter<FeedbackDocument>(scope, FIELDS),
      afterCursor(cursor, [['_id', -1]]),
    ];
    if (state) parts.push({ state });
    return this.feedback
      .find(allOf<FeedbackDocument>(...parts))
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  }

  async find(scope: Scope, feedbackId: string): Promise<WithId<FeedbackDocument> | null> {
    const reach = scopeFilter<FeedbackDocument>(scope, FIELDS);
    return this.feedback.findOne(allOf<FeedbackDocument>({ _id: feedbackId }, reach));
  }

  async saveStep(
    found: WithId<FeedbackDocument>,
    event: FeedbackEvent,
    change: UpdateFilter<FeedbackDocument>,
  ) {
    return stepOnce(this.feedback, found, event, change);
  }

  async countOf(personId: string): Promise<number> {
    return this.feedback.countDocuments({ actorId: personId });
  }
}
