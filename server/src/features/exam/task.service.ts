import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import type { Job } from '../../platform/jobs';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';
import { OrgService } from '../org';
import { AnnouncementService } from './announcement.service';
import { AttemptRepository } from './attempt.repository';
import { AudienceService } from './audience.service';
import { ClosingService } from './closing.service';
import type { ExamDocument, ExamTask, SittingDocument } from './exam.collection';
import { presentTimes } from './exam.presenter';
import { ExamRepository } from './exam.repository';
import { newSitting, standingOfAll } from './exam.rules';
import {
  cancelledWords,
  leftOutWords,
  makeUpWords,
  publishedWords,
  type ExamWords,
} from './exam.words';
import { KeeperNews } from './keeper.news';
import { MarkingNews } from './marking.news';
import { SittingRepository } from './sitting.repository';
import { WithoutService } from './without.service';

/** Whoever decided it carries it out at once; what is older was left behind by a process that died (ms). */
const LEFT_BEHIND_MS = 60_000;
/** Sittings told in one write. */
const AT_ONCE = 500;

type Added = Extract<ExamTask, { what: 'added' }>;

/** Carries out what a keeper decided about many people: each part is done again harmlessly. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ExamTaskService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  audience: AudienceService;

  @Inject()
  announcement: AnnouncementService;

  @Inject()
  news: MarkingNews;

  @Inject()
  keepers: KeeperNews;

  @Inject()
  org: OrgService;

  @Inject()
  closing: ClosingService;

  @Inject()
  without: WithoutService;

  job(): Job {
    return {
      name: 'exam-tasks',
      everyMs: 60_000,
      leaseMs: 5 * 60_000,
      run: async ({ at }) => {
        const before = new Date(at.getTime() - LEFT_BEHIND_MS);
        for (const exam of await this.exams.listWithTasks(before)) {
          for (const { opId } of exam.tasks ?? []) await this.tryAgain(exam, opId);
        }
      },
    };
  }

  /** One that fails holds up no other. */
  private async tryAgain(exam: ExamDocument, opId: string): Promise<void> {
    try {
      await this.carryOut(exam, opId);
    } catch (error) {
      log().error({ examId: exam._id, reason: reasonOf(error) }, 'a task of an exam failed');
    }
  }

  /** Carries out what this op decided; nothing where that is done. */
  async carryOut(exam: ExamDocument, opId: string): Promise<void> {
    const task = exam.tasks?.find((one) => one.opId === opId);
    if (!task) return;
    await this.run(exam, task);
    await this.exams.saveTaskDone(exam._id, task);
    // It counted while it was given; some of its people may have another one by now.
    if ('window' in task && task.window) await this.closing.follow(exam._id);
  }

  private async run(exam: ExamDocument, task: ExamTask): Promise<void> {
    switch (task.what) {
      case 'published':
        // Cancelled meanwhile: nobody is called to it any more.
        if (exam.state !== 'published') return;
        await this.audience.seat(exam);
        await this.audience.tell(exam, publishedWords(exam));
        return this.announcement.announce(exam);
      case 'cancelled':
        await this.announcement.withdraw(exam);
        return this.audience.tell(exam, cancelledWords(exam));
      case 'released':
        return this.tellReleased(exam);
      case 'left_out':
        return this.tellLeftOut(exam, task.opId);
      case 'added':
        return this.add(exam, task);
      case 'make_up':
        if (exam.state !== 'published') return;
        return this.tellOf(exam, task.opId, makeUpWords(exam, task.opId, task.window));
      case 'without':
        return this.without.carryOut(exam, task);
    }
  }

  private async add(exam: ExamDocument, { opId, step, personIds, window }: Added): Promise<void> {
    const people = await this.org.personsById(personIds);
    const times = window && { ...window, extraMin: 0 };
    const at = nowDate();
    const sittings = [...people.values()].map(({ _id: personId, unitPath }): SittingDocument => {
      const whose = { _id: makeId(), examId: exam._id, personId, unitPath };
      const event = { ...step, times: presentTimes(times), deferred: null, note: null };
      const fresh = newSitting({ ...whose, toldAt: at, deferred: null });
      return { ...fresh, times, changedAt: at, events: [event] };
    });
    await this.sittings.insertAll(sittings);
    if (exam.state !== 'published') return;
    const words = window ? makeUpWords(exam, opId, window) : publishedWords(exam);
    await this.tellOf(exam, opId, words);
  }

  /** Tells those whose sittings this op made or changed. */
  private async tellOf(exam: ExamDocument, opId: string, words: ExamWords): Promise<void> {
    const rows = await this.sittings.listOfOp(exam._id, opId);
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      await this.audience.tellSome(exam, rows.slice(from, from + AT_ONCE), words);
    }
    await this.announcement.announceTo(exam, rows, opId);
  }

  /** Whoever keeps exams learns that its questions are others now, or that none is left. */
  private async tellLeftOut(exam: ExamDocument, opId: string): Promise<void> {
    if (exam.state === 'published') await this.keepers.tell(exam, leftOutWords(exam, opId));
  }

  /** Nobody is told where nothing waited for it. */
  private async tellReleased(exam: ExamDocument): Promise<void> {
    if (!Object.values(exam.draft.review).includes('when_released')) return;
    const reach = { unitPaths: [exam.unitPath] };
    const [attempts, aside] = await Promise.all([
      this.attempts.listOfExam(reach, exam),
      this.sittings.listSetAside(exam._id),
    ]);
    // Whose paper does not count has no result to look at.
    await this.news.released(exam, standingOfAll(aside, attempts));
  }
}
