import type { IMidwayContainer } from '@midwayjs/core';
import { FeedbackService } from './features/feedback';
import { AwayService } from './features/leave';
import { MediaService } from './features/media';
import { NoticeService, ReminderSender, ReminderService } from './features/notice';
import { ChecklistService } from './features/standard';
import { RotaService, ShiftService } from './features/duty-log';
import { DueService, SelfCheckService } from './features/self-check';
import { StudyService } from './features/study';
import { QuizService, QuizSettingsService, ShippedBankService } from './features/quiz';
import { AppealService, ExamStart, KeyCorrectionService, SnapshotService } from './features/exam';
import { CheckDerivation } from './features/spot-check';
import { ReviewDayService, ReviewTermsService } from './features/review';
import { TodayTermsService } from './features/today';
import type { JobService } from './platform/jobs';

/** What features see to before the process ends. */
export async function finishFeatures(container: IMidwayContainer): Promise<void> {
  await (await container.getAsync(SnapshotService)).finish();
}

/** What each feature does at start: shipped content in place, jobs registered. Idempotent. */
export async function startFeatures(container: IMidwayContainer, jobs: JobService): Promise<void> {
  (await container.getAsync(MediaService)).start();
  (await container.getAsync(FeedbackService)).start();
  (await container.getAsync(AwayService)).start();
  (await container.getAsync(NoticeService)).start();
  (await container.getAsync(ReminderService)).start();
  await jobs.register((await container.getAsync(ReminderSender)).job());
  const checklists = await container.getAsync(ChecklistService);
  await checklists.loadShipped();
  (await container.getAsync(SelfCheckService)).start();
  await jobs.register((await container.getAsync(DueService)).job());
  (await container.getAsync(ShiftService)).start();
  (await container.getAsync(RotaService)).start();
  const study = await container.getAsync(StudyService);
  study.start();
  await study.loadShipped();
  // Settings that cannot be read are told at boot, not to the first who practises.
  await (await container.getAsync(QuizSettingsService)).history();
  await (await container.getAsync(ReviewTermsService)).history();
  await (await container.getAsync(TodayTermsService)).history();
  (await container.getAsync(QuizService)).start();
  const questions = await container.getAsync(ShippedBankService);
  await questions.fillAll();
  for (const job of (await container.getAsync(ExamStart)).start()) await jobs.register(job);
  (await container.getAsync(AppealService)).start();
  await jobs.register((await container.getAsync(KeyCorrectionService)).job());
  const derivation = await container.getAsync(CheckDerivation);
  derivation.start();
  await jobs.register(derivation.job());
  const reviewDays = await container.getAsync(ReviewDayService);
  reviewDays.start();
  await jobs.register(reviewDays.job());
}
