import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AnyBulkWriteOperation, UpdateFilter, WithId } from 'mongodb';
import { isDuplicateKey } from '../../platform/errors';
import {
  allOf,
  appendOnce,
  countBy,
  findInChunks,
  groupedLists,
  insertNew,
  MongoService,
  stepOnce,
} from '../../platform/mongo';
import type { RecordEvent } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  correctionCollection,
  markingCollection,
  type CorrectionDocument,
  type GivenMark,
  type MarkingDocument,
} from './marking.collection';

const UNIT = { unit: 'unitPath' };

/** What of a marking a score needs. */
export type ScoreOverlay = Pick<
  MarkingDocument,
  'attemptId' | 'code' | 'points' | 'machineBp' | 'scoreBp'
>;
const OVERLAY = { attemptId: 1, code: 1, points: 1, machineBp: 1, scoreBp: 1 } as const;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class MarkingRepository {
  @Inject()
  mongo: MongoService;

  /** A whole bureau looks at its results when they are released: those of one moment are read together. */
  private readonly readOfAttempt = groupedLists<WithId<MarkingDocument>>(
    (attemptIds) => this.markings.find({ attemptId: { $in: attemptIds } }).toArray(),
    ({ attemptId }) => attemptId,
  );

  private get markings() {
    return this.mongo.collection(markingCollection);
  }

  private get corrections() {
    return this.mongo.collection(correctionCollection);
  }

  /** Puts answers into the queue; what is there already stays as it is. */
  async insertAll(markings: MarkingDocument[]): Promise<void> {
    await insertNew(this.markings, markings);
  }

  async find(scope: Scope, markingId: string): Promise<WithId<MarkingDocument> | null> {
    const reach = scopeFilter<MarkingDocument>(scope, UNIT);
    return this.markings.findOne(allOf<MarkingDocument>({ _id: markingId }, reach));
  }

  /** For the service itself, which holds the attempt. */
  async listOfAttempt(attemptId: string): Promise<WithId<MarkingDocument>[]> {
    return this.readOfAttempt(attemptId);
  }

  async listOfAttempts(
    attemptIds: readonly string[],
    code: string,
  ): Promise<WithId<MarkingDocument>[]> {
    return findInChunks(attemptIds, (chunk) =>
      this.markings.find({ attemptId: { $in: chunk }, code }).toArray(),
    );
  }

  /** For scores, whose attempts are within the caller's reach. */
  async listOverlays(examId: string): Promise<ScoreOverlay[]> {
    return this.markings.find({ examId }, { projection: OVERLAY, batchSize: 1_000 }).toArray();
  }

  /** The same of some attempts only. */
  async listOverlaysOf(attemptIds: readonly string[]): Promise<ScoreOverlay[]> {
    return findInChunks(attemptIds, (chunk) =>
      this.markings.find({ attemptId: { $in: chunk } }, { projection: OVERLAY }).toArray(),
    );
  }

  /** How far an exam is marked. */
  async listStates(scope: Scope, examId: string) {
    const reach = scopeFilter<MarkingDocument>(scope, UNIT);
    return this.markings
      .find(allOf<MarkingDocument>({ examId }, reach), {
        projection: { code: 1, points: 1, scoreBp: 1, claimedUntil: 1, parts: 1 },
      })
      .toArray();
  }

  /** What a person has in hand of an exam. */
  async findClaimed(
    scope: Scope,
    examId: string,
    by: { personId: string; at: Date },
  ): Promise<WithId<MarkingDocument> | null> {
    const reach = scopeFilter<MarkingDocument>(scope, UNIT);
    const mine = { examId, scoreBp: null, claimedBy: by.personId, claimedUntil: { $gt: by.at } };
    return this.markings.findOne(allOf<MarkingDocument>(mine, reach));
  }

  private waitingFor(scope: Scope, examId: string, by: Claim) {
    const waiting = {
      examId,
      scoreBp: null,
      claimedUntil: { $lte: by.at },
      // Nobody marks their own answer, nor again what they marked before.
      personId: { $ne: by.personId },
      excluded: { $ne: by.personId },
    };
    const code = by.code === null ? {} : { code: by.code };
    return allOf<MarkingDocument>(waiting, code, scopeFilter<MarkingDocument>(scope, UNIT));
  }

  async countWaiting(scope: Scope, examId: string, by: Claim): Promise<number> {
    return this.markings.countDocuments(this.waitingFor(scope, examId, by));
  }

  /** How many answers of some exams somebody may take in hand now, by exam. */
  async countWaitingOf(
    scope: Scope,
    examIds: readonly string[],
    { personId, at }: Pick<Claim, 'personId' | 'at'>,
  ): Promise<Map<string, number>> {
    const waiting = {
      examId: { $in: [...examIds] },
      scoreBp: null,
      personId: { $ne: personId },
      excluded: { $ne: personId },
      // What they have in hand already is theirs to finish.
      $or: [{ claimedUntil: { $lte: at } }, { claimedBy: personId }],
    };
    const reach = scopeFilter<MarkingDocument>(scope, UNIT);
    return countBy(this.markings, 'examId', allOf<MarkingDocument>(waiting, reach));
  }

  /** Gives the next answer that waits to one person alone. */
  async saveClaim(
    scope: Scope,
    examId: string,
    by: Claim & { until: Date },
  ): Promise<WithId<MarkingDocument> | null> {
    return this.markings.findOneAndUpdate(
      this.waitingFor(scope, examId, by),
      { $set: { claimedBy: by.personId, claimedUntil: by.until }, $inc: { version: 1 } },
      { sort: { _id: 1 }, returnDocument: 'after' },
    );
  }

  async saveStep(
    found: WithId<MarkingDocument>,
    event: RecordEvent,
    change: UpdateFilter<MarkingDocument>,
  ): Promise<WithId<MarkingDocument>> {
    return (await stepOnce(this.markings, found, event, change)).record;
  }

  /** What is marked now is another answer; false where somebody else changed the record meanwhile. */
  async saveLate(
    { _id, version }: WithId<MarkingDocument>,
    change: Partial<MarkingDocument>,
    marks: readonly GivenMark[],
  ): Promise<boolean> {
    const saved = await this.markings.updateOne(
      { _id, version },
      { $set: change, $push: { marks: { $each: [...marks] } }, $inc: { version: 1 } },
    );
    return saved.matchedCount > 0;
  }

  /** A corrected key's word on answers, once each; where somebody else was first nothing is written. */
  async saveCorrected(writes: readonly CorrectedWrite[]): Promise<void> {
    if (writes.length === 0) return;
    try {
      await this.markings.bulkWrite(writes.map(correctedWrite), { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async countCorrected(correctionId: string): Promise<number> {
    return this.markings.countDocuments({ 'marks.correctionId': correctionId });
  }

  /** Answers of an exam that the machine could not judge and that are in the queue, or were. */
  async countQueued(examId: string, except: readonly string[]): Promise<number> {
    const others = { personId: { $nin: [...except] } };
    return this.markings.countDocuments({ examId, machineBp: null, ...others });
  }

  /** How many answers wait for a person, by exam: of all within reach, or of some. */
  async countOpenByExam(scope: Scope, examIds?: readonly string[]): Promise<Map<string, number>> {
    const reach = scopeFilter<MarkingDocument>(scope, UNIT);
    const some = examIds ? { examId: { $in: [...examIds] } } : {};
    return countBy(this.markings, 'examId', allOf<MarkingDocument>({ scoreBp: null }, some, reach));
  }

  async appendCorrection(correction: CorrectionDocument): Promise<WithId<CorrectionDocument>> {
    return (await appendOnce(this.corrections, correction)).record;
  }

  /** What an op of before kept, whatever it asked. */
  async findCorrection(actorId: string, opId: string): Promise<CorrectionDocument | null> {
    return this.corrections.findOne({ actorId, opId });
  }

  /** Of one paper, oldest first. */
  async listCorrections(paperId: string): Promise<CorrectionDocument[]> {
    return this.corrections.find({ paperId }).sort({ _id: 1 }).toArray();
  }

  async listUndone(): Promise<CorrectionDocument[]> {
    return this.corrections.find({ doneAt: null }).sort({ _id: 1 }).toArray();
  }

  async saveAffected(
    correctionId: string,
    found: Pick<CorrectionDocument, 'affected' | 'lookedAt' | 'doneAt'>,
  ): Promise<WithId<CorrectionDocument> | null> {
    return this.corrections.findOneAndUpdate(
      { _id: correctionId },
      { $set: found },
      { returnDocument: 'after' },
    );
  }

  async countOf(personId: string): Promise<number> {
    return this.markings.countDocuments({ personId });
  }
}

/** A marking that is there already gets one more mark; else it is made with it. */
export type CorrectedWrite =
  | { kept: WithId<MarkingDocument>; mark: GivenMark }
  | { fresh: MarkingDocument };

function correctedWrite(write: CorrectedWrite): AnyBulkWriteOperation<MarkingDocument> {
  if ('fresh' in write) return { insertOne: { document: write.fresh } };
  const { kept, mark } = write;
  const { _id, version } = kept;
  const filter = { _id, version, 'marks.correctionId': { $ne: mark.correctionId } };
  const change = { scoreBp: mark.afterBp };
  return {
    updateOne: { filter, update: { $set: change, $push: { marks: mark }, $inc: { version: 1 } } },
  };
}

interface Claim {
  personId: string;
  code: string | null;
  at: Date;
}
