import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { WithId } from 'mongodb';
import { allOf, appendOnce, findInChunks, insertNew, MongoService } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  permitCollection,
  reminderCollection,
  type PermitDocument,
  type ReminderDocument,
  type ReminderState,
} from './reminder.collection';

const FIELDS = { person: 'actorId' } as const;
export const REFUSED = 'refused';
const open = { answer: 'accept' as const, spentOn: null };

@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReminderRepository {
  @Inject()
  mongo: MongoService;

  private get permits() {
    return this.mongo.collection(permitCollection);
  }

  private get reminders() {
    return this.mongo.collection(reminderCollection);
  }

  async appendPermit(permit: PermitDocument): Promise<void> {
    await appendOnce(this.permits, permit);
  }

  async countOf(personId: string): Promise<number> {
    return this.permits.countDocuments({ actorId: personId });
  }

  async countOpen(scope: Scope, templateId: string): Promise<number> {
    const reach = scopeFilter<PermitDocument>(scope, FIELDS);
    return this.permits.countDocuments(allOf<PermitDocument>(reach, { templateId, ...open }));
  }

  /** What was answered last. */
  async findLatest(scope: Scope, templateId: string): Promise<PermitDocument | null> {
    const reach = scopeFilter<PermitDocument>(scope, FIELDS);
    return this.permits.findOne(allOf<PermitDocument>(reach, { templateId }), {
      sort: { _id: -1 },
    });
  }

  /** For the service itself: which of these people may be sent a message. */
  async listPermitted(personIds: readonly string[], templateId: string): Promise<Set<string>> {
    const rows = await findInChunks(personIds, (chunk) =>
      this.permits
        .find({ actorId: { $in: chunk }, templateId, ...open }, { projection: { actorId: 1 } })
        .toArray(),
    );
    return new Set(rows.map((row) => row.actorId));
  }

  /** Spends the oldest permit on a reminder; null where there is none. */
  async saveSpent(
    personId: string,
    templateId: string,
    key: string,
  ): Promise<WithId<PermitDocument> | null> {
    return this.permits.findOneAndUpdate(
      { actorId: personId, templateId, ...open },
      { $set: { spentOn: key } },
      { sort: { _id: 1 }, returnDocument: 'after' },
    );
  }

  /** Nothing was sent: the permit is there again. */
  async saveUnspent({ actorId, _id }: PermitDocument): Promise<void> {
    await this.permits.updateOne({ actorId, _id }, { $set: { spentOn: null } });
  }

  /** WeChat says that this person takes no message: neither the spent permit nor the others count. */
  async saveRefused({ actorId, templateId, _id }: PermitDocument): Promise<void> {
    const theirs = { actorId, templateId, answer: 'accept' as const };
    await this.permits.updateMany(
      { ...theirs, $or: [{ _id }, { spentOn: null }] },
      { $set: { spentOn: REFUSED } },
    );
  }

  /** Inserts what is not there yet. */
  async appendAll(reminders: ReminderDocument[]): Promise<void> {
    await insertNew(this.reminders, reminders);
  }

  async listWaiting(limit: number): Promise<WithId<ReminderDocument>[]> {
    return this.reminders.find({ state: 'waiting' }).sort({ _id: 1 }).limit(limit).toArray();
  }

  /** Takes a waiting one to be sent; false where another process did, or it was withdrawn. */
  async saveClaimed({ _id, personId }: ReminderDocument, at: Date): Promise<boolean> {
    const saved = await this.reminders.updateOne(
      { _id, personId, state: 'waiting' },
      { $set: { state: 'sending', claimedAt: at } },
    );
    return saved.modifiedCount === 1;
  }

  async saveState(
    { _id, personId }: ReminderDocument,
    state: ReminderState,
    errcode: number | null = null,
  ): Promise<void> {
    await this.reminders.updateOne({ _id, personId }, { $set: { state, errcode } });
  }

  /** Those that a process took and never told of: they may have gone. */
  async saveLost(before: Date): Promise<void> {
    await this.reminders.updateMany(
      { state: 'sending', claimedAt: { $lt: before } },
      { $set: { state: 'unknown' } },
    );
  }

  /** No message like these will go. */
  async saveFailed(templateId: string, errcode: number | null): Promise<void> {
    await this.reminders.updateMany(
      { state: 'waiting', templateId },
      { $set: { state: 'failed', errcode } },
    );
  }

  /** What they tell of will not be: under this key, or under it and a colon. */
  async saveWithdrawn(key: string): Promise<void> {
    const told = { state: 'waiting' as const, key: { $gte: key, $lt: `${key};` } };
    await this.reminders.updateMany(told, { $set: { state: 'withdrawn' } });
  }
}
