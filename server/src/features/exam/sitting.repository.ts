import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { DeferReason } from '@qiangji/shared-types';
import type { UpdateFilter, WithId } from 'mongodb';
import {
  afterCursor,
  allOf,
  countBy,
  eachChunk,
  findInChunks,
  groupedReads,
  groupedWrites,
  insertNew,
  MongoService,
  peopleOf,
  personKey,
  stepOnce,
} from '../../platform/mongo';
import { reachedOf, scopeFilter, withinUnit, type Scope } from '../../platform/policy';
import type { SittingRow } from './due.rules';
import {
  sittingCollection,
  type ExamDocument,
  type SittingDocument,
  type SittingEvent,
} from './exam.collection';

/** What tells where a person stands in an exam. */
const ROW = {
  examId: 1,
  times: 1,
  deferred: 1,
  setAside: 1,
  reachedAt: 1,
  missed: 1,
} as const satisfies Record<Exclude<keyof SittingRow, '_id'>, 1>;

const FIELDS = { person: 'personId', unit: 'unitPath' };

@Provide()
@DiScope(ScopeEnum.Singleton)
export class SittingRepository {
  @Inject()
  mongo: MongoService;

  /** A whole bureau looks, fetches and starts within a minute: those of one moment are looked up together. */
  private readonly readByKey = groupedReads<WithId<SittingDocument>>(
    (keys) => this.listByKeys(keys),
    ({ examId, personId }) => personKey(examId, personId),
  );

  /** By `<moment> <sitting>`: whoever looked in time did so, however long it takes until it is written. */
  private readonly writeReached = groupedWrites((keys) => {
    const writes = keys.map((key) => {
      const [at = '', _id = ''] = key.split(' ');
      const update = { $set: { reachedAt: new Date(Number(at)) } };
      return { updateOne: { filter: { _id, reachedAt: null }, update } };
    });
    return this.sittings.bulkWrite(writes, { ordered: false });
  });

  private get sittings() {
    return this.mongo.collection(sittingCollection);
  }

  /** Puts sittings in place; a person who has one already keeps it. */
  async insertAll(sittings: SittingDocument[]): Promise<void> {
    await insertNew(this.sittings, sittings);
  }

  /** Takes away those from before an exam was sent out that its draw does not mean. */
  async removeUndrawn(examId: string, before: Date, drawn: readonly string[]): Promise<void> {
    const old = await this.sittings
      .find(
        { examId, toldAt: { $lt: before }, events: { $size: 0 } },
        { projection: { personId: 1 } },
      )
      .toArray();
    const meant = new Set(drawn);
    const ids = old.flatMap(({ _id, personId }) => (meant.has(personId) ? [] : _id));
    await eachChunk(ids, (chunk) => this.sittings.deleteMany({ _id: { $in: chunk } }));
  }

  async countOf(personId: string): Promise<number> {
    return this.sittings.countDocuments({ personId });
  }

  async find(
    scope: Scope,
    personId: string,
    examId: string,
  ): Promise<WithId<SittingDocument> | null> {
    const found = await this.readByKey(personKey(examId, personId));
    return reachedOf(scope, found ? [found] : [])[0] ?? null;
  }

  /** For the service itself, which holds the attempt that names it. */
  async findUnscoped(personId: string, examId: string): Promise<WithId<SittingDocument> | null> {
    return this.readByKey(personKey(examId, personId));
  }

  /** Whether somebody has a window of their own that opens before that moment. */
  async hasEarlier(examId: string, before: Date): Promise<boolean> {
    const earlier = { examId, 'times.opensAt': { $lt: before } };
    return (await this.sittings.findOne(earlier, { projection: { _id: 1 } })) !== null;
  }

  /** Times of their own that those have who are to sit an exam. */
  async listTimes(examId: string): Promise<NonNullable<SittingDocument['times']>[]> {
    const rows = await this.sittings
      .find({ examId, deferred: null, times: { $ne: null } }, { projection: { times: 1 } })
      .toArray();
    return rows.flatMap(({ times }) => times ?? []);
  }

  /** The times of their own that some sittings have, by sitting. */
  async timesOf(ids: readonly string[]): Promise<Map<string, SittingDocument['times']>> {
    const rows = await findInChunks(ids, (chunk) =>
      this.sittings.find({ _id: { $in: chunk } }, { projection: { times: 1 } }).toArray(),
    );
    return new Map(rows.map((row) => [row._id, row.times]));
  }

  /** Those of some keys, each asked for by its own person. */
  private async listByKeys(keys: readonly string[]): Promise<WithId<SittingDocument>[]> {
    const lists = [...peopleOf(keys)].map(([examId, personIds]) =>
      this.sittings.find({ personId: { $in: personIds }, examId }).toArray(),
    );
    return (await Promise.all(lists)).flat();
  }

  /** A person's own, newest first, one more than the limit. */
  async listMine(
    scope: Scope,
    personId: string,
    query: { cursor?: string; limit: number },
  ): Promise<SittingDocument[]> {
    const reach = scopeFilter<SittingDocument>(scope, FIELDS);
    const page = afterCursor(query.cursor, [['_id', -1]]);
    return this.sittings
      .find(allOf<SittingDocument>({ personId }, reach, page))
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  /** How many sit each of these exams within reach; one that nobody sits is left out. */
  async countByExam(scope: Scope, examIds: readonly string[]): Promise<Map<string, number>> {
    if (examIds.length === 0) return new Map();
    const reach = scopeFilter<SittingDocument>(scope, FIELDS);
    const some = { examId: { $in: [...examIds] } };
    return countBy(this.sittings, 'examId', allOf<SittingDocument>(some, reach));
  }

  /** A person's own in some exams. */
  async listOfPerson(
    scope: Scope,
    personId: string,
    examIds: readonly string[],
  ): Promise<SittingRow[]> {
    const reach = scopeFilter<SittingDocument>(scope, FIELDS);
    return findInChunks(examIds, (chunk) =>
      this.sittings
        .find<SittingRow>(allOf<SittingDocument>({ personId, examId: { $in: chunk } }, reach), {
          projection: ROW,
        })
        .toArray(),
    );
  }

  /** Of one exam within reach, in the order in which they were made. */
  async listOfExam(
    scope: Scope,
    examId: string,
    query: { unitPath?: string; after?: string; limit: number },
  ): Promise<WithId<SittingDocument>[]> {
    const parts = [
      { examId },
      query.unitPath ? withinUnit('unitPath', query.unitPath) : {},
      query.after ? { _id: { $gt: query.after } } : {},
      scopeFilter<SittingDocument>(scope, FIELDS),
    ];
    return this.sittings
      .find(allOf<SittingDocument>(...parts))
      .sort({ _id: 1 })
      .limit(query.limit)
      .toArray();
  }

  /** All of an exam, so many together. */
  async *pagesOfExam(
    exam: ExamDocument,
    atOnce: number,
  ): AsyncGenerator<WithId<SittingDocument>[]> {
    const reach = { unitPaths: [exam.unitPath] };
    let after: string | undefined;
    do {
      const rows = await this.listOfExam(reach, exam._id, { after, limit: atOnce });
      if (rows.length > 0) yield rows;
      after = rows.length < atOnce ? undefined : rows.at(-1)?._id;
    } while (after !== undefined);
  }

  /** Those with other times or another word, changed since; what each process looks for. */
  async listChanged(since: Date): Promise<SittingDocument[]> {
    return this.sittings.find({ changedAt: { $gte: since } }).toArray();
  }

  /** Those that a step of a keeper's reached, by its op; each in full. */
  async listOfOp(examId: string, opId: string): Promise<WithId<SittingDocument>[]> {
    return this.sittings.find({ examId, 'events.opId': opId }).sort({ _id: 1 }).toArray();
  }

  /** Which of some people sit an exam already. */
  async listSitting(examId: string, personIds: readonly string[]): Promise<Set<string>> {
    const rows = await findInChunks(personIds, (chunk) =>
      this.sittings
        .find({ personId: { $in: chunk }, examId }, { projection: { personId: 1 } })
        .toArray(),
    );
    return new Set(rows.map((row) => row.personId));
  }

  async saveStep(
    found: WithId<SittingDocument>,
    event: SittingEvent,
    change: UpdateFilter<SittingDocument>,
  ): Promise<WithId<SittingDocument>> {
    return (await stepOnce(this.sittings, found, event, change)).record;
  }

  /** A phone of each person has seen the exam; the first time counts. */
  async saveReached(sittingIds: readonly string[], at: Date): Promise<void> {
    await Promise.all(sittingIds.map((id) => this.writeReached(`${at.getTime()} ${id}`)));
  }

  /** Those who could not come are deferred, each for a reason. */
  async saveExcused(reasons: ReadonlyMap<string, DeferReason>, at: Date): Promise<void> {
    for (const deferred of new Set(reasons.values())) {
      const ids = [...reasons].flatMap(([id, reason]) => (reason === deferred ? id : []));
      await eachChunk(ids, (chunk) =>
        this.sittings.updateMany(
          { _id: { $in: chunk }, deferred: null },
          // A keeper's form from before does not undo it unseen.
          { $set: { deferred, changedAt: at }, $inc: { version: 1 } },
        ),
      );
    }
  }

  /** Those who were called away while they wrote: deferred, and what they wrote does not count. */
  async saveCalledAway(
    gone: readonly { sitting: SittingDocument; no: number; deferred: DeferReason }[],
    at: Date,
  ): Promise<void> {
    for (const { sitting, no, deferred } of gone) {
      const { _id, version, setAside = 0 } = sitting;
      const change = { deferred, setAside: no, setAsideBefore: setAside, changedAt: at };
      // Whatever a keeper decided meanwhile stands.
      await this.sittings.updateOne(
        { _id, version, deferred: null },
        { $set: change, $inc: { version: 1 } },
      );
    }
  }

  /** How many attempts were set aside, of those of whom any was. */
  async listSetAside(examId: string): Promise<Map<string, number>> {
    const rows = await this.sittings
      .find({ examId, setAside: { $gt: 0 } }, { projection: { personId: 1, setAside: 1 } })
      .toArray();
    return new Map(rows.map((row) => [row.personId, row.setAside ?? 0]));
  }

  /** What it came to for those who never started. */
  async saveMissed(
    sittingIds: readonly string[],
    missed: NonNullable<SittingDocument['missed']>,
  ): Promise<void> {
    await eachChunk(sittingIds, (chunk) =>
      this.sittings.updateMany({ _id: { $in: chunk } }, { $set: { missed } }),
    );
  }
}
