import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Filter, WithId } from 'mongodb';
import {
  afterCursor,
  allOf,
  findInChunks,
  groupedOfPeople,
  MongoService,
} from '../../platform/mongo';
import { reachedOf, scopeFilter, type Scope } from '../../platform/policy';
import { attemptCollection, BY_EXAMINEE, type AttemptDocument } from './attempt.collection';
import { ATTEMPT_ROW, type AttemptRow } from './attempt.repository';
import type { SetAside } from './exam.rules';

const FIELDS = { person: 'personId', unit: 'unitPath' };

/** Attempts as those read them who mark, count and show results. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ResultRepository {
  @Inject()
  mongo: MongoService;

  /** A whole bureau looks at its results when they are released: those of one moment are read together. */
  private readonly readOwn = groupedOfPeople<AttemptDocument>(
    (examId, personIds) =>
      this.attempts.find({ personId: { $in: personIds }, examId }, { hint: BY_EXAMINEE }).toArray(),
    ({ personId }) => personId,
  );

  private get attempts() {
    return this.mongo.collection(attemptCollection);
  }

  /** One person's attempts at one exam, within reach. */
  async listOfPerson(scope: Scope, personId: string, examId: string): Promise<AttemptDocument[]> {
    return reachedOf(scope, await this.readOwn(examId, personId));
  }

  async find(scope: Scope, attemptId: string): Promise<WithId<AttemptDocument> | null> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    return this.attempts.findOne(allOf<AttemptDocument>({ _id: attemptId }, reach));
  }

  async listByIds(scope: Scope, attemptIds: readonly string[]): Promise<AttemptDocument[]> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    return findInChunks(attemptIds, (chunk) =>
      this.attempts.find(allOf<AttemptDocument>({ _id: { $in: chunk } }, reach)).toArray(),
    );
  }

  /** Attempts in which something was noticed, one more than the limit. */
  async listFlagged(
    scope: Scope,
    examId: string,
    query: { cursor?: string; limit: number },
  ): Promise<AttemptRow[]> {
    const noticed = {
      $or: [{ leaves: { $gt: 0 } }, { devices: { $gt: 1 } }, { late: { $gt: 0 } }],
    };
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    const page = afterCursor(query.cursor, [['_id', 1]]);
    return this.attempts
      .find(allOf<AttemptDocument>({ examId }, reach, page, noticed), {
        projection: ATTEMPT_ROW,
      })
      .sort({ _id: 1 })
      .limit(query.limit + 1)
      .toArray();
  }

  /** For the service itself: attempts to which nothing can happen any more, after one of them. */
  async listFinal(
    examId: string,
    more: {
      after: string;
      limit: number;
      aside: SetAside;
      toMark?: true;
      code?: string;
      gradedFrom?: Date;
      /** Of these people alone. */
      people?: readonly string[];
    },
  ): Promise<AttemptDocument[]> {
    const parts = [
      counting(more.aside),
      { examId, final: true, _id: { $gt: more.after } },
      more.toMark ? { toMark: { $gt: 0 } } : {},
      more.code === undefined ? {} : { 'grades.code': more.code },
      more.gradedFrom === undefined ? {} : { gradedAt: { $gte: more.gradedFrom } },
      more.people === undefined ? {} : { personId: { $in: [...more.people] } },
    ];
    return this.attempts
      .find(allOf<AttemptDocument>(...parts))
      .sort({ _id: 1 })
      .limit(more.limit)
      .toArray();
  }

  /** Answers that the machine could not judge, of attempts to which nothing can happen any more; without some people's. */
  async countToMark(examId: string, except: readonly string[]): Promise<number> {
    const waiting = { examId, final: true, toMark: { $gt: 0 }, personId: { $nin: [...except] } };
    const [all] = await this.attempts
      .aggregate<{ toMark: number }>([
        { $match: waiting },
        { $group: { _id: null, toMark: { $sum: '$toMark' } } },
      ])
      .toArray();
    return all?.toMark ?? 0;
  }
}

/** Of an exam's attempts those that count: nobody marks or is told of one that was set aside. */
function counting(aside: SetAside): Filter<AttemptDocument> {
  if (aside.size === 0) return {};
  return { $nor: [...aside].map(([personId, no]) => ({ personId, no: { $lte: no } })) };
}
