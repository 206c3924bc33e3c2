import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { isDuplicateKey } from '../../platform/errors';
import { MongoService } from '../../platform/mongo';
import { topicNeedCollection, type TopicNeedDocument } from './topic-need.collection';

@Provide()
@Scope(ScopeEnum.Singleton)
export class TopicNeedRepository {
  @Inject()
  mongo: MongoService;

  private get needs() {
    return this.mongo.collection(topicNeedCollection);
  }

  /** Notes a need once for each finding and person; a repeat changes nothing. */
  async append(need: TopicNeedDocument): Promise<void> {
    try {
      await this.needs.insertOne(need);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** A person's needs, oldest first; `waiting` keeps those that no practice has taken up. */
  async listOf(personId: string, waiting: boolean): Promise<TopicNeedDocument[]> {
    return this.needs
      .find({ personId, ...(waiting ? { practice: null } : {}) })
      .sort({ createdAt: 1 })
      .limit(100)
      .toArray();
  }

  async savePractice(
    needId: string,
    practice: { day: string; questionIds: string[]; at: Date },
  ): Promise<void> {
    await this.needs.updateOne({ _id: needId, practice: null }, { $set: { practice } });
  }
}
