import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { eachChunk, findInChunks, MongoService } from '../../platform/mongo';
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

  async save(unmade: UnmadeDocument): Promise<void> {
    await this.unmade.replaceOne({ _id: unmade._id }, unmade, { upsert: true });
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

  /** Those of an exam that it waits for. */
  async idsOf(examId: string): Promise<string[]> {
    const waiting = { examId, leftOut: { $ne: true as const } };
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
