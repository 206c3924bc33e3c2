import { randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  MAX_WINDOW_DAYS,
  type Exam,
  type examContract,
  type ExamDraft,
  type ExamSummary,
  type HandlerInput,
  type Page,
} from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { SharedReads, toPage } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { examWithin } from './exam.access';
import { AudienceService } from './audience.service';
import type { ExamDocument } from './exam.collection';
import { presentExam, presentExamSummary } from './exam.presenter';
import { ExamRepository } from './exam.repository';
import { timesOf } from './exam.rules';
import { OutdatedService } from './outdated.service';
import { PaperStore } from './paper-store.service';
import { stepOf, wasTaken } from './steps';
import { ExamTaskService } from './task.service';
import { WaitingService } from './waiting.service';
import { releasedKeys, tellsKeys } from './withheld.rules';
import { WithheldService } from './withheld.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Exams: planned, published, cancelled, released. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ExamService {
  @Inject()
  repository: ExamRepository;

  @Inject()
  audience: AudienceService;

  @Inject()
  papers: PaperStore;

  @Inject()
  tasks: ExamTaskService;

  @Inject()
  outdated: OutdatedService;

  @Inject()
  withheld: WithheldService;

  @Inject()
  waiting: WaitingService;

  private readonly shared = new SharedReads();

  async listExams({ query }: Input<'listExams'>, { scope }: Call): Promise<Page<ExamSummary>> {
    const key = JSON.stringify([scope, query]);
    return this.shared.read(key, () => this.summariesOf(scope, query));
  }

  private async summariesOf(
    scope: Scope,
    query: Input<'listExams'>['query'],
  ): Promise<Page<ExamSummary>> {
    const rows = await this.repository.list(scope, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const ids = page.items.map(({ _id }) => _id);
    const waiting = await this.waiting.ofExams(scope, ids);
    const items = page.items.map(async (row) => ({
      ...presentExamSummary(row, await this.outdated.countOf(row), now()),
      waiting: waiting.get(row._id),
    }));
    return { ...page, items: await Promise.all(items) };
  }

  async findExam({ params }: Input<'findExam'>, call: Call): Promise<Exam> {
    return this.present(await examWithin(this.repository, call.scope, params.examId));
  }

  async createExam({ body }: Input<'createExam'>, call: Call): Promise<Exam> {
    const bureau = bureauOf(call.actor.unitPath);
    await this.checkDraft(body.draft, bureau);
    const exam = await this.repository.append({
      _id: makeId(),
      actorId: call.actor.personId,
      opId: body.opId,
      opHash: call.opHash,
      unitPath: bureau,
      draft: body.draft,
      ...windowOf(body.draft),
      state: 'draft',
      secret: randomBytes(32).toString('hex'),
      draw: null,
      publishedAt: null,
      releasedAt: null,
      cancelledReason: null,
      settledAt: null,
      changedAt: nowDate(),
      version: 0,
      events: [],
      schemaVersion: 1,
    });
    return this.present(exam);
  }

  async changeExam({ params, body }: Input<'changeExam'>, call: Call): Promise<Exam> {
    const found = await examWithin(this.repository, call.scope, params.examId);
    const step = stepOf('changed', body, call);
    if (wasTaken(found, step, body.version)) return this.present(found);
    if (found.state !== 'draft') throw new AppError('STATE_CONFLICT');
    await this.checkDraft(body.draft, found.unitPath);
    const $set = { draft: body.draft, ...windowOf(body.draft), changedAt: nowDate() };
    return this.present(await this.repository.saveStep(found, step, { $set }));
  }

  /** Draws first, then publishes, then makes the sittings and tells: each is done again harmlessly after a crash. */
  async publishExam({ params, body }: Input<'publishExam'>, call: Call): Promise<Exam> {
    const found = await examWithin(this.repository, call.scope, params.examId);
    const step = stepOf('published', body, call);
    if (wasTaken(found, step, body.version)) {
      await this.tasks.carryOut(found, body.opId);
      return this.present(found);
    }
    if (found.state !== 'draft') throw new AppError('STATE_CONFLICT');
    // It may have been saved when less was refused.
    refuseWrong(found.draft);
    const window =
      found.draft.kind === 'surprise' ? windowFrom(found.draft, now()) : windowOf(found.draft);
    // Whoever is told of an exam that nobody can start any more would be absent from it.
    if (timesOf({ ...found, ...window }, null).startByMs <= now()) {
      throw new AppError('STATE_CONFLICT', { message: '最晚开考的时间已经过了，先改时间再发出' });
    }
    await this.withheld.refuseTold(found.draft.paperId);
    await this.outdated.refuse({ ...found, ...window });
    const draw = await this.audience.draw(found);
    const at = nowDate();
    const saved = await this.repository.saveStep(found, step, {
      $set: { state: 'published', ...window, draw, publishedAt: at, changedAt: at },
      $push: { tasks: { what: 'published', opId: body.opId } },
    });
    this.withheld.forget(found.unitPath);
    await this.tasks.carryOut(saved, body.opId);
    return this.present(saved);
  }

  async cancelExam({ params, body }: Input<'cancelExam'>, call: Call): Promise<Exam> {
    const found = await examWithin(this.repository, call.scope, params.examId);
    const step = stepOf('cancelled', body, call);
    if (!wasTaken(found, step, body.version)) {
      if (found.state === 'cancelled' || found.settledAt) throw new AppError('STATE_CONFLICT');
      // Its paper would be free for another exam, though people know the answers.
      if (tellsKeys(found, now()) || releasedKeys(found)) {
        throw new AppError('STATE_CONFLICT', { message: '标准答案已经能看了，不能再中止' });
      }
    }
    const $set = {
      state: 'cancelled' as const,
      cancelledReason: body.reason,
      changedAt: nowDate(),
    };
    // A draft is thrown away: nobody knew of it.
    const isKnown = found.publishedAt !== null;
    const $push = { tasks: { what: 'cancelled' as const, opId: body.opId } };
    const change = isKnown ? { $set, $push } : { $set };
    const saved = await this.repository.saveStep(found, step, change);
    this.withheld.forget(found.unitPath);
    await this.tasks.carryOut(saved, body.opId);
    return this.present(saved);
  }

  async releaseExam({ params, body }: Input<'releaseExam'>, call: Call): Promise<Exam> {
    const found = await examWithin(this.repository, call.scope, params.examId);
    const step = stepOf('released', body, call);
    if (wasTaken(found, step, body.version)) {
      await this.tasks.carryOut(found, body.opId);
      return this.present(found);
    }
    if (found.state !== 'published' || now() <= found.lastCloseAt.getTime() || found.releasedAt) {
      throw new AppError('STATE_CONFLICT', { message: '还有人能考，考完再公布' });
    }
    const at = nowDate();
    const saved = await this.repository.saveStep(found, step, {
      $set: { releasedAt: at, changedAt: at },
      $push: { tasks: { what: 'released', opId: body.opId } },
    });
    this.withheld.forget(found.unitPath);
    await this.tasks.carryOut(saved, body.opId);
    return this.present(saved);
  }

  async present(exam: ExamDocument): Promise<Exam> {
    const [paper, outdated] = await Promise.all([
      this.papers.ofExam(exam),
      this.outdated.countOf(exam),
    ]);
    return presentExam(exam, { paper, outdated }, now());
  }

  private async checkDraft(draft: ExamDraft, bureau: string): Promise<void> {
    refuseWrong(draft);
    await this.papers.mustBeInForce(bureau, draft.paperId);
    await this.withheld.refuseTold(draft.paperId);
  }
}

function windowOf({ times }: ExamDraft) {
  const closesAt = new Date(times.closesAt);
  return { opensAt: new Date(times.opensAt), closesAt, lastCloseAt: closesAt };
}

/** A surprise exam opens now and closes when the last who may start has had the whole time. */
function windowFrom({ times }: ExamDraft, nowMs: number) {
  const minutes = (times.startWithinMin ?? 0) + times.durationMin;
  const closesAt = new Date(nowMs + minutes * MINUTE_MS);
  return { opensAt: new Date(nowMs), closesAt, lastCloseAt: closesAt };
}

function refuseWrong(draft: ExamDraft): void {
  const wrong = draftProblem(draft);
  if (!wrong) return;
  throw new AppError('VALIDATION_FAILED', { message: wrong.message, details: [wrong] });
}

function draftProblem({ kind, times, attempts, review }: ExamDraft) {
  const at = (field: string, message: string) => ({
    path: `body.draft.${field}`,
    reason: 'invalid',
    message,
  });
  // A surprise exam has its window from the moment of publishing: the planned one may lie as it likes.
  if (kind !== 'surprise' && Date.parse(times.closesAt) <= Date.parse(times.opensAt)) {
    return at('times.closesAt', '结束要晚于开始');
  }
  if (Date.parse(times.closesAt) - Date.parse(times.opensAt) > MAX_WINDOW_DAYS * DAY_MS) {
    return at('times.closesAt', `一场考试最多开 ${MAX_WINDOW_DAYS} 天，看看年份对不对`);
  }
  if (kind === 'surprise' && times.startWithinMin === null) {
    return at('times.startWithinMin', '飞行考试要写明几分钟内开考');
  }
  if (kind === 'contest' && attempts.allowed > 1) return at('attempts.allowed', '竞赛只能考一次');
  // What is asked is seen with it, and others are still to be asked: so would the stage be kept in any case.
  if (review.answers === 'after_submit') {
    return at('review.answers', '答卷要等都考完才能看，没考的人还要答这张卷');
  }
  // Its ranking shows points from the first hand-in on: a rule that keeps them back would not be kept.
  if (kind === 'contest' && review.score !== 'after_submit') {
    return at('review.score', '竞赛有实时的榜，成绩要交卷就能看');
  }
  return null;
}
