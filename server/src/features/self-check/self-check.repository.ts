import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { UpdateFilter, WithId } from 'mongodb';
import { AppError, isDuplicateKey } from '../../platform/errors';
import {
  afterCursor,
  allOf,
  appendOnce,
  daysWithin,
  insertNew,
  MongoService,
  OP_INDEX,
  stepOnce,
} from '../../platform/mongo';
import { scopeFilter, withinUnit, type Scope } from '../../platform/policy';
import {
  correctionCollection,
  selfCheckCollection,
  type CorrectionDocument,
  type CorrectionEvent,
  type SelfCheckDocument,
} from './self-check.collection';

const FIELDS = { person: 'actorId', unit: 'unitPath' } as const;

export interface Whose {
  personId?: string;
  unitPath?: string;
}

function narrowed({ personId, unitPath }: Whose): Record<string, unknown> {
  return {
    ...(personId ? { actorId: personId } : {}),
    ...(unitPath ? withinUnit('unitPath', unitPath) : {}),
  };
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class SelfCheckRepository {
  @Inject()
  mongo: MongoService;

  private get checks() {
    return this.mongo.collection(selfCheckCollection);
  }

  private get corrections() {
    return this.mongo.collection(correctionCollection);
  }

  /** Throws `OP_ID_REUSED` where the op, which is also the id, stands for something else. */
  async appendCheck(check: SelfCheckDocument): Promise<WithId<SelfCheckDocument>> {
    try {
      return (await appendOnce(this.checks, check)).record;
    } catch (error) {
      throw isDuplicateKey(error) ? new AppError('OP_ID_REUSED') : error;
    }
  }

  /** Whether an op was kept already: what it said was right then, whatever has changed since. */
  async countOp(actorId: string, opId: string): Promise<number> {
    return this.checks.countDocuments({ actorId, opId }, { hint: OP_INDEX.key });
  }

  /** Inserts what is not there yet: a submission that broke off half way is completed by its repeat. */
  async appendCorrections(list: CorrectionDocument[]): Promise<void> {
    await insertNew(this.corrections, list);
  }

  async listChecks(
    scope: Scope,
    query: Whose & {
      kind?: string;
      entryId?: string;
      from?: string;
      to?: string;
      cursor?: string;
      limit: number;
    },
  ): Promise<SelfCheckDocument[]> {
    const { kind, entryId, from, to } = query;
    const filter = {
      ...narrowed(query),
      ...(kind ? { kind } : {}),
      ...(entryId ? { entryId } : {}),
      ...daysWithin('day', { from, to }),
    };
    const page = afterCursor(query.cursor, [['_id', -1]]);
    return this.checks
      .find(allOf<SelfCheckDocument>(filter, page, scopeFilter(scope, FIELDS)))
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  async findCheck(scope: Scope, checkId: string): Promise<SelfCheckDocument | null> {
    const reach = scopeFilter<SelfCheckDocument>(scope, FIELDS);
    return this.checks.findOne(allOf<SelfCheckDocument>({ _id: checkId }, reach));
  }

  async countOf(personId: string): Promise<number> {
    return this.checks.countDocuments({ actorId: personId });
  }

  async listCorrectionsOf(checkId: string, personId: string): Promise<CorrectionDocument[]> {
    return this.corrections.find({ actorId: personId, checkId }).sort({ itemCode: 1 }).toArray();
  }

  async listCorrections(
    scope: Scope,
    query: Whose & { state?: string; cursor?: string; limit: number },
  ): Promise<CorrectionDocument[]> {
    const filter = { ...narrowed(query), ...(query.state ? { state: query.state } : {}) };
    const page = afterCursor(query.cursor, [
      ['dueOn', 1],
      ['_id', 1],
    ]);
    return this.corrections
      .find(allOf<CorrectionDocument>(filter, page, scopeFilter(scope, FIELDS)))
      .sort({ dueOn: 1, _id: 1 })
      .limit(query.limit + 1)
      .toArray();
  }

  async countCorrections(scope: Scope, query: Whose & { dueBefore?: string }): Promise<number> {
    const due = query.dueBefore ? { dueOn: { $lt: query.dueBefore } } : {};
    const filter = { ...narrowed(query), ...due, state: 'open' };
    return this.corrections.countDocuments(
      allOf<CorrectionDocument>(filter, scopeFilter(scope, FIELDS)),
    );
  }

  /** Open corrections of everybody by id, behind one of them. */
  async listOpenUnscoped(after: string, limit: number): Promise<WithId<CorrectionDocument>[]> {
    return this.corrections
      .find({ state: 'open', _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  /** Another last day; nothing where it was closed meanwhile. */
  async saveDue({ _id, dueOn: before }: CorrectionDocument, dueOn: string): Promise<void> {
    await this.corrections.updateOne({ _id, state: 'open', dueOn: before }, { $set: { dueOn } });
  }

  async findCorrection(scope: Scope, id: string): Promise<WithId<CorrectionDocument> | null> {
    const reach = scopeFilter<CorrectionDocument>(scope, FIELDS);
    return this.corrections.findOne(allOf<CorrectionDocument>({ _id: id }, reach));
  }

  async saveCorrection(
    found: WithId<CorrectionDocument>,
    event: CorrectionEvent,
    change: UpdateFilter<CorrectionDocument>,
  ): Promise<WithId<CorrectionDocument>> {
    return (await stepOnce(this.corrections, found, event, change)).record;
  }
}
