import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { ExamRepository } from './exam.repository';
import { lastCloseOf } from './exam.rules';
import { SittingRepository } from './sitting.repository';

/** So often a change that was overtaken by another one looks again. */
const ROUNDS = 20;

/** Until when anybody may write: it follows the windows that people have, forth and back. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ClosingService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  /**
   * After each change of somebody's window. Of two at once the later to write has read what both of them
   * changed, since each changes first and reads then.
   */
  async follow(examId: string): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const exam = await this.exams.findUnscoped(examId);
      if (!exam) throw new AppError('NOT_FOUND');
      const last = lastCloseOf(exam, await this.sittings.listTimes(examId));
      if (await this.exams.saveLastClose(exam, last, nowDate())) return;
    }
    throw new AppError('BUSY', { internal: `windows of exam ${examId} change too fast` });
  }
}
