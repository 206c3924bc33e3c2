import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { MongoService } from '../../platform/mongo';
import { bindTicketCollection, type BindTicketDocument } from './auth.collection';

@Provide()
@Scope(ScopeEnum.Singleton)
export class BindRepository {
  @Inject()
  mongo: MongoService;

  private get tickets() {
    return this.mongo.collection(bindTicketCollection);
  }

  async insertTicket(ticket: BindTicketDocument): Promise<void> {
    await this.tickets.insertOne(ticket);
  }

  /** Counts one try; null where the ticket is unknown, over or used up. */
  async saveTry(ticketId: string, maxTries: number, at: Date): Promise<BindTicketDocument | null> {
    return this.tickets.findOneAndUpdate(
      { _id: ticketId, tries: { $lt: maxTries }, expiresAt: { $gt: at } },
      { $inc: { tries: 1 } },
      { returnDocument: 'after' },
    );
  }

  async removeTicket(ticketId: string): Promise<void> {
    await this.tickets.deleteOne({ _id: ticketId });
  }
}
