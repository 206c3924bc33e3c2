import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { CheckPicture, SpotCheckState } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AppError, isDuplicateKey } from '../../platform/errors';
import {
  afterCursor,
  allOf,
  appendOnce,
  daysWithin,
  findInChunks,
  MongoService,
  type OpFields,
  stepOnce,
} from '../../platform/mongo';
import { scopeFilter, withinUnit, type Scope } from '../../platform/policy';
import {
  CHECK_ROW,
  checkCollection,
  type CheckDocument,
  type CheckEvent,
  type CheckRow,
} from './spot-check.collection';

export interface CheckQuery {
  view: 'inspecting' | 'checked' | 'unit';
  status?: 'open' | 'sealed' | 'called_off';
  from?: string;
  to?: string;
  unitPath?: string;
  personId?: string;
  cursor?: string;
  limit: number;
}

type Part = Record<string, unknown>;

/** Checks that somebody makes or planned, in whatever state. */
function made(personId: string | undefined): Part {
  return personId === undefined
    ? { _id: { $in: [] } }
    : { $or: [{ inspectorIds: personId }, { actorId: personId }] };
}

/** Checks that others made in somebody's place, beside which is kept what their phone sent after the end. */
function cameLate(personId: string | undefined): Part {
  return personId === undefined
    ? { _id: { $in: [] } }
    : {
        formerInspectorIds: personId,
        events: { $elemMatch: { actorId: personId, late: { $exists: true } } },
      };
}

/** Whom a check is about: those checked, and those of whom something came after the seal. */
const ABOUT = ['persons.personId', 'latePersonIds'];

/** Sealed checks of oneself or of units one answers for: before the seal nobody there knows. */
function sealed(scope: Scope): Part {
  const fields = { person: ABOUT, unit: 'squadronPath' };
  return allOf({ sealed: true }, scopeFilter<CheckDocument>(scope, fields));
}

/**
 * Checks of oneself that were called off on site: what was scored is held on those checked, and they knew of the
 * visit. Of a plan, or a covert one, nobody knows: the same draw may yet lead there.
 */
function calledOff({ personId }: Scope): Part {
  return allOf(
    { state: 'called_off', covert: false, startedAt: { $ne: null } },
    scopeFilter<CheckDocument>({ personId }, { person: ABOUT }),
  );
}

const STATUS: Record<NonNullable<CheckQuery['status']>, Part> = {
  open: { sealed: false, state: { $ne: 'called_off' } },
  sealed: { sealed: true },
  called_off: { state: 'called_off' },
};

@Provide()
@DiScope(ScopeEnum.Singleton)
export class SpotCheckRepository {
  @Inject()
  mongo: MongoService;

  private get checks() {
    return this.mongo.collection(checkCollection);
  }

  async append(check: CheckDocument): Promise<WithId<CheckDocument>> {
    try {
      return (await appendOnce(this.checks, check)).record;
    } catch (error) {
      // The check's own id was used by somebody else's op.
      if (isDuplicateKey(error)) throw new AppError('OP_ID_REUSED');
      throw error;
    }
  }

  /** The check that an op already made; throws `OP_ID_REUSED` if it asked for something else. */
  async findOp({ actorId, opId, opHash }: OpFields): Promise<WithId<CheckDocument> | null> {
    const found = await this.checks.findOne({ actorId, opId });
    if (found && found.opHash !== opHash) throw new AppError('OP_ID_REUSED');
    return found;
  }

  private async findOne(...parts: Part[]): Promise<WithId<CheckDocument> | null> {
    return this.checks.findOne(allOf<CheckDocument>(...parts));
  }

  async find(scope: Scope, checkId: string): Promise<WithId<CheckDocument> | null> {
    const { personId } = scope;
    const ways = [made(personId), cameLate(personId), sealed(scope), calledOff(scope)];
    return this.findOne({ _id: checkId }, { $or: ways });
  }

  /** For its inspectors' own writing, those included who were replaced and may not have heard of it. */
  async findInspected(scope: Scope, checkId: string): Promise<WithId<CheckDocument> | null> {
    const person = ['inspectorIds', 'formerInspectorIds'];
    return this.findOne({ _id: checkId }, scopeFilter(scope, { person }));
  }

  /** For those who may call it off: who makes it, who planned it, who plans in its unit. */
  async findToCallOff(scope: Scope, checkId: string): Promise<WithId<CheckDocument> | null> {
    const fields = { person: ['inspectorIds', 'actorId'], unit: 'squadronPath' };
    return this.findOne({ _id: checkId }, scopeFilter(scope, fields));
  }

  /** For those who may send others to it; whoever did so with this op has its answer, also where they go no more. */
  async findToReassign(
    scope: Scope,
    checkId: string,
    { actorId, opId }: Pick<OpFields, 'actorId' | 'opId'>,
  ): Promise<WithId<CheckDocument> | null> {
    const found = await this.findToCallOff(scope, checkId);
    return found ?? this.findOne({ _id: checkId, events: { $elemMatch: { actorId, opId } } });
  }

  /** A check that is not sealed, for those who plan them. */
  async findPlanned(scope: Scope, checkId: string): Promise<WithId<CheckDocument> | null> {
    const reach = scopeFilter<CheckDocument>(scope, { unit: 'squadronPath' });
    return this.findOne({ _id: checkId, sealed: false }, reach);
  }

  /** A sealed check of the person. */
  async findOfPerson(scope: Scope, checkId: string): Promise<WithId<CheckDocument> | null> {
    const reach = scopeFilter<CheckDocument>(scope, { person: 'persons.personId' });
    return this.findOne({ _id: checkId, sealed: true }, reach);
  }

  /** A sealed check, for those who may settle what is held against it: who made it, and the office. */
  async findToSettle(scope: Scope, checkId: string): Promise<WithId<CheckDocument> | null> {
    const fields = { person: 'inspectorIds', unit: 'squadronPath' };
    return this.findOne({ _id: checkId, sealed: true }, scopeFilter(scope, fields));
  }

  /** For the service's own deriving: nobody's scope applies. */
  async findUnscoped(checkId: string): Promise<WithId<CheckDocument> | null> {
    return this.checks.findOne({ _id: checkId });
  }

  async list(scope: Scope, query: CheckQuery): Promise<CheckRow[]> {
    const { personId, unitPaths } = scope;
    const views: Record<CheckQuery['view'], Part> = {
      inspecting: made(personId),
      checked: sealed({ personId }),
      unit: sealed({ unitPaths }),
    };
    const parts: Part[] = [views[query.view], afterCursor(query.cursor, [['_id', -1]])];
    if (query.status) parts.push(STATUS[query.status]);
    parts.push(daysWithin('day', query));
    if (query.unitPath) parts.push(withinUnit('squadronPath', query.unitPath));
    // Of a check of oneself one is not told who else was checked.
    if (query.personId && query.view !== 'checked')
      parts.push({ 'persons.personId': query.personId });
    return this.checks
      .find(allOf<CheckDocument>(...parts), { projection: CHECK_ROW })
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  /** For the service itself: the results of checks that somebody reaches. */
  async listResultsUnscoped(
    ids: readonly string[],
  ): Promise<Pick<CheckDocument, '_id' | 'results'>[]> {
    return findInChunks(ids, (chunk) =>
      this.checks.find({ _id: { $in: chunk } }, { projection: { results: 1 } }).toArray(),
    );
  }

  /** Sealed checks of a person, and those called off on site: what is held on them. */
  async countOf(personId: string): Promise<number> {
    const held = [sealed({ personId }), calledOff({ personId })];
    return this.checks.countDocuments({ $or: held });
  }

  async saveStep(
    check: WithId<CheckDocument>,
    event: CheckEvent,
    change: Partial<CheckDocument>,
  ): Promise<WithId<CheckDocument>> {
    return (await stepOnce(this.checks, check, event, { $set: change })).record;
  }

  /** Sealed checks from which not everything has followed yet, oldest first. */
  async listUnderived(limit: number): Promise<string[]> {
    const rows = await this.checks
      .find({ sealed: true, derivedAt: null }, { projection: { _id: 1 } })
      .sort({ sealedAt: 1 })
      .limit(limit)
      .toArray();
    return rows.map((row) => row._id);
  }

  /** Checks that were called off and from which not everything has followed yet. */
  async listCallOffsDue(limit: number): Promise<string[]> {
    const rows = await this.checks
      .find({ callOffDue: true }, { projection: { _id: 1 } })
      .limit(limit)
      .toArray();
    return rows.map((row) => row._id);
  }

  async saveCallOffDone(checkId: string): Promise<void> {
    await this.checks.updateOne({ _id: checkId }, { $unset: { callOffDue: '' } });
  }

  /** Sealed checks whose pictures are to be looked for, the longest due first. */
  async listPicturesDue(at: Date, limit: number): Promise<CheckDocument[]> {
    return this.checks
      .find({ sealed: true, picturesDueAt: { $lte: at } }, { projection: { events: 0 } })
      .sort({ picturesDueAt: 1 })
      .limit(limit)
      .toArray();
  }

  /** Notes what a look found missing, and when to look again; nothing else in the check changes. */
  async savePictures(
    checkId: string,
    missingPictures: CheckPicture[],
    picturesDueAt: Date | null,
  ): Promise<void> {
    await this.checks.updateOne({ _id: checkId }, { $set: { missingPictures, picturesDueAt } });
  }

  /** Notes that everything followed, unless the check changed meanwhile (an answer came). */
  async saveDerived(check: WithId<CheckDocument>, state: SpotCheckState, at: Date): Promise<void> {
    await this.checks.updateOne(
      { _id: check._id, version: check.version },
      { $set: { derivedAt: at, state } },
    );
  }
}
