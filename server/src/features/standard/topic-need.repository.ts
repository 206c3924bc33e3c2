import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { findInChunks, MongoService } from '../../platform/mongo';
import { topicNeedCollection, type TopicNeedDocument } from './topic-need.collection';

/** There is one need for each of these. */
export type NeedKey = Pick<TopicNeedDocument, 'findingId' | 'personId'>;

/** More than this is nobody's list of things to learn. */
const MOST = 100;

@Provide()
@Scope(ScopeEnum.Singleton)
export class TopicNeedRepository {
  @Inject()
  mongo: MongoService;

  private get needs() {
    return this.mongo.collection(topicNeedCollection);
  }

  /** Notes each need once for its finding and person; a repeat changes only the words. */
  async append(needs: readonly TopicNeedDocument[]): Promise<void> {
    if (needs.length === 0) return;
    await this.needs.bulkWrite(
      needs.map(({ findingId, personId, reason, ...need }) => ({
        updateOne: {
          filter: { findingId, personId },
          update: { $setOnInsert: need, $set: { reason } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }

  /** Those that are there; what was withdrawn before stays as it is. */
  async saveWithdrawn(keys: readonly NeedKey[], withdrawnAt: Date): Promise<void> {
    if (keys.length === 0) return;
    await this.needs.bulkWrite(
      keys.map(({ findingId, personId }) => ({
        updateOne: {
          filter: { findingId, personId, withdrawnAt: { $exists: false } },
          update: { $set: { withdrawnAt } },
        },
      })),
      { ordered: false },
    );
  }

  /** The needs that stand of these findings. */
  async listOfFindings(findingIds: readonly string[]): Promise<NeedKey[]> {
    const projection = { _id: 0, findingId: 1, personId: 1 };
    return findInChunks(findingIds, (chunk) =>
      this.needs
        .find({ findingId: { $in: chunk }, withdrawnAt: { $exists: false } }, { projection })
        .toArray(),
    );
  }

  /** Words of needs, and whether they stand. */
  async listByIds(
    ids: readonly string[],
  ): Promise<Pick<TopicNeedDocument, '_id' | 'reason' | 'withdrawnAt'>[]> {
    const projection = { reason: 1, withdrawnAt: 1 };
    return findInChunks(ids, (chunk) =>
      this.needs.find({ _id: { $in: chunk } }, { projection }).toArray(),
    );
  }

  /** A person's needs that no practice has taken up, oldest first: what waits longest comes up next. */
  async listWaiting(personId: string): Promise<TopicNeedDocument[]> {
    return this.needs
      .find({ personId, practice: null, withdrawnAt: { $exists: false } })
      .sort({ createdAt: 1 })
      .limit(MOST)
      .toArray();
  }

  /** A person's latest needs, newest first, taken up or not. */
  async listLatest(personId: string): Promise<TopicNeedDocument[]> {
    return this.needs
      .find({ personId, withdrawnAt: { $exists: false } })
      .sort({ createdAt: -1 })
      .limit(MOST)
      .toArray();
  }

  async savePractice(
    needId: string,
    practice: { day: string; questionIds: string[]; at: Date },
  ): Promise<void> {
    await this.needs.updateOne({ _id: needId, practice: null }, { $set: { practice } });
  }
}
