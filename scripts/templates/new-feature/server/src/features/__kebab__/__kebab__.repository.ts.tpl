import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Filter } from 'mongodb';
import { afterCursor, appendOnce, MongoService } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { __camel__EntryCollection, type __Pascal__EntryDocument } from './__kebab__.collection';

@Provide()
@DiScope(ScopeEnum.Singleton)
export class __Pascal__Repository {
  @Inject()
  mongo: MongoService;

  private get entries() {
    return this.mongo.collection(__camel__EntryCollection);
  }

  async appendEntry(entry: __Pascal__EntryDocument) {
    return appendOnce(this.entries, entry);
  }

  async listEntries(
    scope: Scope,
    { cursor, limit }: { cursor?: string; limit: number },
  ): Promise<__Pascal__EntryDocument[]> {
    const reach = scopeFilter<__Pascal__EntryDocument>(scope, { person: 'actorId' });
    return this.entries
      .find({ $and: [reach, afterCursor(cursor, [['_id', -1]])] } as Filter<__Pascal__EntryDocument>)
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  }

  async countOf(personId: string): Promise<number> {
    return this.entries.countDocuments({ actorId: personId });
  }
}
