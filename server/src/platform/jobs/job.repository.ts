import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { isDuplicateKey } from '../errors';
import { MongoService } from '../mongo';
import { jobCollection, type JobDocument } from './job.collection';

@Provide()
@Scope(ScopeEnum.Singleton)
export class JobRepository {
  @Inject()
  mongo: MongoService;

  private get jobs() {
    return this.mongo.collection(jobCollection);
  }

  /** Makes the job's row if it has none. */
  async insert(name: string, dueAt: Date): Promise<void> {
    const row: JobDocument = {
      _id: name,
      dueAt,
      leaseUntil: new Date(0),
      fence: 0,
      lastRunAt: null,
      lastOutcome: null,
    };
    try {
      await this.jobs.insertOne(row);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Leases a due job to this process; null where it is not due or somebody else runs it. */
  async save(name: string, at: Date, leaseUntil: Date): Promise<JobDocument | null> {
    return this.jobs.findOneAndUpdate(
      { _id: name, dueAt: { $lte: at }, leaseUntil: { $lte: at } },
      { $set: { leaseUntil }, $inc: { fence: 1 } },
      { returnDocument: 'after' },
    );
  }

  /** Ends a lease, unless another process has taken the job over meanwhile. */
  async saveOutcome(
    name: string,
    fence: number,
    outcome: { dueAt: Date; lastRunAt: Date; lastOutcome: 'ok' | 'failed' },
  ): Promise<boolean> {
    const saved = await this.jobs.updateOne(
      { _id: name, fence },
      { $set: { ...outcome, leaseUntil: new Date(0) } },
    );
    return saved.matchedCount === 1;
  }
}
