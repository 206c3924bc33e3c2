import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { UpdateFilter, WithId } from 'mongodb';
import { AppError, isDuplicateKey } from '../../platform/errors';
import {
  afterCursor,
  allOf,
  appendOnce,
  findInChunks,
  groupedReads,
  MongoService,
  stepOnce,
  type RecordEvent,
} from '../../platform/mongo';
import { isReached, scopeFilter, type Scope } from '../../platform/policy';
import {
  examCollection,
  examDrawCollection,
  type ExamDocument,
  type ExamDrawDocument,
  type ExamEvent,
  type ExamTask,
} from './exam.collection';
import { lastArrivalMs } from './result.rules';

/** What says whether an exam is something to do for one of its people. Its secret is not. */
export type NearExam = Pick<ExamDocument, '_id' | 'opensAt' | 'closesAt' | 'held'> & {
  draft: Pick<ExamDocument['draft'], 'title' | 'kind' | 'times'>;
};
const NEAR = {
  opensAt: 1,
  closesAt: 1,
  held: 1,
  'draft.title': 1,
  'draft.kind': 1,
  'draft.times': 1,
} as const;

/** What says whether an exam is something to do for its keepers. */
export type DeskExam = Pick<ExamDocument, '_id' | 'settledAt'> & {
  draft: Pick<ExamDocument['draft'], 'title'>;
};
/** So many of a bureau's newest exams are looked at: answers of older ones are marked, or nobody will. */
const DESK_LIMIT = 40;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class ExamRepository {
  @Inject()
  mongo: MongoService;

  /** Everybody of an office, and every phone at the opening: those of one moment are read together. */
  private readonly readById = groupedReads<WithId<ExamDocument>>(
    (ids) => this.exams.find({ _id: { $in: ids } }).toArray(),
    ({ _id }) => _id,
  );

  /** Told of each exam that this process has just changed. */
  onChange: (examId: string) => void = () => undefined;

  private get exams() {
    return this.mongo.collection(examCollection);
  }

  private get draws() {
    return this.mongo.collection(examDrawCollection);
  }

  async append(exam: ExamDocument): Promise<WithId<ExamDocument>> {
    return (await appendOnce(this.exams, exam)).record;
  }

  async find(scope: Scope, examId: string): Promise<WithId<ExamDocument> | null> {
    const found = await this.readById(examId);
    return found && isReached(scope, { unit: found.unitPath }) ? found : null;
  }

  /** For the service itself: who asks about an exam is judged by the sitting or the attempt. */
  async findUnscoped(examId: string): Promise<WithId<ExamDocument> | null> {
    return this.readById(examId);
  }

  async list(scope: Scope, query: { cursor?: string; limit: number }): Promise<ExamDocument[]> {
    const reach = scopeFilter<ExamDocument>(scope, { unit: 'unitPath' });
    // What was thrown away before anybody knew of it is kept for its op, and shown to nobody.
    const known = {
      $or: [{ state: { $ne: 'cancelled' as const } }, { publishedAt: { $ne: null } }],
    };
    return this.exams
      .find(allOf<ExamDocument>(reach, known, afterCursor(query.cursor, [['_id', -1]])))
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  async listOnPapers(paperIds: readonly string[]): Promise<ExamDocument[]> {
    return findInChunks(paperIds, (chunk) =>
      this.exams.find({ 'draft.paperId': { $in: chunk } }).toArray(),
    );
  }

  /** Published exams that have opened and are not settled yet. */
  async listUnsettled(at: Date): Promise<WithId<ExamDocument>[]> {
    const open = { state: 'published' as const, settledAt: null, opensAt: { $lte: at } };
    return this.exams.find(open).toArray();
  }

  /** Published exams in which anybody may still write or is to. */
  async listNear(): Promise<NearExam[]> {
    const near = { state: 'published' as const, settledAt: null };
    return this.exams.find<NearExam>(near, { projection: NEAR }).toArray();
  }

  /** Published exams within reach that have opened, the newest first. */
  async listOfDesk(scope: Scope, at: Date): Promise<DeskExam[]> {
    const opened = { state: 'published' as const, opensAt: { $lte: at } };
    const reach = scopeFilter<ExamDocument>(scope, { unit: 'unitPath' });
    return this.exams
      .find<DeskExam>(allOf<ExamDocument>(opened, reach), {
        projection: { settledAt: 1, 'draft.title': 1 },
      })
      .sort({ _id: -1 })
      .limit(DESK_LIMIT)
      .toArray();
  }

  /** Published exams that have not opened yet. */
  async listUpcoming(at: Date): Promise<WithId<ExamDocument>[]> {
    const upcoming = { state: 'published' as const, settledAt: null, opensAt: { $gt: at } };
    return this.exams.find(upcoming).toArray();
  }

  /**
   * These questions are not asked any more. With the secret every paper becomes another one, so that none
   * fetched before opens; false where somebody changed the exam meanwhile.
   */
  async saveLeftOut(
    { _id, version, changedAt: seenAt }: ExamDocument,
    change: { leftOut: string[]; secret: string; held: boolean; at: Date },
    event: RecordEvent,
  ): Promise<WithId<ExamDocument> | null> {
    const { at: changedAt, ...asked } = change;
    const task: ExamTask = { what: 'left_out', opId: event.opId };
    const write = this.exams.findOneAndUpdate(
      { _id, version, changedAt: seenAt, state: 'published', opensAt: { $gt: changedAt } },
      {
        $set: { ...asked, changedAt },
        $inc: { version: 1 },
        $push: { events: event, tasks: task },
      },
      { returnDocument: 'after' },
    );
    return this.changing(_id, write);
  }

  /** Nothing of it may be asked, or it may again; its papers stay as they are. False as above. */
  async saveHeld(
    { _id, version, changedAt: seenAt }: ExamDocument,
    change: { held: boolean; at: Date },
    event: RecordEvent,
  ): Promise<WithId<ExamDocument> | null> {
    const { held, at: changedAt } = change;
    const task: ExamTask = { what: 'left_out', opId: event.opId };
    const write = this.exams.findOneAndUpdate(
      { _id, version, changedAt: seenAt, state: 'published' },
      { $set: { held, changedAt }, $inc: { version: 1 }, $push: { events: event, tasks: task } },
      { returnDocument: 'after' },
    );
    return this.changing(_id, write);
  }

  /** Exams with something that is not carried out yet, decided before that moment. */
  async listWithTasks(before: Date): Promise<WithId<ExamDocument>[]> {
    const kinds = [
      ...(['published', 'cancelled', 'released', 'left_out'] as const),
      ...(['added', 'make_up', 'without'] as const),
    ];
    return this.exams
      .find({ 'tasks.what': { $in: [...kinds] }, changedAt: { $lt: before } })
      .toArray();
  }

  async saveTask(examId: string, task: ExamTask, at: Date): Promise<void> {
    const write = this.exams.updateOne(
      { _id: examId, 'tasks.opId': { $ne: task.opId } },
      { $push: { tasks: task }, $set: { changedAt: at } },
    );
    await this.changing(examId, write);
  }

  /** It is carried out. */
  async saveTaskDone(examId: string, { opId }: ExamTask): Promise<void> {
    const write = this.exams.updateOne({ _id: examId }, { $pull: { tasks: { opId } } });
    await this.changing(examId, write);
  }

  async saveStep(
    found: WithId<ExamDocument>,
    event: ExamEvent,
    change: UpdateFilter<ExamDocument>,
  ): Promise<WithId<ExamDocument>> {
    const write = stepOnce(this.exams, found, event, change);
    return (await this.changing(found._id, write)).record;
  }

  /**
   * Somebody may write until then. Later than before, the exam is settled anew; earlier, what was settled stays
   * so. False where windows changed since it was read.
   */
  async saveLastClose(exam: ExamDocument, lastCloseAt: Date, at: Date): Promise<boolean> {
    const { _id, windows, lastCloseAt: before } = exam;
    const wasOver = at.getTime() > lastArrivalMs(exam) && { wasOver: true as const };
    const reopened = lastCloseAt > before ? { settledAt: null, ...wasOver } : {};
    const write = this.exams.updateOne(
      { _id, windows: windows ?? { $exists: false } },
      { $set: { lastCloseAt, ...reopened, changedAt: at }, $inc: { windows: 1 } },
    );
    return (await this.changing(_id, write)).matchedCount === 1;
  }

  /** Settles an exam, unless somebody was given more time meanwhile. */
  async saveSettled(exam: ExamDocument, at: Date): Promise<void> {
    const write = this.exams.updateOne(
      { _id: exam._id, lastCloseAt: exam.lastCloseAt },
      { $set: { settledAt: at, judgedUntil: at } },
    );
    await this.changing(exam._id, write);
  }

  private async changing<T>(examId: string, write: Promise<T>): Promise<T> {
    try {
      return await write;
    } finally {
      this.onChange(examId);
    }
  }

  /**
   * Keeps the draw of an audience once; answers the one that is kept. One for an earlier draft, which was never
   * sent out, makes way. Throws `VERSION_CONFLICT` where the draft was changed and drawn meanwhile.
   */
  async insertDraw(draw: ExamDrawDocument & { version: number }): Promise<ExamDrawDocument> {
    try {
      await this.draws.insertOne(draw);
      return draw;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const { _id, version } = draw;
    const earlier = { $or: [{ version: { $exists: false } }, { version: { $lt: version } }] };
    const { matchedCount } = await this.draws.replaceOne({ _id, ...earlier }, draw);
    if (matchedCount === 1) return draw;
    const kept = await this.findDraw(_id);
    if (kept?.version !== version) throw new AppError('VERSION_CONFLICT');
    return kept;
  }

  async findDraw(examId: string): Promise<ExamDrawDocument | null> {
    return this.draws.findOne({ _id: examId });
  }
}
