import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { authContract, DataAccess, HandlerInput, Page } from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { toPage } from '../../platform/mongo';
import { OrgService } from '../org';

type ReadersQuery = HandlerInput<typeof authContract.listMyReaders>['query'];

/** What a person can see of what is held on them, and of who looked. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class HoldingsService {
  @Inject()
  accessLog: AccessLog;

  @Inject()
  org: OrgService;

  async listReaders(personId: string, query: ReadersQuery): Promise<Page<DataAccess>> {
    const rows = await this.accessLog.listOf(personId, query.cursor, query.limit);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const [readers, units] = await Promise.all([
      this.org.personsById(page.items.map((row) => row.readerId)),
      this.org.unitsByPath(),
    ]);
    const items = page.items.map((row) => {
      const reader = readers.get(row.readerId);
      return {
        id: row.readingId,
        at: row.at.toISOString(),
        what: row.what,
        readerName: reader?.name ?? '已离队人员',
        readerPost: reader?.post ?? '',
        readerUnit: units.get(reader?.unitPath ?? '')?.name ?? '',
      };
    });
    return { items, nextCursor: page.nextCursor };
  }
}
