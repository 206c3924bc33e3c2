import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { env } from '../../platform/env';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';
import { ReminderService } from '../notice';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { timesOf } from './exam.rules';
import { SittingRepository } from './sitting.repository';

const AT_ONCE = 500;
const MINUTE_MS = 60_000;
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
    await this.tryTo(exam, async () => {
      for await (const rows of this.sittings.pagesOfExam(exam, AT_ONCE)) {
        await this.note(exam, rows, keyOf(exam));
      }
    });
  }

  /** The same for people who were given another window, or came in later, by one op. */
  async announceTo(
    exam: ExamDocument,
    rows: readonly SittingDocument[],
    opId: string,
  ): Promise<void> {
    await this.tryTo(exam, async () => {
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        await this.note(exam, rows.slice(from, from + AT_ONCE), `${keyOf(exam)}:${opId}`);
      }
    });
  }

  /** The exam will not be: what was not sent yet stays here. */
  async withdraw(exam: ExamDocument): Promise<void> {
    if (exam.draft.kind === 'surprise') await this.reminders.withdraw(keyOf(exam));
  }

  private async tryTo(exam: ExamDocument, announce: () => Promise<void>): Promise<void> {
    if (exam.draft.kind !== 'surprise' || !env().wechat.examTemplate) return;
    try {
      await announce();
    } catch (error) {
      log().warn({ examId: exam._id, reason: reasonOf(error) }, 'an exam is told by inbox only');
    }
  }

  private async note(
    exam: ExamDocument,
    rows: readonly SittingDocument[],
    key: string,
  ): Promise<void> {
    const { title } = exam.draft;
    const told = rows.filter((row) => row.deferred === null);
    await this.reminders.appendAll(
      told.map(({ personId, unitPath, times }) => {
        const { startByMs, durationMs } = timesOf(exam, times);
        return {
          personId,
          unitPath,
          key,
          title,
          startBy: new Date(startByMs),
          minutes: durationMs / MINUTE_MS,
          note: times?.closesAt ? '这段时间里自己定时间开考' : '在岗、处置、请假的不用考',
          page: `${PAGE}?id=${exam._id}`,
        };
      }),
    );
  }
}

function keyOf(exam: ExamDocument): string {
  return `exam:${exam._id}`;
}
