import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Filter } from 'mongodb';
import { allOf, appendOnce, findInChunks, MongoService } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { flagNoteCollection, type FlagNoteDocument } from './result.collection';

@Provide()
@DiScope(ScopeEnum.Singleton)
export class FlagRepository {
  @Inject()
  mongo: MongoService;

  private get notes() {
    return this.mongo.collection(flagNoteCollection);
  }

  async append(note: FlagNoteDocument): Promise<FlagNoteDocument> {
    return (await appendOnce(this.notes, note)).record;
  }

  /** Of some attempts, oldest first. */
  async listOf(scope: Scope, attemptIds: readonly string[]): Promise<FlagNoteDocument[]> {
    return this.listWithin(attemptIds, scopeFilter<FlagNoteDocument>(scope, { unit: 'unitPath' }));
  }

  /** Of attempts that are their reader's own, oldest first. */
  async listOwn(attemptIds: readonly string[]): Promise<FlagNoteDocument[]> {
    return this.listWithin(attemptIds, {});
  }

  private async listWithin(attemptIds: readonly string[], reach: Filter<FlagNoteDocument>) {
    const found = await findInChunks(attemptIds, (chunk) =>
      this.notes.find(allOf<FlagNoteDocument>({ attemptId: { $in: chunk } }, reach)).toArray(),
    );
    return found.sort((a, b) => (a._id < b._id ? -1 : 1));
  }
}
