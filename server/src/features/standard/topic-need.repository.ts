import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { isDuplicateKey } from '../../platform/errors';
import { MongoService } from '../../platform/mongo';
import { topicNeedCollection, type TopicNeedDocument } from './topic-need.collection';

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

  /** Notes a need once for each finding and person; a repeat changes nothing. */
  async append(need: TopicNeedDocument): Promise<void> {
    try {
      await this.needs.insertOne(need);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** A person's needs that no practice has taken up, oldest first: what waits longest comes up next. */
  async listWaiting(personId: string): Promise<TopicNeedDocument[]> {
    return this.needs
      .find({ personId, practice: null })
      .sort({ createdAt: 1 })
      .limit(MOST)
      .toArray();
  }

  /** A person's latest needs, newest first, taken up or not. */
  async listLatest(personId: string): Promise<TopicNeedDocument[]> {
    return this.needs.find({ personId }).sort({ createdAt: -1 }).limit(MOST).toArray();
  }

  async savePractice(
    needId: string,
    practice: { day: string; questionIds: string[]; at: Date },
  ): Promise<void> {
    await this.needs.updateOne({ _id: needId, practice: null }, { $set: { practice } });
  }
}
