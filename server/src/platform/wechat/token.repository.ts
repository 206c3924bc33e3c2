import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { isDuplicateKey } from '../errors';
import { MongoService } from '../mongo';
import { wechatTokenCollection, type WechatTokenDocument } from './token.collection';

@Provide()
@Scope(ScopeEnum.Singleton)
export class WechatTokenRepository {
  @Inject()
  mongo: MongoService;

  private get tokens() {
    return this.mongo.collection(wechatTokenCollection);
  }

  async find(appId: string): Promise<WechatTokenDocument | null> {
    return this.tokens.findOne({ _id: appId });
  }

  /** Whether this process may ask WeChat now; false while another does. */
  async saveLease(appId: string, at: Date, leaseUntil: Date): Promise<boolean> {
    try {
      const saved = await this.tokens.updateOne(
        { _id: appId, leaseUntil: { $lte: at } },
        { $set: { leaseUntil }, $setOnInsert: { sealed: '', until: new Date(0) } },
        { upsert: true },
      );
      return saved.matchedCount + saved.upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Keeps what WeChat gave and ends the lease; without a token, ends the lease. */
  async save(appId: string, token?: { sealed: string; until: Date }): Promise<void> {
    await this.tokens.updateOne({ _id: appId }, { $set: { ...token, leaseUntil: new Date(0) } });
  }
}
