import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { ImportState } from '@qiangji/shared-types';
import { allOf, MongoService } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { importCollection, type ImportDocument } from './import.collection';

@Provide()
@DiScope(ScopeEnum.Singleton)
export class ImportRepository {
  @Inject()
  mongo: MongoService;

  private get imports() {
    return this.mongo.collection(importCollection);
  }

  async insertImport(document: ImportDocument): Promise<void> {
    await this.imports.insertOne(document);
  }

  async findImport(scope: Scope, id: string): Promise<ImportDocument | null> {
    const reach = scopeFilter<ImportDocument>(scope, { unit: 'bureau' });
    return this.imports.findOne(allOf<ImportDocument>({ _id: id }, reach));
  }

  /**
   * Takes an import from one of the states named to another; null where it is in none of them, since
   * somebody else was first.
   */
  async saveImport(
    id: string,
    from: readonly ImportState[],
    change: Partial<ImportDocument>,
  ): Promise<ImportDocument | null> {
    return this.imports.findOneAndUpdate(
      { _id: id, state: { $in: [...from] } },
      { $set: change },
      { returnDocument: 'after' },
    );
  }

  /** Takes over a read whose process is gone; false where another one has just done so. */
  async saveTakeover(id: string, aliveAt: Date, now: Date): Promise<boolean> {
    const done = await this.imports.updateOne({ _id: id, aliveAt }, { $set: { aliveAt: now } });
    return done.modifiedCount === 1;
  }
}
