import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AppealState } from '@qiangji/shared-types';
import type { UpdateFilter, WithId } from 'mongodb';
import {
  afterCursor,
  allOf,
  appendOnce,
  countBy,
  groupedLists,
  MongoService,
  stepOnce,
} from '../../platform/mongo';
import type { RecordEvent } from '../../platform/mongo';
import { reachedOf, scopeFilter, type Scope } from '../../platform/policy';
import { appealCollection, type AppealDocument } from './marking.collection';

const FIELDS = { person: 'personId', unit: 'unitPath' };

@Provide()
@DiScope(ScopeEnum.Singleton)
export class AppealRepository {
  @Inject()
  mongo: MongoService;

  /** A whole bureau looks at its results when they are released: those of one moment are read together. */
  private readonly readOfAttempt = groupedLists<WithId<AppealDocument>>(
    (attemptIds) => this.appeals.find({ attemptId: { $in: attemptIds } }).toArray(),
    ({ attemptId }) => attemptId,
  );

  private get appeals() {
    return this.mongo.collection(appealCollection);
  }

  async append(appeal: AppealDocument): Promise<WithId<AppealDocument>> {
    return (await appendOnce(this.appeals, appeal)).record;
  }

  async find(scope: Scope, appealId: string): Promise<WithId<AppealDocument> | null> {
    const reach = scopeFilter<AppealDocument>(scope, FIELDS);
    return this.appeals.findOne(allOf<AppealDocument>({ _id: appealId }, reach));
  }

  async listOfAttempt(scope: Scope, attemptId: string): Promise<AppealDocument[]> {
    return reachedOf(scope, await this.readOfAttempt(attemptId));
  }

  /** Oldest first, one more than the limit. */
  async list(
    scope: Scope,
    examId: string,
    query: { state?: AppealState; cursor?: string; limit: number },
  ): Promise<AppealDocument[]> {
    const parts = [
      { examId },
      scopeFilter<AppealDocument>(scope, FIELDS),
      query.state ? { state: query.state } : {},
      afterCursor(query.cursor, [['_id', 1]]),
    ];
    return this.appeals
      .find(allOf<AppealDocument>(...parts))
      .sort({ _id: 1 })
      .limit(query.limit + 1)
      .toArray();
  }

  /** How many wait for an answer, by exam: of all within reach, or of some. */
  async countOpenByExam(scope: Scope, examIds?: readonly string[]): Promise<Map<string, number>> {
    const reach = scopeFilter<AppealDocument>(scope, FIELDS);
    const some = examIds ? { examId: { $in: [...examIds] } } : {};
    return countBy(this.appeals, 'examId', allOf<AppealDocument>({ state: 'open' }, some, reach));
  }

  async saveStep(
    found: WithId<AppealDocument>,
    event: RecordEvent,
    change: UpdateFilter<AppealDocument>,
  ): Promise<WithId<AppealDocument>> {
    return (await stepOnce(this.appeals, found, event, change)).record;
  }

  async countOf(personId: string): Promise<number> {
    return this.appeals.countDocuments({ personId });
  }
}
