import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  daysWithin,
  MongoService,
  saveDerived,
  type DayRange,
  type DerivedWrite,
} from '../../platform/mongo';
import { reviewDayCollection, type ReviewDayDocument } from './review.collection';

/** For deriving only: nobody's scope applies. What people look at are weeks. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewDayRepository {
  @Inject()
  mongo: MongoService;

  private get days() {
    return this.mongo.collection(reviewDayCollection);
  }

  async listUnscoped(personIds: readonly string[], range: DayRange): Promise<ReviewDayDocument[]> {
    return this.days
      .find({ personId: { $in: [...personIds] }, ...daysWithin('day', range) })
      .toArray();
  }

  /** Saves what was derived; answers how many rows somebody else changed meanwhile. */
  async save(writes: readonly DerivedWrite<ReviewDayDocument>[]): Promise<number> {
    return saveDerived(this.days, writes);
  }
}
