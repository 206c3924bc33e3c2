import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { UpdateFilter, WithId } from 'mongodb';
import { AppError, isDuplicateKey } from '../../platform/errors';
import {
  afterCursor,
  allOf,
  appendOnce,
  countNaming,
  findInChunks,
  MongoService,
  onlyFields,
  stepOnce,
} from '../../platform/mongo';
import { isReached, scopeFilter, type Scope } from '../../platform/policy';
import {
  entryCollection,
  type EntryDocument,
  type EntryEvent,
  type LatePart,
} from './duty-log.collection';

type Found = WithId<EntryDocument>;

/** Those whose name stands under an act of enforcement. */
const NAMED = { person: ['officerIds', 'takenOverBy'] };

/** What tells whether a log is unusual: no words and no pictures, since many logs are looked at. */
const OF_LOOKING = [
  'shiftId',
  'catalogueVersion',
  'at',
  'incident',
  'enforcement',
  'recorderSkipReason',
  'state',
  'clockDoubt',
  'place',
  'late',
] as const;
/** What is counted of entries. */
const OF_COUNTS = ['shiftId', 'enforcement', 'incident'] as const;

/** Of what happened to it only what came late. */
export type EntryPart = Pick<EntryDocument, (typeof OF_LOOKING)[number]> & {
  events: Pick<EntryDocument['events'][number], 'late'>[];
};

export interface EntryCounts {
  entries: number;
  enforcement: number;
  incidents: number;
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class EntryRepository {
  @Inject()
  mongo: MongoService;

  private get entries() {
    return this.mongo.collection(entryCollection);
  }

  /** Throws `OP_ID_REUSED` where the op or the id stands for something else. */
  async append(entry: EntryDocument): Promise<{ record: Found; repeated: boolean }> {
    try {
      return await appendOnce(this.entries, entry);
    } catch (error) {
      throw isDuplicateKey(error) ? new AppError('OP_ID_REUSED') : error;
    }
  }

  /** Entries of shifts that the caller has found within the actor's reach; by time within a shift. */
  async listOfShifts(shiftIds: readonly string[]): Promise<EntryDocument[]> {
    return findInChunks(shiftIds, (chunk) =>
      this.entries
        .find({ shiftId: { $in: chunk } })
        .sort({ at: 1 })
        .toArray(),
    );
  }

  /** As much of the entries of these shifts as says what is unusual; by time within a shift. */
  async listPartsOfShifts(shiftIds: readonly string[]): Promise<EntryPart[]> {
    const projection = { ...onlyFields(OF_LOOKING), 'events.late': 1, _id: 0 };
    return findInChunks(shiftIds, (chunk) =>
      this.entries
        .find<EntryPart>({ shiftId: { $in: chunk } }, { projection })
        .sort({ at: 1 })
        .toArray(),
    );
  }

  /** Entries of shifts that the caller has found within the actor's reach, whose matter nobody has settled. */
  async listOpenOfShifts(shiftIds: readonly string[]): Promise<EntryDocument[]> {
    return findInChunks(shiftIds, (chunk) =>
      this.entries.find({ shiftId: { $in: chunk }, matter: 'open' }).toArray(),
    );
  }

  /** Incidents of these shifts that happened in [from, to], with no more than whose shift it was. */
  async listIncidentsWithin(
    shiftIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<Pick<EntryDocument, 'shiftId'>[]> {
    return findInChunks(shiftIds, (chunk) =>
      this.entries
        .find(
          { shiftId: { $in: chunk }, incident: true, at: { $gte: from, $lte: to } },
          { projection: { _id: 0, shiftId: 1 } },
        )
        .toArray(),
    );
  }

  /** Of shifts without any entry nothing is told. Counted here: a database groups dearer than it reads. */
  async countOfShifts(shiftIds: readonly string[]): Promise<Map<string, EntryCounts>> {
    const entries = await findInChunks(shiftIds, (chunk) =>
      this.entries
        .find<Pick<EntryDocument, (typeof OF_COUNTS)[number]>>(
          { shiftId: { $in: chunk } },
          { projection: { ...onlyFields(OF_COUNTS), _id: 0 } },
        )
        .toArray(),
    );
    const counts = new Map<string, EntryCounts>();
    for (const { shiftId, enforcement, incident } of entries) {
      const one = counts.get(shiftId) ?? { entries: 0, enforcement: 0, incidents: 0 };
      one.entries += 1;
      if (enforcement) one.enforcement += 1;
      if (incident) one.incidents += 1;
      counts.set(shiftId, one);
    }
    return counts;
  }

  /** An entry by its id alone: whoever asks must be able to reach its shift. */
  async findUnscoped(entryId: string): Promise<Found | null> {
    return this.entries.findOne({ _id: entryId });
  }

  /** An entry that names somebody as one of its officers, or that they took over, whoever's shift it was. */
  async findNamed({ personId }: Scope, entryId: string): Promise<Found | null> {
    // By the id alone: a database may read the whole log for an id beside an either-or.
    const found = await this.entries.findOne({ _id: entryId });
    if (!found || personId === undefined) return null;
    const named = [...found.officerIds, found.takenOverBy];
    return named.includes(personId) ? found : null;
  }

  /** Drafts of one unit that wait for an officer, oldest first. */
  async listDrafts(
    scope: Scope,
    query: { unitPath: string; cursor?: string; limit: number },
  ): Promise<EntryDocument[]> {
    const filter = { unitPath: query.unitPath, state: 'draft_for_officer' };
    const reach = scopeFilter<EntryDocument>(scope, { unit: 'unitPath' });
    return this.entries
      .find(allOf<EntryDocument>(filter, afterCursor(query.cursor, [['_id', 1]]), reach))
      .sort({ _id: 1 })
      .limit(query.limit + 1)
      .toArray();
  }

  /** A draft of one unit that waits for an officer. */
  async findDraft(scope: Scope, unitPath: string, entryId: string): Promise<Found | null> {
    // By the id alone, as above.
    const found = await this.entries.findOne({ _id: entryId });
    const waits = found?.state === 'draft_for_officer' && found.unitPath === unitPath;
    return waits && isReached(scope, { person: found.actorId, unit: found.unitPath })
      ? found
      : null;
  }

  /** How many drafts of one unit wait for an officer. */
  async countDrafts(scope: Scope, unitPath: string): Promise<number> {
    const filter = { unitPath, state: 'draft_for_officer' };
    const reach = scopeFilter<EntryDocument>(scope, { unit: 'unitPath' });
    return this.entries.countDocuments(allOf<EntryDocument>(filter, reach));
  }

  /** Entries that say something about somebody: written, taken over, or done with them. */
  async countOf(personId: string): Promise<number> {
    return countNaming(this.entries, ['actorId', ...NAMED.person], personId);
  }

  /** Marks an entry that came while its log was being read. */
  async saveLate(entryId: string, late: LatePart): Promise<void> {
    await this.entries.updateOne({ _id: entryId, late: { $exists: false } }, { $set: { late } });
  }

  async save(
    found: Found,
    event: EntryEvent,
    change: UpdateFilter<EntryDocument>,
  ): Promise<{ record: Found; repeated: boolean }> {
    return stepOnce(this.entries, found, event, change);
  }
}
