import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { eachChunk, findInChunks, insertNew, MongoService } from '../../platform/mongo';
import { unmadeCollection, type UnmadeDocument } from './unmade.collection';

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
  async save({ _id, ...fields }: Omit<UnmadeDocument, 'leftOut'>): Promise<void> {
    await this.unmade.updateOne({ _id }, { $set: fields }, { upsert: true });
  }

  /** Those that are there already stay as they are. */
  async insertExpected(examId: string, ids: readonly string[], dueAt: Date): Promise<void> {
    const fresh = { examId, over: true, tries: 0, dueAt, schemaVersion: 1 as const };
    await insertNew(
      this.unmade,
      ids.map((_id): UnmadeDocument => ({ _id, ...fresh })),
    );
  }

  /** Nothing went wrong with them. */
  async removeExpected(attemptIds: readonly string[]): Promise<void> {
    await eachChunk(attemptIds, (chunk) =>
      this.unmade.deleteMany({ _id: { $in: chunk }, tries: 0 }),
    );
  }

  async remove(attemptIds: readonly string[]): Promise<void> {
    await eachChunk(attemptIds, (chunk) => this.unmade.deleteMany({ _id: { $in: chunk } }));
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
