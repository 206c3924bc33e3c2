import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  allOf,
  afterCursor,
  appendOnce,
  findInChunks,
  insertNew,
  MongoService,
} from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  noticeCollection,
  noticeReadCollection,
  type NoticeDocument,
  type NoticeReadDocument,
} from './notice.collection';

const FIELDS = { person: 'personId' } as const;

/** Of the indexes that begin with the person, the one that tells read from unread. */
const BY_READING = { personId: 1, readAt: 1 } as const;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class NoticeRepository {
  @Inject()
  mongo: MongoService;

  private get notices() {
    return this.mongo.collection(noticeCollection);
  }

  private get reads() {
    return this.mongo.collection(noticeReadCollection);
  }

  /** Inserts what is not there yet. */
  async append(notices: NoticeDocument[]): Promise<void> {
    await insertNew(this.notices, notices);
  }

  async list(scope: Scope, cursor: string | undefined, limit: number): Promise<NoticeDocument[]> {
    const reach = scopeFilter<NoticeDocument>(scope, FIELDS);
    return this.notices
      .find(allOf<NoticeDocument>(reach, afterCursor(cursor, [['_id', -1]])))
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  }

  /** Who of these people has an unread notice whose key begins so. */
  async listUnreadOf(personIds: readonly string[], alike: string): Promise<Set<string>> {
    const rows = await findInChunks(personIds, (chunk) =>
      this.notices
        .find(
          {
            personId: { $in: chunk },
            readAt: null,
            key: { $gte: alike, $lt: `${alike}\uffff` },
          },
          { projection: { personId: 1 } },
        )
        .toArray(),
    );
    return new Set(rows.map(({ personId }) => personId));
  }

  /** Who of these people was told that. */
  async listToldOf(personIds: readonly string[], key: string): Promise<Set<string>> {
    const projection = { _id: 0, personId: 1 };
    const rows = await findInChunks(personIds, (chunk) =>
      this.notices.find({ personId: { $in: chunk }, key }, { projection }).toArray(),
    );
    return new Set(rows.map(({ personId }) => personId));
  }

  async countOf(personId: string): Promise<number> {
    return this.notices.countDocuments({ personId }, { hint: BY_READING });
  }

  async countUnread(scope: Scope): Promise<number> {
    const reach = scopeFilter<NoticeDocument>(scope, FIELDS);
    const unread = allOf<NoticeDocument>(reach, { readAt: null });
    return this.notices.countDocuments(unread, { hint: BY_READING });
  }

  async countWithin(scope: Scope, ids: readonly string[]): Promise<number> {
    const reach = scopeFilter<NoticeDocument>(scope, FIELDS);
    return this.notices.countDocuments(allOf<NoticeDocument>(reach, { _id: { $in: [...ids] } }));
  }

  async appendRead(read: NoticeReadDocument): Promise<void> {
    await appendOnce(this.reads, read);
  }

  /** The first reading counts. */
  async saveRead(scope: Scope, ids: readonly string[], readAt: Date): Promise<void> {
    const reach = scopeFilter<NoticeDocument>(scope, FIELDS);
    await this.notices.updateMany(
      allOf<NoticeDocument>(reach, { _id: { $in: [...ids] }, readAt: null }),
      { $set: { readAt } },
    );
  }
}
