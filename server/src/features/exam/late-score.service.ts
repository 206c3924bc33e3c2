import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { ExamDocument } from './exam.collection';
import { standingOfAll } from './exam.rules';
import { KeeperNews } from './keeper.news';
import { KeyCorrectionService } from './marking.correction';
import { MarkingQueue } from './marking.queue';
import { MarkingRepository } from './marking.repository';
import { ResultRepository } from './result.repository';
import { SittingRepository } from './sitting.repository';

/** What an answer that comes in after its attempt was final means for marks that were given by then. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class LateScoreService {
  @Inject()
  attempts: ResultRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  queue: MarkingQueue;

  @Inject()
  corrections: KeyCorrectionService;

  @Inject()
  keepers: KeeperNews;

  /** Marks what came in as all others were; a repeat does what is left of it. */
  async follow(exam: ExamDocument, attemptIds: readonly string[]): Promise<void> {
    const reach = { unitPaths: [exam.unitPath] };
    const found = await this.attempts.listByIds(reach, attemptIds);
    // Nobody marks or is told of one that was set aside.
    const aside = await this.sittings.listSetAside(exam._id);
    const rows = standingOfAll(aside, found).filter((row) => row.final);
    if (rows.length === 0) return;
    const counted = await this.queue.counted(exam);
    for (const row of rows) await this.queue.revise(exam, counted, row);
    await this.corrections.takeLate(exam, rows);
    if (exam.settledAt === null) return;
    await this.queue.fillAgain(exam);
    for (const { _id, folded } of rows) {
      const overlays = await this.markings.listOverlaysOf([_id]);
      const waits = overlays.some(({ scoreBp }) => scoreBp === null);
      if (waits) await this.keepers.toMark(exam, `${_id}-${folded}`);
    }
  }
}
