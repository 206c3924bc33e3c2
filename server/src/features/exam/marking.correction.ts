import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  questionProblems,
  type examResultContract,
  type HandlerInput,
  type KeptKey,
  type KeyChange,
  type KeyCorrection,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import type { Job } from '../../platform/jobs';
import { OrgService } from '../org';
import { DoubtService } from '../quiz';
import { examWithin, refuseWhileWriting } from './exam.access';
import type { AttemptDocument } from './attempt.collection';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import type { CorrectionDocument, GivenMark, MarkingDocument } from './marking.collection';
import { MarkingNews } from './marking.news';
import { MarkingQueue, newMarking, type CountedPaper } from './marking.queue';
import { MarkingRepository, type CorrectedWrite } from './marking.repository';
import { scoreOf } from './marking.rules';
import { PaperStore } from './paper-store.service';
import { ResultRepository } from './result.repository';
import { lastArrivalMs } from './result.rules';
import { SittingRepository } from './sitting.repository';
import { WithheldService } from './withheld.service';
import { doneWithin } from './within';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

const NOT_ON_PAPER = '这道题不在这张卷上';
const CHUNK = 200;
/** A marker may be faster than the correction: what stands is looked at again, so often. */
const ROUNDS = 5;
const EVERY_MS = 10_000;
/** How far the clocks of two processes may lie apart (ms). */
const OVERLAP_MS = 5 * 60_000;
const LEASE_MS = 10 * 60_000;

/** Keys that were wrong: another one counts from then on, for everybody who had the question. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class KeyCorrectionService {
  @Inject()
  sittings: SittingRepository;

  @Inject()
  exams: ExamRepository;

  @Inject()
  repository: MarkingRepository;

  @Inject()
  attempts: ResultRepository;

  @Inject()
  queue: MarkingQueue;

  @Inject()
  news: MarkingNews;

  @Inject()
  org: OrgService;

  @Inject()
  withheld: WithheldService;

  @Inject()
  papers: PaperStore;

  @Inject()
  doubts: DoubtService;

  /** How long whoever corrects a key waits for all of it (ms). */
  patienceMs = 700;

  private readonly running = new Map<string, Promise<CorrectionDocument>>();

  /** Works through what a crash left, and through papers that were handed in after a correction. */
  job(): Job {
    const run = async () => {
      for (const one of await this.repository.listUndone()) await this.applyOnce(one);
    };
    return { name: 'exam-corrections', everyMs: EVERY_MS, leaseMs: LEASE_MS, run };
  }

  async listCorrections({ params }: Input<'listCorrections'>, call: Call) {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    const rows = await this.repository.listCorrections(exam.draft.paperId);
    return { items: await Promise.all(rows.map((row) => this.present(row))) };
  }

  async findKey({ params }: Input<'findKey'>, call: Call): Promise<KeptKey> {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    refuseWhileWriting(exam, '看答案');
    const { code } = params;
    const { paper, keyOf } = await this.queue.counted(exam);
    const [question, counted] = [paper.questions.get(code), keyOf(code)];
    if (!question || !counted) throw new AppError('NOT_ON_PAPER', { message: NOT_ON_PAPER });
    const rows = await this.repository.listCorrections(paper.paperId);
    const own = rows.filter((row) => row.code === code);
    return {
      code,
      body: question.body,
      printed: question.key,
      key: counted.key,
      everyone: counted.everyone,
      explanation: counted.explanation,
      corrections: await Promise.all(own.map((row) => this.present(row))),
    };
  }

  async correctKey({ params, body }: Input<'correctKey'>, call: Call): Promise<KeyCorrection> {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    const { opId, change, reason } = body;
    // One that was taken is answered by its repeat, whoever sits the paper since: what is left of it waits.
    if (!(await this.repository.findCorrection(call.actor.personId, opId))) {
      await this.refuseEarly(exam);
      await this.checkChange(exam, params.code, change);
    }
    return this.present(await this.correct(exam, params.code, { opId, change, reason }, call));
  }

  /**
   * Keeps the correction, then marks everybody again; a repeat does what is left of it. Of thousands
   * nobody waits for the last: `affected` is null until it is done, here or by the job. Whether it may be is
   * looked at before it is decided, not here: what was decided must not stay without effect.
   */
  async correct(
    exam: ExamDocument,
    code: string,
    asked: { opId: string; change: KeyChange; reason: string },
    call: Call,
  ): Promise<CorrectionDocument> {
    const correction = await this.repository.appendCorrection({
      _id: makeId(),
      actorId: call.actor.personId,
      opId: asked.opId,
      opHash: call.opHash,
      paperId: exam.draft.paperId,
      unitPath: exam.unitPath,
      code,
      change: asked.change,
      reason: asked.reason,
      at: nowDate(),
      affected: null,
      doneAt: null,
      schemaVersion: 1,
    });
    return (await doneWithin(this.patienceMs, this.applyOnce(correction))) ?? correction;
  }

  /**
   * Throws while anybody is to sit the paper, in whichever exam: a correction holds for all of them, and people
   * would be told of it while others still write.
   */
  async refuseEarly(exam: ExamDocument): Promise<void> {
    refuseWhileWriting(exam, '改答案');
    await this.withheld.refuseWhileSat(exam, '改答案');
  }

  /** Throws where a change does not fit the question or changes nothing, or the question is not on the paper. */
  async checkChange(exam: ExamDocument, code: string, change: KeyChange): Promise<void> {
    const { paper, keyOf } = await this.queue.counted(exam);
    const question = paper.questions.get(code);
    if (!question) throw new AppError('NOT_ON_PAPER', { message: NOT_ON_PAPER });
    if (change.kind === 'explanation' && change.explanation === keyOf(code)?.explanation.trim()) {
      throw new AppError('STATE_CONFLICT', { message: '解析还没有改' });
    }
    if (change.kind !== 'key') return;
    const problems = questionProblems({ body: question.body, key: change.key });
    if (problems.length > 0) {
      const message = '新的答案和题目对不上，请按提示改';
      throw new AppError('ANSWER_IMPOSSIBLE', { message, details: problems });
    }
  }

  /** A correction is worked through by one at a time in this process. */
  private applyOnce(correction: CorrectionDocument): Promise<CorrectionDocument> {
    const { _id } = correction;
    const known = this.running.get(_id);
    if (known) return known;
    const run = this.apply(correction).finally(() => this.running.delete(_id));
    this.running.set(_id, run);
    return run;
  }

  /** Attempts that changed after a correction was done are marked and told by it like all others; the rest is the job's. */
  async takeLate(exam: ExamDocument, rows: readonly AttemptDocument[]): Promise<void> {
    const done = (await this.repository.listCorrections(exam.draft.paperId)).filter(
      ({ change, doneAt }) => change.kind !== 'explanation' && doneAt !== null,
    );
    // The latest brings the key that counts: what changes is by its word.
    for (const correction of done.reverse()) {
      const { _id, code, doneAt } = correction;
      const own = rows.filter((row) => row.grades.some((one) => one.code === code));
      if (own.length === 0) continue;
      await this.applyTo(own, { exam, counted: await this.queue.counted(exam), correction });
      const affected = await this.repository.countCorrected(_id);
      await this.repository.saveAffected(_id, { affected, doneAt });
    }
  }

  private async apply(correction: CorrectionDocument): Promise<CorrectionDocument> {
    const lookedAt = nowDate();
    if (correction.change.kind === 'explanation') {
      // The key stands: nobody is marked again, and the bank's question is asked as before.
      const done = { affected: 0, lookedAt, doneAt: lookedAt };
      return (await this.repository.saveAffected(correction._id, done)) ?? correction;
    }
    await this.raiseDoubt(correction);
    const seen = correction.lookedAt?.getTime();
    const exams = await this.exams.listOnPapers([correction.paperId]);
    const published = exams.filter((one) => one.state === 'published');
    // Sent out or opened again since: all of it waits, since the words to who is through would help the others.
    if (published.some((one) => lookedAt.getTime() <= lastArrivalMs(one))) return correction;
    for (const exam of published) {
      const gradedFrom = lookedFrom(exam, seen);
      const counted = await this.queue.counted(exam);
      const aside = await this.sittings.listSetAside(exam._id);
      let after = '';
      for (;;) {
        const { code } = correction;
        const asked = { after, limit: CHUNK, aside, code, gradedFrom };
        const rows = await this.attempts.listFinal(exam._id, asked);
        await this.applyTo(rows, { exam, counted, correction });
        const last = rows.at(-1);
        if (!last || rows.length < CHUNK) break;
        after = last._id;
      }
    }
    const affected = await this.repository.countCorrected(correction._id);
    const settled = published.every((one) => one.settledAt !== null);
    const doneAt = settled ? nowDate() : null;
    const saved = await this.repository.saveAffected(correction._id, {
      affected,
      lookedAt,
      doneAt,
    });
    return saved ?? correction;
  }

  /** The bank's question of which the paper's is a copy has the same key: it is not to be practised by it. */
  private async raiseDoubt(correction: CorrectionDocument): Promise<void> {
    const { _id: id, unitPath: bureau, paperId, code, change, actorId, reason, at } = correction;
    const asked = (await this.papers.frozen(bureau, paperId)).questions.get(code);
    if (!asked) return;
    const before = (await this.repository.listCorrections(paperId)).flatMap((one) =>
      one.code === code && one._id < id && one.change.kind === 'key' ? [one.change.key] : [],
    );
    const wrong = [asked.key, ...before];
    const keys = { body: asked.body, wrong, right: change.kind === 'key' ? change.key : null };
    await this.doubts.raise({ id, bureau, code, ...keys, actorId, reason, at });
  }

  /** Marks some again, in one write; what became of it is told, on each repeat too. */
  private async applyTo(rows: readonly AttemptDocument[], work: Work): Promise<void> {
    const { _id, code } = work.correction;
    const changed: AttemptDocument[] = [];
    let left = rows;
    for (let round = 0; left.length > 0; round += 1) {
      if (round === ROUNDS)
        throw new AppError('BUSY', { internal: `correction ${_id} is overtaken` });
      const found = await this.repository.listOfAttempts(
        left.map((row) => row._id),
        code,
      );
      const known = new Map(found.map((one) => [one.attemptId, one]));
      const isDone = (row: AttemptDocument) =>
        known.get(row._id)?.marks.some((one) => one.correctionId === _id) ?? false;
      changed.push(...left.filter(isDone));
      const writes = left
        .filter((row) => !isDone(row))
        .flatMap((row) => this.remark(row, known.get(row._id), work) ?? []);
      await this.repository.saveCorrected(writes.map((one) => one.write));
      // What was written is looked at once more: somebody may have been faster.
      left = writes.map((one) => one.row);
    }
    const touched = new Set(changed);
    const unchanged = rows.filter((row) => !touched.has(row));
    await this.news.corrected(work.exam, work.correction, { changed, unchanged });
  }

  /** What to write of one answer; undefined where the correction changes nothing for it. */
  private remark(
    row: AttemptDocument,
    kept: WithId<MarkingDocument> | undefined,
    { exam, counted, correction }: Work,
  ): { row: AttemptDocument; write: CorrectedWrite } | undefined {
    const { code } = correction;
    const key = counted.keyOf(code);
    if (!key) return undefined;
    const before = kept ?? newMarking(exam, counted, row, code);
    const answer = row.answers.find((one) => one.code === code)?.answer ?? null;
    const afterBp = scoreOf(key, answer, counted.paper.gradeRule, before.parts);
    if (afterBp === before.scoreBp) return undefined;
    const mark: GivenMark = {
      at: correction.at,
      kind: 'corrected',
      actorId: correction.actorId,
      correctionId: correction._id,
      parts: null,
      note: correction.reason,
      beforeBp: before.scoreBp,
      afterBp,
    };
    return {
      row,
      write: kept ? { kept, mark } : { fresh: { ...before, scoreBp: afterBp, marks: [mark] } },
    };
  }

  private async present(row: CorrectionDocument): Promise<KeyCorrection> {
    const people = await this.org.personsById([row.actorId]);
    return {
      id: row._id,
      code: row.code,
      kind: row.change.kind,
      key: row.change.kind === 'key' ? row.change.key : null,
      reason: row.reason,
      at: row.at.toISOString(),
      who: people.get(row.actorId)?.name ?? '',
      affected: row.affected,
    };
  }
}

interface Work {
  exam: ExamDocument;
  counted: CountedPaper;
  correction: CorrectionDocument;
}

/**
 * What was final at the last look was marked and told then, unless the exam waited; its last moment may have
 * been another, and clocks of two processes may differ.
 */
function lookedFrom(exam: ExamDocument, seenMs: number | undefined): Date | undefined {
  if (seenMs === undefined || seenMs <= lastArrivalMs(exam)) return undefined;
  const from = new Date(seenMs - OVERLAP_MS);
  return from > exam.changedAt ? from : undefined;
}
