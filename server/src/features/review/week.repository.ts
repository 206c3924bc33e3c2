import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Filter } from 'mongodb';
import {
  allOf,
  daysWithin,
  MongoService,
  saveDerived,
  type DayRange,
  type DerivedWrite,
} from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  BY_PERSON,
  BY_WEEK,
  reviewWeekCollection,
  type ReviewWeekDocument,
} from './review.collection';

/** What comparing squadrons looks at: practice is not among it. */
export type WeekCounts = Pick<ReviewWeekDocument, 'personId' | 'unitPath' | 'ready' | 'parts'>;

/** A bureau's weeks come in one answer: the driver's first batch is 101 rows. */
const ONE_BATCH = 5_000;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewWeekRepository {
  @Inject()
  mongo: MongoService;

  private get weeks() {
    return this.mongo.collection(reviewWeekCollection);
  }

  /** Weeks of people within reach that begin on one of the Mondays, the earlier first. */
  async list(
    scope: Scope,
    personIds: readonly string[],
    mondays: readonly string[],
  ): Promise<ReviewWeekDocument[]> {
    const reach = scopeFilter<ReviewWeekDocument>(scope, { person: 'personId', unit: 'unitPath' });
    const asked = { personId: { $in: [...personIds] }, from: { $in: [...mondays] } };
    const rows = await this.weeks
      .find(allOf<ReviewWeekDocument>(asked, reach), { batchSize: ONE_BATCH, hint: BY_PERSON })
      .toArray();
    return rows.sort((a, b) => (a.from < b.from ? -1 : 1));
  }

  /** Everybody's week within reach. */
  async listCounts(scope: Scope, monday: string): Promise<WeekCounts[]> {
    const reach = scopeFilter<ReviewWeekDocument>(scope, { unit: 'unitPath' });
    const asked: Filter<ReviewWeekDocument> = { from: monday };
    return this.weeks
      .find<WeekCounts>(allOf<ReviewWeekDocument>(reach, asked), {
        batchSize: ONE_BATCH,
        hint: BY_WEEK,
        projection: { _id: 0, 'parts.quiz': 0, 'parts.selfCheck': 0, nightDays: 0 },
      })
      .toArray();
  }

  /** For deriving: nobody's scope applies. */
  async listUnscoped(
    personIds: readonly string[],
    mondays: DayRange,
  ): Promise<ReviewWeekDocument[]> {
    return this.weeks
      .find({ personId: { $in: [...personIds] }, ...daysWithin('from', mondays) })
      .toArray();
  }

  /** Saves what was derived; answers how many somebody else changed meanwhile. */
  async save(writes: readonly DerivedWrite<ReviewWeekDocument>[]): Promise<number> {
    return saveDerived(this.weeks, writes);
  }
}
