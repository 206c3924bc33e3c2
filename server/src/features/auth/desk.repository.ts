import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { isDuplicateKey } from '../../platform/errors';
import { MongoService } from '../../platform/mongo';
import { deskTicketCollection, type DeskTicketDocument } from './desk.collection';

@Provide()
@Scope(ScopeEnum.Singleton)
export class DeskRepository {
  @Inject()
  mongo: MongoService;

  private get tickets() {
    return this.mongo.collection(deskTicketCollection);
  }

  /** False where another desk waits under this code. */
  async insert(ticket: DeskTicketDocument): Promise<boolean> {
    try {
      await this.tickets.insertOne(ticket);
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  async find(code: string, at: Date): Promise<DeskTicketDocument | null> {
    return this.tickets.findOne({ _id: code, expiresAt: { $gt: at } });
  }

  /** Confirms a waiting code; false where it is unknown, over or taken. */
  async saveConfirmed(code: string, personId: string, at: Date): Promise<boolean> {
    const saved = await this.tickets.updateOne(
      { _id: code, personId: null, expiresAt: { $gt: at } },
      { $set: { personId } },
    );
    return saved.matchedCount === 1;
  }

  /** Whoever removes it may enter with it; false where another request did so first. */
  async remove(code: string, secretHash: string): Promise<boolean> {
    const removed = await this.tickets.deleteOne({ _id: code, secretHash });
    return removed.deletedCount === 1;
  }
}
