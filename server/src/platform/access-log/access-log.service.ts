import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../clock';
import { makeId } from '../ids';
import { JournalService, streamRange } from '../journal';
import { allOf, afterCursor, MongoService } from '../mongo';
import { accessJournal, type AccessDocument } from './access-log.collection';

export interface Reading {
  readerId: string;
  subjectId: string;
  what: string;
  recordId?: string | null;
}

/**
 * Who looked at whose data, when. Looking at one's own is nobody's business and is not kept, except of
 * evidence: who had its original is known whoever it was.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class AccessLog {
  @Inject()
  mongo: MongoService;

  @Inject()
  journals: JournalService;

  private get readings() {
    return this.mongo.collection(accessJournal.collection);
  }

  /** Done once it is durable: what is read is handed over afterwards. */
  async append(reading: Reading): Promise<void> {
    await this.appendAll([reading]);
  }

  /** The same for many subjects. */
  async appendAll(readings: readonly Reading[]): Promise<void> {
    await this.keep(readings.filter((reading) => reading.readerId !== reading.subjectId));
  }

  /** A reading of evidence, by its own uploader too. */
  async appendEvidence(reading: Reading): Promise<void> {
    await this.keep([reading]);
  }

  private async keep(readings: readonly Reading[]): Promise<void> {
    const at = nowDate();
    await Promise.all(
      readings.map(({ readerId, subjectId, what, recordId = null }) =>
        this.journals.append(accessJournal, {
          readingId: makeId(),
          readerId,
          subjectId,
          what,
          recordId,
          at,
          schemaVersion: 1,
        }),
      ),
    );
  }

  /** That somebody opened a record of these people; of one's own records nothing is kept. */
  async opened(
    readerId: string,
    subjectIds: readonly string[],
    what: string,
    recordId: string,
  ): Promise<void> {
    // Whoever took part in it reads what is their own, too.
    if (subjectIds.includes(readerId)) return;
    await this.appendAll(subjectIds.map((subjectId) => ({ readerId, subjectId, what, recordId })));
  }

  /** Who else looked at one person's data, newest first, one more than the limit. */
  async listOf(subjectId: string, cursor: string | undefined, limit: number) {
    const others = { _id: streamRange(subjectId), readerId: { $ne: subjectId } };
    return this.readings
      .find(allOf<AccessDocument>(others, afterCursor(cursor, [['_id', -1]])))
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  }
}
