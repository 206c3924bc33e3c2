import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Finding, Page } from '@qiangji/shared-types';
import type { Call } from '../../platform/http';
import { toPage } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { TopicService } from '../standard';
import { CheckDirectory } from './directory';
import {
  FindingRepository,
  type FindingQuery,
  type PersonDayCount,
  type Range,
  type SquadronWeekCount,
} from './finding.repository';
import type { FindingDocument } from './spot-check.collection';
import { presentFinding } from './spot-check.presenter';

/** Findings and their sums, for the pages and for what stands above (review, report). */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class FindingService {
  @Inject()
  repository: FindingRepository;

  @Inject()
  directory: CheckDirectory;

  @Inject()
  topics: TopicService;

  async listPage(query: FindingQuery, call: Pick<Call, 'actor' | 'scope'>): Promise<Page<Finding>> {
    const rows = await this.repository.list(call.scope, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const [names, topics] = await Promise.all([
      this.directory.names(page.items.flatMap((row) => row.personIds)),
      this.topics.byCode(),
    ]);
    const items = page.items.map((row) =>
      presentFinding(row, names, topics.get(row.topic)?.name ?? row.topic, call),
    );
    return { items, nextCursor: page.nextCursor };
  }

  /**
   * Findings within a scope, newest first, at most 1,000. Disputed ones are marked by `disputedBy`; what was
   * taken back is not among them.
   */
  async listFindings(scope: Scope, range: Range): Promise<FindingDocument[]> {
    return this.repository.list(scope, { ...range, standing: true, limit: 1_000 });
  }

  /** Items checked and passed for each person and day; disputed results stay out. */
  async countsByPersonDay(scope: Scope, range: Range): Promise<PersonDayCount[]> {
    return this.repository.countByPersonDay(scope, range);
  }

  /** The same for each squadron and week, team items included: 合格项率 with its n. */
  async countsBySquadronWeek(scope: Scope, range: Range): Promise<SquadronWeekCount[]> {
    return this.repository.countBySquadronWeek(scope, range);
  }
}
