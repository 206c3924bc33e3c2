import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  daysWithin,
  MongoService,
  saveDerived,
  type DayRange,
  type DerivedWrite,
} from '../../platform/mongo';
import {
  dutiesDueCollection,
  reviewDayCollection,
  type ReviewDayDocument,
} from './review.collection';

/** For deriving only: nobody's scope applies. What people look at are weeks. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewDayRepository {
  @Inject()
  mongo: MongoService;

  private get days() {
    return this.mongo.collection(reviewDayCollection);
  }

  private get due() {
    return this.mongo.collection(dutiesDueCollection);
  }

  /** After whom duties are still to be derived anew; null where that is done. */
  async findDutiesDue(): Promise<string | null> {
    return (await this.due.findOne({ _id: 'duties' }))?.after ?? null;
  }

  /** Never goes back: another process may be further. */
  async saveDutiesDue(after: string): Promise<void> {
    await this.due.updateOne({ _id: 'duties', after: { $lt: after } }, { $set: { after } });
  }

  async removeDutiesDue(): Promise<void> {
    await this.due.deleteOne({ _id: 'duties' });
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
