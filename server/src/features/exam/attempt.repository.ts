import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AnyBulkWriteOperation, Collection, Filter } from 'mongodb';
import { isDuplicateKey } from '../../platform/errors';
import { JournalService, streamRange, type Appended } from '../../platform/journal';
import {
  allOf,
  eachChunk,
  findInChunks,
  groupedLists,
  insertNew,
  MongoService,
  peopleOf,
  personKey,
} from '../../platform/mongo';
import { reachedOf, scopeFilter, type Scope } from '../../platform/policy';
import {
  attemptCollection,
  attemptJournal,
  BY_EXAMINEE,
  writingCollection,
  type AttemptDocument,
} from './attempt.collection';
import type { EventDocument } from './attempt.stored';
import type { ExamDocument } from './exam.collection';
import type { AttemptEvent, StartEvent, SubmitEvent, TakeEvent } from './attempt.events';

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
  late: 1,
  savedAt: 1,
  centi: 1,
  maxCenti: 1,
  toMark: 1,
  gradedAt: 1,
  final: 1,
  schemaVersion: 1,
} as const satisfies Record<Exclude<keyof AttemptRow, '_id'>, 1>;

/** An exam as far as it says where its attempts lie. */
type Sat = Pick<ExamDocument, '_id' | 'settledAt'>;

const FIELDS = { person: 'personId', unit: 'unitPath' };

/** What a ranking needs of an attempt that was handed in or collected. */
export type HandedInRow = Pick<
  AttemptDocument,
  | '_id'
  | 'personId'
  | 'unitPath'
  | 'no'
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
  no: 1,
  centi: 1,
  maxCenti: 1,
  toMark: 1,
  startedAt: 1,
  submittedAt: 1,
  endsAt: 1,
} as const;

/** Whose an attempt is. */
export type Seat = Pick<AttemptDocument, 'examId' | 'personId' | 'no'>;
const SEAT = { _id: 0, examId: 1, personId: 1, no: 1 } as const;

const { unpack } = attemptJournal;

/** What other processes need of a hand-in, or of a device that took over. */
export type Mark =
  | Pick<SubmitEvent, 'attemptId' | 'type' | 'seq' | 'at'>
  | Pick<TakeEvent, 'attemptId' | 'type' | 'seq' | 'at' | 'deviceId'>;
const MARK = { type: 1, at: 1, deviceId: 1 } as const;

/** So many come at once, that to read those of a whole contest holds nobody up. */
const HANDED_IN_AT_ONCE = 1_000;

/** Where a question of attempts need not look, and how it is best answered. */
interface Where {
  exam?: Sat;
  hint?: typeof BY_EXAMINEE;
}

const OWN: Where = { hint: BY_EXAMINEE };

/** Ranges of one question. */
const STREAMS_AT_ONCE = 50;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class AttemptRepository {
  @Inject()
  mongo: MongoService;

  @Inject()
  journals: JournalService;

  /** A whole bureau looks at the exam it is about to sit: those of one moment are looked up together. */
  private readonly readOwn = groupedLists<AttemptRow>(
    (keys) => this.listByKeys(keys),
    ({ examId, personId }) => personKey(examId, personId),
  );

  private get attempts() {
    return this.mongo.collection(attemptCollection);
  }

  private get writing() {
    return this.mongo.collection(writingCollection);
  }

  private get events() {
    return this.mongo.collection(attemptJournal.collection);
  }

  /** Appends one event; done once it is durable. See `Journal.append` for what it throws. */
  append(event: AttemptEvent): Promise<Appended<AttemptEvent>> {
    return this.journals.append(attemptJournal, event);
  }

  async listEvents(attemptId: string, of: Filter<EventDocument> = {}): Promise<AttemptEvent[]> {
    return this.journals.listStream(attemptJournal, attemptId, of);
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
      const events = await this.events.find(filter as Filter<EventDocument>).toArray();
      for (const event of events.map(unpack)) found.get(event.attemptId)?.push(event);
    }
    for (const events of found.values()) events.sort((one, other) => one.seq - other.seq);
    return found;
  }

  async findEvent(attemptId: string, seq: number): Promise<AttemptEvent | null> {
    return this.journals.findEvent(attemptJournal, [attemptId, seq]);
  }

  /** Whose an attempt is and which of theirs in which exam, by whatever is left that tells it. */
  async findSeat(attemptId: string): Promise<Seat | null> {
    const start = await this.findEvent(attemptId, 0);
    if (start?.type === 'start') {
      const { startOf: examId, personId, no } = start;
      return { examId, personId, no };
    }
    for (const from of [this.writing, this.attempts]) {
      const row = await from.findOne<Seat>({ _id: attemptId }, { projection: SEAT });
      if (row) return row;
    }
    return null;
  }

  /** The starts of an exam, whatever became of them. */
  async listStarts(examId: string): Promise<StartEvent[]> {
    const found = await this.events.find({ startOf: examId }).toArray();
    return found.map(unpack) as StartEvent[];
  }

  async hasStarts(examId: string): Promise<boolean> {
    return (await this.events.findOne({ startOf: examId }, { projection: { _id: 1 } })) !== null;
  }

  /** Hand-ins and devices that took over since, of every process but the one named. */
  async listMarks(since: Date, notBy: string): Promise<Mark[]> {
    const asked = { mark: { $gte: since }, by: { $ne: notBy } };
    return (await this.events.find(asked, { projection: MARK }).toArray()).map(unpack) as Mark[];
  }

  /**
   * Attempts handed in between two moments that still stand among those that are being written: a process
   * ended before it saw to them.
   */
  async listLeft(from: Date, to: Date): Promise<string[]> {
    const marks = await this.events
      .find({ mark: { $gte: from, $lt: to }, type: 'submit' }, { projection: MARK })
      .toArray();
    const ids = [...new Set(marks.map((one) => unpack(one).attemptId))];
    const rows = await findInChunks(ids, (chunk) =>
      this.writing.find({ _id: { $in: chunk } }, { projection: { _id: 1 } }).toArray(),
    );
    return rows.map((one) => one._id);
  }

  async countStarts(examId: string): Promise<number> {
    return this.events.countDocuments({ startOf: examId });
  }

  /** Each of them is a start of its own. */
  async countWriting(examId: string): Promise<number> {
    return this.writing.countDocuments({ examId });
  }

  /**
   * The starts of an exam that no document tells of. Those that are being written are read first: one that is
   * handed in meanwhile stands in both.
   */
  async listUnmade(examId: string): Promise<Pick<StartEvent, 'attemptId' | 'at'>[]> {
    const starts = await this.events
      .find({ startOf: examId }, { projection: { type: 1, at: 1 } })
      .toArray();
    const known = new Set<string>();
    for (const from of [this.writing, this.attempts]) {
      const rows = await from.find({ examId }, { projection: { _id: 1 } }).toArray();
      for (const { _id } of rows) known.add(_id);
    }
    return starts.map(unpack).filter((one) => !known.has(one.attemptId));
  }

  /** Makes the attempts of starts; one that is there already stays as it is. */
  async insertStarted(attempts: AttemptDocument[]): Promise<void> {
    await insertNew(this.writing, attempts);
  }

  /**
   * Puts snapshots in place; one of fewer events never replaces one of more. What was handed in or collected
   * still stands among those that are being written until `removeWritten`; readers know which one counts.
   */
  async saveAll(snapshots: readonly AttemptDocument[]): Promise<void> {
    const writing = snapshots.filter((one) => one.state === 'in_progress');
    await replaceAll(this.writing, writing);
    const over = snapshots.filter((one) => one.state !== 'in_progress');
    // Most are handed in for the first time; those that were there already are replaced.
    const first = over.filter((one) => !one.final);
    const there = await insertNew(this.attempts, first);
    await replaceAll(this.attempts, [...there, ...over.filter((one) => one.final)]);
  }

  /** Takes attempts that are over from among those that are being written; they must be saved by now. */
  async removeWritten(attemptIds: readonly string[]): Promise<void> {
    await eachChunk(attemptIds, (chunk) => this.writing.deleteMany({ _id: { $in: chunk } }));
  }

  async countOf(personId: string): Promise<number> {
    const counts = [this.writing, this.attempts].map((one) => one.countDocuments({ personId }));
    const [writing = 0, over = 0] = await Promise.all(counts);
    return writing + over;
  }

  /**
   * Attempts whose end has passed and that are not final, whatever exam they belong to, in the order in
   * which they ended; those behind `after` where it is given. First those that nobody handed in, or those
   * that were handed in.
   */
  async listEnding(
    which: 'writing' | 'handed_in',
    before: Date,
    { after, limit }: { after?: Pick<AttemptRow, '_id' | 'endsAt'>; limit: number },
  ): Promise<AttemptRow[]> {
    const ending = { final: false, endsAt: { $lt: before } };
    const behind = after && {
      $or: [{ endsAt: { $gt: after.endsAt } }, { endsAt: after.endsAt, _id: { $gt: after._id } }],
    };
    const collection = which === 'writing' ? this.writing : this.attempts;
    return collection
      .find(allOf<AttemptDocument>(ending, behind ?? {}), { projection: ATTEMPT_ROW, limit })
      .sort({ endsAt: 1, _id: 1 })
      .toArray();
  }

  /** Whether an attempt was taken in for good: what comes after would be graded by nobody. */
  async isFinal(attemptId: string): Promise<boolean> {
    const final = { _id: attemptId, final: true };
    return (await this.attempts.findOne(final, { projection: { _id: 1 } })) !== null;
  }

  /** A person's own in some exams. */
  async listOfPerson(
    scope: Scope,
    personId: string,
    examIds: readonly string[],
  ): Promise<AttemptRow[]> {
    const keys = examIds.map((examId) => personKey(examId, personId));
    const rows = (await Promise.all(keys.map((key) => this.readOwn(key)))).flat();
    return reachedOf(scope, rows);
  }

  /** Those of some keys, asked for by all people and exams they name. */
  private async listByKeys(keys: readonly string[]): Promise<AttemptRow[]> {
    const people = peopleOf(keys);
    const examId = { $in: [...people.keys()] };
    const personIds = [...new Set([...people.values()].flat())];
    const filterOf = (chunk: string[]) => ({ personId: { $in: chunk }, examId });
    const rows = await this.readBoth(personIds, filterOf, OWN);
    const asked = new Set(keys);
    return rows.filter((one) => asked.has(personKey(one.examId, one.personId)));
  }

  /** Of some people in one exam, within reach. */
  async listOfPeople(scope: Scope, exam: Sat, personIds: readonly string[]): Promise<AttemptRow[]> {
    const filterOf = (chunk: string[]) => ({ personId: { $in: chunk }, examId: exam._id });
    return this.listAll(scope, personIds, filterOf, { exam, hint: BY_EXAMINEE });
  }

  /** All of an exam within reach. */
  async listOfExam(scope: Scope, exam: Sat): Promise<AttemptRow[]> {
    return this.listAll(scope, [exam._id], () => ({ examId: exam._id }), { exam });
  }

  /** Within reach, written and being written. */
  private async listAll(
    scope: Scope,
    keys: readonly string[],
    filterOf: (chunk: string[]) => Filter<AttemptDocument>,
    where: Where = {},
  ): Promise<AttemptRow[]> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    return this.readBoth(keys, (chunk) => allOf<AttemptDocument>(filterOf(chunk), reach), where);
  }

  /**
   * Written and being written. One that is handed in meanwhile stands in both, never in neither; of an exam
   * that is settled all are written.
   */
  private async readBoth(
    keys: readonly string[],
    filterOf: (chunk: string[]) => Filter<AttemptDocument>,
    { exam, hint }: Where = {},
  ): Promise<AttemptRow[]> {
    const options = { projection: ATTEMPT_ROW, ...(hint && { hint }) };
    const read = (from: Collection<AttemptDocument>) =>
      findInChunks(keys, (chunk) => from.find(filterOf(chunk), options).toArray());
    const writing = exam?.settledAt ? [] : await read(this.writing);
    const over = await read(this.attempts);
    const known = new Set(over.map((one) => one._id));
    return [...over, ...writing.filter((one) => !known.has(one._id))];
  }

  /** Those of an exam that are over, with no more than a ranking shows. */
  async listHandedIn(scope: Scope, examId: string): Promise<HandedInRow[]> {
    const reach = scopeFilter<AttemptDocument>(scope, FIELDS);
    const over = { examId, state: { $ne: 'in_progress' as const } };
    return this.attempts
      .find(allOf<AttemptDocument>(over, reach), {
        projection: HANDED_IN,
        batchSize: HANDED_IN_AT_ONCE,
      })
      .toArray();
  }
}

async function replaceAll(
  collection: Collection<AttemptDocument>,
  snapshots: readonly AttemptDocument[],
): Promise<void> {
  if (snapshots.length === 0) return;
  const writes = snapshots.map((one): AnyBulkWriteOperation<AttemptDocument> => ({
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
    await collection.bulkWrite(writes, { ordered: false });
  } catch (error) {
    // A later one is there already: the upsert of the earlier one collides with it.
    if (!isDuplicateKey(error)) throw error;
  }
}
