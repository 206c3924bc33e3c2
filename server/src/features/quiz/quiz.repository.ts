import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AnyBulkWriteOperation } from 'mongodb';
import { isDuplicateKey } from '../../platform/errors';
import {
  allOf,
  daysWithin,
  decodeCursor,
  groupedLists,
  groupedOfPeople,
  groupedReads,
  insertNew,
  MongoService,
} from '../../platform/mongo';
import { reachedOf, scopeFilter, type Scope } from '../../platform/policy';
import {
  answerCollection,
  heldAnswerCollection,
  memoryCollection,
  memoryIdOf,
  practiceCollection,
  type AnswerDocument,
  type MemoryDocument,
  type PracticeDocument,
} from './quiz.collection';

const MEMORY_FIELDS = { person: 'personId', unit: 'unitPath' };

/** Counts of one person and topic. */
export interface MasteryRow {
  personId: string;
  topic: string;
  answered: number;
  mastered: number;
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class QuizRepository {
  @Inject()
  mongo: MongoService;

  private get answers() {
    return this.mongo.collection(answerCollection);
  }

  private get held() {
    return this.mongo.collection(heldAnswerCollection);
  }

  private get memory() {
    return this.mongo.collection(memoryCollection);
  }

  private get practices() {
    return this.mongo.collection(practiceCollection);
  }

  // A squadron practises at the start of its shift: what its people ask for at one moment is read together.

  private readonly readHeld = groupedLists<AnswerDocument>(
    (actorIds) => this.held.find({ actorId: { $in: actorIds } }).toArray(),
    ({ actorId }) => actorId,
  );

  private readonly readMemory = groupedReads<MemoryDocument>(
    (ids) => this.memory.find({ _id: { $in: ids } }).toArray(),
    ({ _id }) => _id,
  );

  /** Due before a moment (ms). */
  private readonly readDue = groupedOfPeople<MemoryDocument>(
    (before, personIds) => {
      const dueAt = { $lt: new Date(Number(before)) };
      return this.memory.find({ personId: { $in: personIds }, dueAt }).toArray();
    },
    ({ personId }) => personId,
  );

  /** Of `<first day> <last day>`. */
  private readonly readPractices = groupedOfPeople<PracticeDocument>(
    (days, actorIds) => {
      const [from, to] = days.split(' ') as [string, string];
      const filter = { actorId: { $in: actorIds }, ...daysWithin('day', { from, to }) };
      return this.practices.find(filter).toArray();
    },
    ({ actorId }) => actorId,
  );

  private async listByOps(
    actorId: string,
    opIds: string[],
  ): Promise<Map<string, { opHash: string; right: boolean }>> {
    const rows = await this.answers
      .find({ actorId, opId: { $in: opIds } }, { projection: { opId: 1, opHash: 1, right: 1 } })
      .toArray();
    return new Map(rows.map(({ opId, opHash, right }) => [opId, { opHash, right }]));
  }

  /**
   * Appends one person's answers, each once by its op; answers what is now kept under each op, so that
   * the caller can tell a repeat from an op that was used for something else.
   */
  async appendAnswers(
    actorId: string,
    answers: AnswerDocument[],
  ): Promise<Map<string, { opHash: string; right: boolean }>> {
    if (answers.length === 0) return new Map();
    const opIds = answers.map((one) => one.opId);
    const before = await this.listByOps(actorId, opIds);
    const fresh = answers.filter((one) => !before.has(one.opId));
    if (fresh.length === 0) return before;
    const repeated = await insertNew(this.answers, fresh);
    // The same batch is on its way twice: what the other one kept counts.
    if (repeated.length > 0) return this.listByOps(actorId, opIds);
    const kept = fresh.map(({ opId, opHash, right }) => [opId, { opHash, right }] as const);
    return new Map([...before, ...kept]);
  }

  /** Answers of one person that wait until their keys may be seen. */
  async listHeld(actorId: string): Promise<AnswerDocument[]> {
    return this.readHeld(actorId);
  }

  /** Lays answers by, each once by its op; answers the hash that each op is kept under. */
  async appendHeld(actorId: string, answers: AnswerDocument[]): Promise<Map<string, string>> {
    if (answers.length === 0) return new Map();
    const opIds = answers.map((one) => one.opId);
    const before = await this.listByOps(actorId, opIds);
    await insertNew(
      this.held,
      answers.filter((one) => !before.has(one.opId)),
    );
    const rows = await this.held.find({ actorId, opId: { $in: opIds } }).toArray();
    const known = [...before].map(([opId, { opHash }]) => [opId, opHash] as const);
    return new Map([...rows.map((row) => [row.opId, row.opHash] as const), ...known]);
  }

  async removeHeld(answers: readonly AnswerDocument[]): Promise<void> {
    await this.held.deleteMany({ _id: { $in: answers.map((one) => one._id) } });
  }

  /** All answers of one person to the questions named, for folding. */
  async listAnswers(actorId: string, codes: readonly string[]): Promise<AnswerDocument[]> {
    return this.answers.find({ actorId, questionCode: { $in: [...codes] } }).toArray();
  }

  async countOf(personId: string): Promise<number> {
    const lists = [answerCollection, heldAnswerCollection];
    const counts = lists.map((list) =>
      this.mongo.collection(list).countDocuments({ actorId: personId }),
    );
    return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
  }

  async countAnswers(
    personIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<{ personId: string; answers: number; right: number }[]> {
    const rows = await this.answers
      .aggregate<{ _id: string; answers: number; right: number }>([
        { $match: { actorId: { $in: [...personIds] }, occurredAt: { $gte: from, $lt: to } } },
        {
          $group: {
            _id: '$actorId',
            answers: { $sum: 1 },
            right: { $sum: { $cond: ['$right', 1, 0] } },
          },
        },
      ])
      .toArray();
    return rows.map(({ _id, answers, right }) => ({ personId: _id, answers, right }));
  }

  /** Puts snapshots in place; one that was folded from fewer answers never replaces one from more. */
  async saveMemory(snapshots: MemoryDocument[]): Promise<void> {
    if (snapshots.length === 0) return;
    const writes: AnyBulkWriteOperation<MemoryDocument>[] = snapshots.map((snapshot) => ({
      replaceOne: {
        filter: { _id: snapshot._id, answers: { $lte: snapshot.answers } },
        replacement: snapshot,
        upsert: true,
      },
    }));
    try {
      await this.memory.bulkWrite(writes, { ordered: false });
    } catch (error) {
      // A later fold is there already: the upsert of the earlier one collides with it.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** What one person within reach remembers, of all questions or of those named. */
  async listMemory(
    scope: Scope,
    personId: string,
    codes?: readonly string[],
  ): Promise<MemoryDocument[]> {
    if (!codes) {
      const reach = scopeFilter<MemoryDocument>(scope, MEMORY_FIELDS);
      return this.memory.find(allOf<MemoryDocument>({ personId }, reach)).toArray();
    }
    return reachedOf(scope, await this.readNamed(personId, codes));
  }

  /** What one person within reach remembers of these questions, and of all that are due before a moment. */
  async listAround(
    scope: Scope,
    personId: string,
    codes: readonly string[],
    dueBefore: Date,
  ): Promise<MemoryDocument[]> {
    // Two ways in by two indexes: one query with an `$or` takes longer than both.
    const [named, due] = await Promise.all([
      this.readNamed(personId, codes),
      this.readDue(String(dueBefore.getTime()), personId),
    ]);
    const known = new Map([...named, ...due].map((memory) => [memory._id, memory]));
    return reachedOf(scope, [...known.values()]);
  }

  private async readNamed(personId: string, codes: readonly string[]): Promise<MemoryDocument[]> {
    const ids = codes.map((code) => memoryIdOf(personId, code));
    const rows = await Promise.all(ids.map((id) => this.readMemory(id)));
    return rows.flatMap((memory) => memory ?? []);
  }

  /** The wrong-answer book without what is no longer asked, latest first, one row more than the limit. */
  async listWrong(
    scope: Scope,
    personId: string,
    query: {
      topics?: ReadonlySet<string>;
      notAsked: readonly string[];
      cursor?: string;
      limit: number;
    },
  ): Promise<(MemoryDocument & { wrongAt: Date })[]> {
    const parts: Record<string, unknown>[] = [
      { personId, wrongAt: { $ne: null } },
      query.topics ? { topic: { $in: [...query.topics] } } : {},
      query.notAsked.length > 0 ? { questionCode: { $nin: [...query.notAsked] } } : {},
      scopeFilter<MemoryDocument>(scope, MEMORY_FIELDS),
    ];
    if (query.cursor !== undefined) {
      const [ms, id] = decodeCursor(query.cursor, 2);
      const at = new Date(Number(ms));
      parts.push({ $or: [{ wrongAt: { $lt: at } }, { wrongAt: at, _id: { $gt: id } }] });
    }
    const rows = await this.memory
      .find(allOf<MemoryDocument>(...parts))
      .sort({ wrongAt: -1, _id: 1 })
      .limit(query.limit + 1)
      .toArray();
    return rows as (MemoryDocument & { wrongAt: Date })[];
  }

  /** Counts per person and topic at a moment; questions that are no longer asked are left out. */
  async countMastery(
    personIds: readonly string[],
    at: Date,
    notAsked: readonly string[],
  ): Promise<MasteryRow[]> {
    const rows = await this.memory
      .aggregate<{ _id: { personId: string; topic: string }; answered: number; mastered: number }>([
        {
          $match: {
            personId: { $in: [...personIds] },
            ...(notAsked.length > 0 ? { questionCode: { $nin: [...notAsked] } } : {}),
          },
        },
        {
          $group: {
            _id: { personId: '$personId', topic: '$topic' },
            answered: { $sum: 1 },
            mastered: { $sum: { $cond: [{ $gt: ['$masteredUntil', at] }, 1, 0] } },
          },
        },
      ])
      .toArray();
    return rows.map(({ _id, answered, mastered }) => ({ ..._id, answered, mastered }));
  }

  /** A person's sets from one day to another, both included. */
  async listPractices(actorId: string, from: string, to: string): Promise<PracticeDocument[]> {
    return this.readPractices(`${from} ${to}`, actorId);
  }

  /** Keeps a day's set once; answers the one that is kept. */
  async insertPractice(practice: PracticeDocument): Promise<PracticeDocument> {
    try {
      await this.practices.insertOne(practice);
      return practice;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const { actorId, day } = practice;
      const found = await this.practices.findOne({ actorId, day });
      if (!found) throw error;
      return found;
    }
  }

  /** Changes a set while it is open; answers the set as it is now, changed or not. */
  async savePractice(
    found: PracticeDocument,
    change: Partial<Pick<PracticeDocument, 'questions' | 'needs' | 'openedAt'>>,
  ): Promise<PracticeDocument> {
    const saved = await this.practices.findOneAndUpdate(
      { _id: found._id, version: found.version, openedAt: null },
      { $set: change, $inc: { version: 1 } },
      { returnDocument: 'after' },
    );
    return saved ?? (await this.practices.findOne({ _id: found._id })) ?? found;
  }
}
