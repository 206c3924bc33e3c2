import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { env } from '../../platform/env';
import { log } from '../../platform/log';
import { ReminderService } from '../notice';
import type { ExamDocument } from './exam.collection';
import { timesOf } from './exam.rules';
import { SittingRepository } from './sitting.repository';

const AT_ONCE = 500;
const PAGE = 'features/exam/pages/before/index';

/**
 * A surprise exam is told by WeChat's own message too, to those who asked for one: nobody looks into an
 * app for what they do not expect. No other exam is.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AnnouncementService {
  @Inject()
  sittings: SittingRepository;

  @Inject()
  reminders: ReminderService;

  /** Notes what is to be sent. The exam is announced whether this works or not. */
  async announce(exam: ExamDocument): Promise<void> {
    if (exam.draft.kind !== 'surprise' || !env().wechat.examTemplate) return;
    try {
      await this.note(exam);
    } catch (error) {
      log().warn({ examId: exam._id, reason: String(error) }, 'an exam is told by inbox only');
    }
  }

  /** The exam will not be: what was not sent yet stays here. */
  async withdraw(exam: ExamDocument): Promise<void> {
    if (exam.draft.kind === 'surprise') await this.reminders.withdraw(keyOf(exam));
  }

  private async note(exam: ExamDocument): Promise<void> {
    const { title, times } = exam.draft;
    const startBy = new Date(timesOf(exam, null).startByMs);
    let after: string | undefined;
    for (;;) {
      const query = { after, limit: AT_ONCE };
      const rows = await this.sittings.listOfExam({ unitPaths: [exam.unitPath] }, exam._id, query);
      const told = rows.filter((row) => row.deferred === null);
      await this.reminders.appendAll(
        told.map(({ personId, unitPath }) => ({
          personId,
          unitPath,
          key: keyOf(exam),
          title,
          startBy,
          minutes: times.durationMin,
          note: '在岗、处置、请假的不用考',
          page: `${PAGE}?id=${exam._id}`,
        })),
      );
      if (rows.length < AT_ONCE) return;
      after = rows.at(-1)?._id;
    }
  }
}

function keyOf(exam: ExamDocument): string {
  return `exam:${exam._id}`;
}
