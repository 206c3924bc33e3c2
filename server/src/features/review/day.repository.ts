import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { MongoBulkWriteError, type AnyBulkWriteOperation } from 'mongodb';
import { allOf, daysWithin, MongoService, type DayRange } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { reviewDayCollection, type ReviewDayDocument } from './review.collection';

export type DayWrite =
  | { type: 'insert'; row: ReviewDayDocument }
  | { type: 'save'; row: ReviewDayDocument; version: number }
  | { type: 'remove'; id: string; version: number };

export interface DaySums {
  personId: string;
  ready: number;
  shifts: number;
  ended: number;
  complete: number;
  touched: number;
  done: number;
  checked: number;
  passed: number;
}

function operationOf(write: DayWrite): AnyBulkWriteOperation<ReviewDayDocument> {
  switch (write.type) {
    case 'insert':
      return { insertOne: { document: write.row } };
    case 'save':
      return {
        replaceOne: {
          filter: { _id: write.row._id, version: write.version },
          replacement: write.row,
        },
      };
    case 'remove':
      return { deleteOne: { filter: { _id: write.id, version: write.version } } };
  }
}

/** A unit's fortnight comes in one answer: the driver's first batch is 101 rows. */
const ONE_BATCH = 2_000;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewDayRepository {
  @Inject()
  mongo: MongoService;

  private get days() {
    return this.mongo.collection(reviewDayCollection);
  }

  /** Rows of people within reach, by day. */
  async list(
    scope: Scope,
    personIds: readonly string[],
    range: DayRange,
  ): Promise<ReviewDayDocument[]> {
    const reach = scopeFilter<ReviewDayDocument>(scope, { person: 'personId', unit: 'unitPath' });
    const asked = { personId: { $in: [...personIds] }, ...daysWithin('day', range) };
    return this.days
      .find(allOf<ReviewDayDocument>(asked, reach), { batchSize: ONE_BATCH })
      .sort({ day: 1 })
      .toArray();
  }

  /** For deriving: nobody's scope applies. */
  async listUnscoped(personIds: readonly string[], range: DayRange): Promise<ReviewDayDocument[]> {
    return this.days
      .find({ personId: { $in: [...personIds] }, ...daysWithin('day', range) })
      .toArray();
  }

  /** Sums of a range for each person within reach, for looking at many units at once. */
  async countByPerson(scope: Scope, range: DayRange): Promise<DaySums[]> {
    const reach = scopeFilter<ReviewDayDocument>(scope, { unit: 'unitPath' });
    const sum = (field: string) => ({ $sum: { $ifNull: [field, 0] } });
    const size = (field: string) => ({ $sum: { $size: { $ifNull: [field, []] } } });
    const rows = await this.days
      .aggregate<Omit<DaySums, 'personId'> & { _id: string }>(
        [
          { $match: allOf(reach, daysWithin('day', range)) },
          {
            $group: {
              _id: '$personId',
              ready: sum('$ready'),
              shifts: sum('$parts.duty.shifts'),
              ended: sum('$parts.duty.ended'),
              complete: sum('$parts.duty.complete'),
              touched: size('$parts.study.touched'),
              done: size('$parts.study.done'),
              checked: sum('$parts.spot.checked'),
              passed: sum('$parts.spot.passed'),
            },
          },
        ],
        { batchSize: ONE_BATCH },
      )
      .toArray();
    return rows.map(({ _id, ...sums }) => ({ personId: _id, ...sums }));
  }

  /** Saves what was derived; answers how many rows somebody else changed meanwhile. */
  async save(writes: readonly DayWrite[]): Promise<number> {
    if (writes.length === 0) return 0;
    const operations = writes.map(operationOf);
    try {
      const { insertedCount, matchedCount, deletedCount } = await this.days.bulkWrite(operations, {
        ordered: false,
      });
      return writes.length - insertedCount - matchedCount - deletedCount;
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || error.code !== 11000) throw error;
      const { insertedCount, matchedCount, deletedCount } = error.result;
      return writes.length - insertedCount - matchedCount - deletedCount;
    }
  }
}
