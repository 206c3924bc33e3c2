import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  stemLine,
  type examResultContract,
  type HandlerInput,
  type MarkingOverview,
  type MarkingTask,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { findEvent, SharedReads } from '../../platform/mongo';
import type { AttemptDocument } from './attempt.collection';
import { seedOf } from './envelope.rules';
import { examWithin } from './exam.access';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import type { GivenMark, MarkingDocument } from './marking.collection';
import { MarkingNews } from './marking.news';
import { LONG_AGO, MarkingQueue } from './marking.queue';
import { MarkingRepository } from './marking.repository';
import { markProblem, partsToMark, scoreOf } from './marking.rules';
import { bodyAsked } from './paper-store.service';
import { ResultRepository } from './result.repository';
import { stepOf, wasTaken } from './steps';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

/** So long (ms) an answer stays in one person's hand. */
export const CLAIM_MS = 30 * 60_000;

const PUT_BACK = { claimedBy: null, claimedUntil: LONG_AGO };

/** People mark what the machine cannot: one answer, one marker. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MarkingService {
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

  private readonly shared = new SharedReads();

  async findMarking({ params }: Input<'findMarking'>, call: Call): Promise<MarkingOverview> {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    const key = JSON.stringify([call.scope, exam._id]);
    return this.shared.read(key, () => this.overviewOf(exam, call));
  }

  private async overviewOf(exam: WithId<ExamDocument>, call: Call): Promise<MarkingOverview> {
    await this.queue.fill(exam);
    const { paper } = await this.queue.counted(exam);
    const rows = await this.repository.listStates(call.scope, exam._id);
    const byCode = new Map<string, typeof rows>();
    for (const row of rows) {
      const own = byCode.get(row.code);
      if (own) own.push(row);
      else byCode.set(row.code, [row]);
    }
    const questions = [...byCode].flatMap(([code, own]) => {
      const body = paper.questions.get(code)?.body;
      const open = own.filter((one) => one.scoreBp === null);
      const claimed = open.filter((one) => one.claimedUntil.getTime() > now()).length;
      const marked = own.filter((one) => one.parts !== null && one.scoreBp !== null).length;
      // Answers that only a corrected key touched were never in the queue.
      if (!body || (open.length === 0 && marked === 0)) return [];
      const { kind } = body;
      const points = own[0]?.points ?? 0;
      const waiting = open.length - claimed;
      return [{ code, kind, stem: stemLine(body), points, waiting, claimed, marked }];
    });
    return {
      examId: exam._id,
      title: exam.draft.title,
      waiting: questions.reduce((sum, one) => sum + one.waiting, 0),
      complete: exam.settledAt !== null,
      questions: questions.sort((a, b) => (a.code < b.code ? -1 : 1)),
    };
  }

  /** Whoever asks again gets what is in hand: a call that was sent twice takes one answer. */
  async claimMarking({ params, body }: Input<'claimMarking'>, call: Call) {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    await this.queue.fill(exam);
    const { personId } = call.actor;
    const at = nowDate();
    const by = { personId, code: body.code, at };
    const task =
      (await this.repository.findClaimed(call.scope, exam._id, by)) ??
      (await this.repository.saveClaim(call.scope, exam._id, {
        ...by,
        until: new Date(at.getTime() + CLAIM_MS),
      }));
    const left = await this.repository.countWaiting(call.scope, exam._id, by);
    return { task: task && (await this.present(task, exam, call)), left };
  }

  async markAnswer({ params, body }: Input<'markAnswer'>, call: Call) {
    const found = await this.markingOf(params.markingId, call);
    const step = stepOf('marked', body, call);
    if (wasTaken(found, step, body.version)) return done(found);
    this.checkInHand(found, call);
    const exam = await examWithin(this.exams, call.scope, found.examId);
    const { paper, keyOf } = await this.queue.counted(exam);
    const [key, answer] = [keyOf(found.code), await this.answerOf(found, call)];
    if (!key || !answer) throw new AppError('NOT_FOUND');
    const problem = markProblem(partsToMark(key, answer), body.parts);
    if (problem) throw new AppError('VALIDATION_FAILED', { details: [problem] });
    const mark: GivenMark = {
      at: step.at,
      kind: 'marked',
      actorId: call.actor.personId,
      correctionId: null,
      parts: body.parts,
      note: body.note,
      beforeBp: found.scoreBp,
      afterBp: scoreOf(key, answer, paper.gradeRule, body.parts),
    };
    const saved = await this.repository.saveStep(found, step, {
      $set: { ...PUT_BACK, parts: body.parts, scoreBp: mark.afterBp, again: null },
      $push: { marks: mark },
    });
    if (found.again !== null) await this.news.markedAgain(exam, saved);
    return done(saved);
  }

  async releaseMarking({ params, body }: Input<'releaseMarking'>, call: Call) {
    const found = await this.markingOf(params.markingId, call);
    const step = stepOf('released', body, call);
    if (wasTaken(found, step, body.version)) return done(found);
    this.checkInHand(found, call);
    return done(await this.repository.saveStep(found, step, { $set: PUT_BACK }));
  }

  /** Puts a person's mark back into the queue: another person marks it. */
  async markAgain(
    found: WithId<MarkingDocument>,
    reason: string,
    step: ReturnType<typeof stepOf>,
  ): Promise<void> {
    if (findEvent(found, step)) return;
    const last = found.marks.filter((one) => one.kind === 'marked').at(-1);
    const mark: GivenMark = {
      at: step.at,
      kind: 'again',
      actorId: step.actorId,
      correctionId: null,
      parts: null,
      note: reason,
      beforeBp: found.scoreBp,
      afterBp: null,
    };
    await this.repository.saveStep(found, step, {
      $set: { ...PUT_BACK, parts: null, scoreBp: null, again: reason },
      $push: { marks: mark, ...(last && { excluded: last.actorId }) },
    });
  }

  private checkInHand({ claimedBy, claimedUntil }: MarkingDocument, call: Call): void {
    if (claimedBy === call.actor.personId && claimedUntil.getTime() > now()) return;
    throw new AppError('STATE_CONFLICT', { message: '这份答案不在你手里，请重新领一份' });
  }

  private async answerOf({ attemptId, code }: MarkingDocument, call: Call) {
    return answerIn(await this.attempts.find(call.scope, attemptId), code);
  }

  private async present(
    task: WithId<MarkingDocument>,
    exam: ExamDocument,
    call: Call,
  ): Promise<MarkingTask> {
    const { paper, keyOf } = await this.queue.counted(exam);
    const attempt = await this.attempts.find(call.scope, task.attemptId);
    const [key, answer] = [keyOf(task.code), answerIn(attempt, task.code)];
    if (!key || !answer || !attempt) throw new AppError('NOT_FOUND');
    // Who wrote "I chose B" had the options in an order of their own.
    const seed = seedOf(exam.secret, attempt.sittingId, attempt.no);
    return {
      id: task._id,
      version: task.version,
      code: task.code,
      points: task.points,
      body: bodyAsked(paper, key.body, seed, task.code),
      answer,
      parts: partsToMark(key, answer),
      claimedUntil: task.claimedUntil.toISOString(),
      again: task.again,
    };
  }

  private async markingOf(markingId: string, call: Call): Promise<WithId<MarkingDocument>> {
    const found = await this.repository.find(call.scope, markingId);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }
}

function answerIn(attempt: Pick<AttemptDocument, 'answers'> | null, code: string) {
  return attempt?.answers.find((one) => one.code === code)?.answer;
}

function done({ _id, version, scoreBp }: MarkingDocument) {
  return { id: _id, version, scoreBp };
}
