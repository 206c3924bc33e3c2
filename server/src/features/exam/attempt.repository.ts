import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import { isDuplicateKey } from '../../platform/errors';
import { JournalService, streamRange, type Appended } from '../../platform/journal';
import { allOf, findInChunks, MongoService } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  attemptCollection,
  attemptJournal,
  BY_EXAMINEE,
  type AttemptDocument,
} from './attempt.collection';
import type { AttemptEvent, Happened, StartEvent, SubmitEvent, TakeEvent } from './attempt.events';

/** What lists and counts need of an attempt. */
export type AttemptRow = Omit<AttemptDocument, 'answers' | 'grades'>;

/**
 * Its fields by name: answers and grades are most of an attempt, and a database that only leaves them out
 * still walks through them (three times the time, measured).
 */
export const ATTEMPT_ROW = {
  examId: 1,
  paperId: 1,
  sittingId: 1,
  personId: 1,
  unitPath: 1,
  no: 1,
  state: 1,
  startedAt: 1,
  endsAt: 1,
  submittedAt: 1,
  folded: 1,
  answered: 1,
  leaves: 1,
  absences: 1,
  devices: 1,
  savedAt: 1,
  centi: 1,
  maxCenti: 1,
  toMark: 1,
  gradedAt: 1,
  final: 1,
  schemaVersion: 1,
} as const satisfies Record<Exclude<keyof AttemptRow, '_id'>, 1>;

const FIELDS = { person: 'personId', unit: 'unitPath' };

/** What a ranking needs of an attempt that was handed in or collected. */
export type HandedInRow = Pick<
  AttemptDocument,
  | '_id'
  | 'personId'
  | 'unitPath'
  | 'centi'
  | 'maxCenti'
  | 'toMark'
  | 'startedAt'
  | 'submittedAt'
  | 'endsAt'
>;

const HANDED_IN = {
  personId: 1,
  unitPath: 1,
  centi: 1,
  maxCenti: 1,
  toMark: 1,
  startedAt: 1,
  submittedAt: 1,
  endsAt: 1,
} as const;

/** Ranges of one question. */
const STREAMS_AT_ONCE = 64;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class AttemptRepository {
  @Inject()
  mongo: MongoService;

  @Inject()
  journals: JournalService;

  private get attempts() {
    return this.mongo.collection(attemptCollection);
  }

  private get events() {
    return this.mongo.collection(attemptJournal.collection);
  }

  /** Appends one event; done once it is durable. See `Journal.append` for what it throws. */
  append(event: Happened): Promise<Appended<AttemptEvent>> {
    return this.journals.append(attemptJournal, event as Omit<AttemptEvent, '_id'>);
  }

  async listEvents(attemptId: string): Promise<AttemptEvent[]> {
    return this.journals.listStream(attemptJournal, attemptId);
  }

  /**
   * The events of several attempts, each with its own, in their order. One question for many ranges: asked
   * one by one it took eight times as long.
   */
  async listEventsOf(attemptIds: readonly string[]): Promise<Map<string, AttemptEvent[]>> {
    const found = new Map<string, AttemptEvent[]>(attemptIds.map((id) => [id, []]));
    for (let from = 0; from < attemptIds.length; from += STREAMS_AT_ONCE) {
      const some = attemptIds.slice(from, from + STREAMS_AT_ONCE);
      const filter = { $or: some.map((id) => ({ _id: streamRange(id) })) };
      const events = await this.events.find(filter as Filter<AttemptEvent>).toArray();
      for (const event of events as AttemptEvent[]) found.get(event.attemptId)?.push(event);
    }
    for (const events of found.values()) events.sort((one, other) => one.seq - other.seq);
    return found;
  }

  async findEvent(attemptId: string, seq: number): Promise<AttemptEvent | null> {
    return this.journals.findEvent(attemptJournal, [attemptId, seq]);
  }

  /** The starts of an exam, whatever became of them. */
  async listStarts(examId: string): Promise<StartEvent[]> {
    return this.events.find({ startOf: examId }).toArray() as Promise<StartEvent[]>;
  }

  /** Hand-ins and devices that took over since, of every process but the one named. */
  async listMarks(since: Date, notBy: string): Promise<(TakeEvent | SubmitEvent)[]> {
    const asked = { mark: { $gte: since }, by: { $ne: notBy } };
    return this.events.find(asked).toArray() as Promise<(TakeEvent | SubmitEvent)[]>;
  }

  /** Makes the attempts of starts; one that is there already stays as it is. */
  async insertAll(attempts: AttemptDocument[]): Promise<void> {
    if (attempts.length === 0) return;
    try {
      await this.attempts.insertMany(attempts, { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Puts snapshots in place; one of fewer events never replaces one of more. */
  async saveAll(snapshots: AttemptDocument[]): Promise<void> {
    if (snapshots.length === 0) return;
    const writes: AnyBulkWriteOperation<AttemptDocument>[] = snapshots.map((one) => ({
      replaceOne: {
        filter: {
          _id: one._id,
          folded: { $lte: one.folded },
          ...(one.final ? {} : { final: false }),
        },
        replacement: one,
        upsert: true,
      },
    }));
    try {
      await this.attempts.bulkWrite(writes, { ordered: false });
    } catch (error) {
      // A later one is there already: the upsert of the earlier one collides with it.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async countOf(personId: string): Promise<number> {
    return this.attempts.countDocuments({ personId });
  }

  /**
   * Attempts whose end has passed and that are not final, whatever exam they belong to, in the order in
   * which they ended; those behind `after` where it is given.
   */
  async listEnding(
    before: Date,
    { after, limit }: { after?: Pick<AttemptRow, '_id' | 'endsAt'>; limit: number },
  ): Promise<AttemptRow[]> {
    const ending = { final: false, endsAt: { $lt: before } };
    const behind = after && {
      $or: [{ endsAt: { $gt: after.endsAt } }, { endsAt: after.endsAt, _id: { $gt: after._id } }],
    };
    return this.attempts
      .find(allOf<AttemptDocument>(ending, behind ?? {}), {
        projection: ATTEMPT_ROW,
        limit,
      })
      .sort({ endsAt: 1, _id: 1 })
      .toArray();
  }

  async listOfPerson(
    scope: Scope,
    personId: string,
    examIds: readonly string[],
  ): Promise<AttemptRow[]> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    return findInChunks(examIds, (chunk) =>
      this.attempts
        .find(allOf<AttemptDocument>({ personId, examId: { $in: chunk } }, reach), {
          projection: ATTEMPT_ROW,
        })
        .toArray(),
    );
  }

  /** Of some people in one exam, within reach. */
  async listOfPeople(
    scope: Scope,
    examId: string,
    personIds: readonly string[],
  ): Promise<AttemptRow[]> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    return findInChunks(personIds, (chunk) =>
      this.attempts
        .find(allOf<AttemptDocument>({ personId: { $in: chunk }, examId }, reach), {
          projection: ATTEMPT_ROW,
          hint: BY_EXAMINEE,
        })
        .toArray(),
    );
  }

  /** All of an exam within reach. */
  async listOfExam(scope: Scope, examId: string): Promise<AttemptRow[]> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    return this.attempts
      .find(allOf<AttemptDocument>({ examId }, reach), { projection: ATTEMPT_ROW })
      .toArray();
  }

  /** Those of an exam that are over, with no more than a ranking shows. */
  async listHandedIn(scope: Scope, examId: string): Promise<HandedInRow[]> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    const over = { examId, state: { $ne: 'in_progress' as const } };
    return this.attempts
      .find(allOf<AttemptDocument>(over, reach), { projection: HANDED_IN })
      .toArray();
  }
}
