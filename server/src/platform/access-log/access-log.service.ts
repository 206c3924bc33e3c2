import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../clock';
import { makeId } from '../ids';
import { allOf, afterCursor, MongoService } from '../mongo';
import { accessCollection, type AccessDocument } from './access-log.collection';

export interface Reading {
  readerId: string;
  subjectId: string;
  what: string;
  recordId?: string | null;
}

/** Who looked at whose data, when. Looking at one's own is nobody's business and is not kept. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class AccessLog {
  @Inject()
  mongo: MongoService;

  private get readings() {
    return this.mongo.collection(accessCollection);
  }

  async append(reading: Reading): Promise<void> {
    await this.appendAll([reading]);
  }

  /** The same for many subjects, in one write. */
  async appendAll(readings: readonly Reading[]): Promise<void> {
    const at = nowDate();
    const rows = readings
      .filter((reading) => reading.readerId !== reading.subjectId)
      .map(({ readerId, subjectId, what, recordId = null }) => ({
        _id: makeId(),
        readerId,
        subjectId,
        what,
        recordId,
        at,
        schemaVersion: 1 as const,
      }));
    if (rows.length > 0) await this.readings.insertMany(rows);
  }

  /** Who looked at one person's data, newest first, one more than the limit. */
  async listOf(subjectId: string, cursor: string | undefined, limit: number) {
    return this.readings
      .find(allOf<AccessDocument>({ subjectId }, afterCursor(cursor, [['_id', -1]])))
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  }
}
