import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type {
  Appeal,
  AppealDecision,
  examResultContract,
  HandlerInput,
  KeptAppeal,
  Page,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AppError, isDuplicateKey } from '../../platform/errors';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import { examWithin, refuseWhileWriting } from './exam.access';
import { AppealRepository } from './appeal.repository';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { KeeperNews } from './keeper.news';
import type { AppealDocument } from './marking.collection';
import { KeyCorrectionService } from './marking.correction';
import { MarkingNews } from './marking.news';
import { MarkingQueue } from './marking.queue';
import { MarkingRepository } from './marking.repository';
import { MarkingService } from './marking.service';
import { OwnResultService } from './result.own.service';
import { presentAppeal } from './result.presenter';
import { ResultRepository } from './result.repository';
import { machineBp } from './result.rules';
import { stepOf, wasTaken } from './steps';
import { readWait } from './withheld.rules';
import { WithheldService } from './withheld.service';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

/** Appeals of questions: one each question and attempt, answered with a reason. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AppealService {
  @Inject()
  repository: AppealRepository;

  @Inject()
  own: OwnResultService;

  @Inject()
  exams: ExamRepository;

  @Inject()
  attempts: ResultRepository;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  queue: MarkingQueue;

  @Inject()
  marking: MarkingService;

  @Inject()
  corrections: KeyCorrectionService;

  @Inject()
  news: MarkingNews;

  @Inject()
  keepers: KeeperNews;

  @Inject()
  org: OrgService;

  @Inject()
  withheld: WithheldService;

  start(): void {
    registerHolding({ name: 'exam_appeals', count: (id) => this.repository.countOf(id) });
  }

  async appealQuestion({ params, body }: Input<'appealQuestion'>, call: Call): Promise<Appeal> {
    const { exam, attempt, shown } = await this.own.ownOf(params.examId, call);
    if (attempt?._id !== body.attemptId) throw new AppError('NOT_FOUND');
    if (!attempt.grades.some((one) => one.code === params.code)) {
      throw new AppError('NOT_ON_PAPER');
    }
    const { unread } = await this.withheld.heldOf(exam);
    if (!shown.answers || readWait([params.code], unread) !== null) {
      throw new AppError('STATE_CONFLICT', { message: '能看到自己的答卷以后才能申诉' });
    }
    const { personId, unitPath } = call.actor;
    try {
      const saved = await this.repository.append({
        _id: makeId(),
        actorId: personId,
        opId: body.opId,
        opHash: call.opHash,
        examId: exam._id,
        attemptId: attempt._id,
        personId,
        unitPath,
        code: params.code,
        text: body.text,
        sentAt: occurred(call, body.deviceAt).occurredAt,
        state: 'open',
        reason: null,
        decidedAt: null,
        version: 1,
        events: [],
        schemaVersion: 1,
      });
      await this.keepers.appealed(exam, saved);
      return presentAppeal(saved);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new AppError('STATE_CONFLICT', { message: '这道题已经申诉过，请等答复' });
    }
  }

  async listAppeals(
    { params, query }: Input<'listAppeals'>,
    call: Call,
  ): Promise<Page<KeptAppeal>> {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    const rows = await this.repository.list(call.scope, exam._id, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { ...page, items: await this.presentAll(exam, page.items, call) };
  }

  /** Decides, then does what follows; a repeat does what is left of it. */
  async decideAppeal({ params, body }: Input<'decideAppeal'>, call: Call): Promise<KeptAppeal> {
    const found = await this.repository.find(call.scope, params.appealId);
    if (!found) throw new AppError('NOT_FOUND');
    const exam = await examWithin(this.exams, call.scope, found.examId);
    const step = stepOf('decided', body, call);
    let decided: WithId<AppealDocument> = found;
    if (!wasTaken(found, step, body.version)) {
      if (found.state !== 'open') throw new AppError('STATE_CONFLICT');
      if (found.personId === call.actor.personId) {
        throw new AppError('STATE_CONFLICT', { message: '自己的申诉请别人来答复' });
      }
      await this.refuseEarly(exam, found.code);
      await this.checkChange(exam, found, body.decision);
      const { reason, decision } = body;
      const upheld = decision.outcome === 'upheld' && { upheldBy: decision.change.kind };
      decided = await this.repository.saveStep(found, step, {
        $set: { state: decision.outcome, reason, decidedAt: step.at, ...upheld },
      });
    }
    await this.follow(exam, decided, body, call);
    await this.news.appealDecided(exam, decided);
    const [shown] = await this.presentAll(exam, [decided], call);
    if (!shown) throw new AppError('NOT_FOUND');
    return shown;
  }

  /** Throws while anybody is to sit the question: whatever the answer is, it would help them. */
  private async refuseEarly(exam: ExamDocument, code: string): Promise<void> {
    const then = '答复这道题的申诉';
    refuseWhileWriting(exam, then);
    await this.withheld.refuseWhileAsked(exam, code, then);
  }

  private async checkChange(
    exam: ExamDocument,
    { attemptId, code }: AppealDocument,
    decision: AppealDecision['decision'],
  ): Promise<void> {
    if (decision.outcome === 'rejected') return;
    const { change } = decision;
    if (change.kind !== 'mark_again') {
      // Before anything is decided: an appeal is decided once, and what follows from it would be refused.
      await this.corrections.refuseEarly(exam);
      return this.corrections.checkChange(exam, code, change);
    }
    const marking = await this.markingOf(attemptId, code);
    if (marking?.parts) return;
    throw new AppError('STATE_CONFLICT', { message: '这个答案不是人评的，请改答案或者都给分' });
  }

  private async follow(
    exam: ExamDocument,
    appeal: AppealDocument,
    { opId, deviceAt, decision, reason }: Input<'decideAppeal'>['body'],
    call: Call,
  ): Promise<void> {
    if (decision.outcome === 'rejected') return;
    const { change } = decision;
    if (change.kind !== 'mark_again') {
      await this.corrections.correct(exam, appeal.code, { opId, change, reason }, call);
      return;
    }
    const marking = await this.markingOf(appeal.attemptId, appeal.code);
    const step = stepOf('again', { opId, deviceAt }, call);
    if (!marking) return;
    await this.marking.markAgain(marking, reason, step);
    await this.keepers.toMark(exam, appeal._id);
  }

  private async markingOf(attemptId: string, code: string) {
    return (await this.markings.listOfAttempts([attemptId], code))[0];
  }

  private async presentAll(
    exam: ExamDocument,
    rows: readonly AppealDocument[],
    call: Call,
  ): Promise<KeptAppeal[]> {
    const [{ keyOf }, people, units, attempts] = await Promise.all([
      this.queue.counted(exam),
      this.org.personsById(rows.map((row) => row.personId)),
      this.org.unitsByPath(),
      this.attempts.listByIds(call.scope, [...new Set(rows.map((row) => row.attemptId))]),
    ]);
    const byId = new Map(attempts.map((one) => [one._id, one]));
    const shown = rows.map(async (row): Promise<KeptAppeal[]> => {
      const [attempt, key] = [byId.get(row.attemptId), keyOf(row.code)];
      const grade = attempt?.grades.find((one) => one.code === row.code);
      if (!attempt || !key || !grade) return [];
      const marking = await this.markingOf(row.attemptId, row.code);
      return [
        {
          ...presentAppeal(row),
          version: row.version,
          personName: people.get(row.personId)?.name ?? '',
          unitName: units.get(row.unitPath)?.name ?? row.unitPath,
          code: row.code,
          points: grade.points,
          scoreBp: marking ? marking.scoreBp : machineBp(grade),
          body: key.body,
          key: key.key,
          explanation: key.explanation,
          answer: attempt.answers.find((one) => one.code === row.code)?.answer ?? null,
          byPerson: marking?.parts != null,
        },
      ];
    });
    return (await Promise.all(shown)).flat();
  }
}
