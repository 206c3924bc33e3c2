import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { eachChunk, findInChunks, MongoService } from '../../platform/mongo';
import { unmadeCollection, type UnmadeDocument } from './unmade.collection';

interface Expected {
  examId: string;
  attemptId: string;
  /** Names whoever is at it. */
  by: string;
  dueAt: Date;
}

@Provide()
@Scope(ScopeEnum.Singleton)
export class UnmadeRepository {
  @Inject()
  mongo: MongoService;

  private get unmade() {
    return this.mongo.collection(unmadeCollection);
  }

  async find(attemptId: string): Promise<UnmadeDocument | null> {
    return this.unmade.findOne({ _id: attemptId });
  }

  /** But for whether it is waited for: a keeper may have a word on that meanwhile. */
  async save({ _id, ...fields }: Omit<UnmadeDocument, 'leftOut' | 'atIt'>): Promise<void> {
    await this.unmade.updateOne({ _id }, { $set: fields }, { upsert: true });
  }

  /** Somebody is at it; one that is there already stays otherwise as it is. */
  async saveExpected({ examId, attemptId, by, dueAt }: Expected): Promise<void> {
    const fresh = { examId, over: true, tries: 0, dueAt, schemaVersion: 1 as const };
    await this.unmade.updateOne(
      { _id: attemptId },
      { $setOnInsert: fresh, $push: { atIt: by } },
      { upsert: true },
    );
  }

  /** They are at it no more; where nothing went wrong and nobody else is, it is over. */
  async removeExpected(attemptId: string, by: string): Promise<void> {
    await this.unmade.updateOne({ _id: attemptId }, { $pull: { atIt: by } });
    await this.unmade.deleteOne({ _id: attemptId, tries: 0, atIt: { $size: 0 } });
  }

  /** As they were found: one that somebody has come to since stays. */
  async removeDone(found: readonly UnmadeDocument[]): Promise<void> {
    for (const { _id, atIt } of found) {
      await this.unmade.deleteOne({ _id, atIt: atIt ?? { $exists: false } });
    }
  }

  /** Those whose time to be tried again has come. */
  async listDue(at: Date): Promise<UnmadeDocument[]> {
    return this.unmade.find({ dueAt: { $lte: at } }).toArray();
  }

  /** Which of some attempts are among them. */
  async listOf(attemptIds: readonly string[]): Promise<Set<string>> {
    const rows = await findInChunks(attemptIds, (chunk) =>
      this.unmade.find({ _id: { $in: chunk } }, { projection: { _id: 1 } }).toArray(),
    );
    return new Set(rows.map((one) => one._id));
  }

  /** Those of an exam that could not be made and that it waits for. */
  async idsOf(examId: string): Promise<string[]> {
    const waiting = { examId, leftOut: { $ne: true as const }, tries: { $gt: 0 } };
    const rows = await this.unmade.find(waiting, { projection: { _id: 1 } }).toArray();
    return rows.map((one) => one._id);
  }

  async countOf(examId: string): Promise<number> {
    return this.unmade.countDocuments({ examId, leftOut: { $ne: true } });
  }

  /** Their exam waits for them no longer. */
  async leaveOut(attemptIds: readonly string[]): Promise<void> {
    await eachChunk(attemptIds, (chunk) =>
      this.unmade.updateMany({ _id: { $in: chunk } }, { $set: { leftOut: true } }),
    );
  }
}
