import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { isDatabaseAway, reasonOf } from '../../platform/errors';
import { groupBy } from '../../platform/group-by';
import { log } from '../../platform/log';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import { SETTLE_MS } from './attempt.rules';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { standing, timesOf, wasReached } from './exam.rules';
import { ExcuseService } from './excuse.service';
import { KeeperNews } from './keeper.news';
import { MarkingQueue } from './marking.queue';
import { MarkingRepository } from './marking.repository';
import { lastArrivalMs } from './result.rules';
import { SittingRepository } from './sitting.repository';
import { UnmadeService } from './unmade.service';

const SITTINGS_AT_ONCE = 1_000;

/** Makes attempts anew whose time is over. */
type Remake = (attemptIds: readonly string[]) => Promise<void>;

/** What an exam came to for those who sat it and for those who did not, once nobody writes any more. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class SettlingService {
  @Inject()
  attempts: AttemptRepository;

  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  excuses: ExcuseService;

  @Inject()
  queue: MarkingQueue;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  keepers: KeeperNews;

  @Inject()
  unmade: UnmadeService;

  /** Settles an exam whose last window is over. One that cannot be settled holds no other up. */
  async settle(exam: ExamDocument, at: Date, remake: Remake): Promise<void> {
    if (at.getTime() <= lastArrivalMs(exam) + SETTLE_MS) return;
    try {
      await this.settleOver(exam, at, remake);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      log().error({ examId: exam._id, reason: reasonOf(error) }, 'exam cannot be settled');
    }
  }

  /** After the last window: attempts whose document was lost on the way, then those who never started. */
  private async settleOver(exam: ExamDocument, at: Date, remake: Remake): Promise<void> {
    const reach = { unitPaths: [exam.unitPath] };
    const starts = await this.attempts.listStarts(exam._id);
    const list = () => this.attempts.listOfExam(reach, exam);
    const rows = await list();
    const final = new Set(rows.filter((row) => row.final).map((row) => row._id));
    const open = starts.map((one) => one.attemptId).filter((id) => !final.has(id));
    await remake(open);
    const unmade = await this.unmade.countOf(exam._id);
    const startedBy = new Set(starts.map((one) => one.personId));
    const missing: SittingDocument[] = [];
    const begun: SittingDocument[] = [];
    for await (const some of this.sittings.pagesOfExam(exam, SITTINGS_AT_ONCE)) {
      const called = some.filter((one) => one.deferred === null);
      missing.push(...called.filter((one) => !startedBy.has(one.personId)));
      begun.push(...called.filter((one) => startedBy.has(one.personId)));
    }
    if (exam.draft.kind === 'surprise' && unmade === 0) {
      const attempts = open.length > 0 ? await list() : rows;
      await this.setAside(exam, begun, attempts, at);
    }
    const excused = exam.held
      ? new Map(missing.map(({ _id }) => [_id, 'other' as const]))
      : await this.excuses.reasons(exam, missing);
    await this.sittings.saveExcused(excused, at);
    const missed = missing.filter((one) => !excused.has(one._id));
    const unreached = (one: SittingDocument) =>
      exam.draft.kind === 'surprise' && !wasReached(one, timesOf(exam, one.times));
    const ids = (list: SittingDocument[]) => list.map((one) => one._id);
    await this.sittings.saveMissed(ids(missed.filter(unreached)), 'unreached');
    await this.sittings.saveMissed(ids(missed.filter((one) => !unreached(one))), 'absent');
    await this.tellToMark(exam);
    // The exam stays open for whom nobody could grade: each paper is judged with all the others, and once.
    if (unmade > 0) return;
    await this.exams.saveSettled(exam, at);
  }

  /** Before it is settled: a process that dies in between tells it again. */
  private async tellToMark(exam: ExamDocument): Promise<void> {
    await this.queue.fill(exam);
    const reach = { unitPaths: [exam.unitPath] };
    const waiting = await this.markings.countOpenByExam(reach, [exam._id]);
    if (waiting.get(exam._id)) await this.keepers.toMark(exam, exam.lastCloseAt.toISOString());
  }

  /** Whoever was called away in the middle of a surprise exam is asked another time, never failed. */
  private async setAside(
    exam: ExamDocument,
    sittings: readonly SittingDocument[],
    attempts: readonly AttemptRow[],
    at: Date,
  ): Promise<void> {
    // Whoever was given a window of their own chose when to come in it.
    const sudden = sittings.filter(({ times }) => !times?.closesAt);
    const bySitting = groupBy(attempts, (one) => one.sittingId);
    const judgedUntil = exam.judgedUntil?.getTime() ?? 0;
    const unfinished = sudden.flatMap((sitting) => {
      const own = standing(sitting, bySitting.get(sitting._id) ?? []);
      const last = own.reduce<AttemptRow | null>((a, b) => (a && a.no > b.no ? a : b), null);
      // Whoever handed anything in had done; and each paper is judged once, whatever a keeper made of it.
      const isDone = own.some((one) => one.state === 'submitted');
      if (!last || isDone || last.state !== 'collected') return [];
      return last.endsAt.getTime() > judgedUntil ? [{ sitting, last }] : [];
    });
    const reasons = await this.excuses.calledAway(unfinished.map((one) => one.last));
    const gone = unfinished.flatMap(({ sitting, last: { _id, no } }) => {
      const deferred = reasons.get(_id);
      return deferred ? [{ sitting, no, deferred }] : [];
    });
    await this.sittings.saveCalledAway(gone, at);
  }
}
