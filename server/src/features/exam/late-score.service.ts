import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { WithId } from 'mongodb';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { AttemptDocument } from './attempt.collection';
import type { ExamDocument } from './exam.collection';
import { standingOfAll } from './exam.rules';
import { KeeperNews } from './keeper.news';
import type { GivenMark, MarkingDocument } from './marking.collection';
import { KeyCorrectionService } from './marking.correction';
import { LONG_AGO, MarkingQueue, newMarking, type CountedPaper } from './marking.queue';
import { MarkingRepository } from './marking.repository';
import { scoreOf } from './marking.rules';
import { ResultRepository } from './result.repository';
import { SittingRepository } from './sitting.repository';

/** To whoever marks an answer in place of which another one was marked. */
const MARK_THIS = '先前评的是另一个答案，这个后来才收到，请按这个评';
/** A marker may be faster: what stands is looked at again, so often. */
const ROUNDS = 5;

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
    for (const row of rows) await this.revise(exam, counted, row);
    await this.corrections.takeLate(exam, rows);
    if (exam.settledAt === null) return;
    await this.queue.fillAgain(exam);
    for (const { _id, folded } of rows) {
      const overlays = await this.markings.listOverlaysOf([_id]);
      const waits = overlays.some(({ scoreBp }) => scoreBp === null);
      if (waits) await this.keepers.toMark(exam, `${_id}-${folded}`);
    }
  }

  /** No points stay that another answer was given. */
  private async revise(
    exam: ExamDocument,
    counted: CountedPaper,
    row: AttemptDocument,
  ): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      let isBeaten = false;
      for (const kept of await this.markings.listOfAttempt(row._id)) {
        const next = revised(kept, exam, counted, row);
        if (next && !(await this.markings.saveLate(kept, next.change, next.marks))) isBeaten = true;
      }
      if (!isBeaten) return;
    }
    throw new AppError('BUSY', { internal: `attempt ${row._id} is marked all the time` });
  }
}

/** A marking as the answer makes it that counts now; undefined where it is the one that was marked. */
function revised(
  kept: WithId<MarkingDocument>,
  exam: ExamDocument,
  counted: CountedPaper,
  row: AttemptDocument,
): { change: Partial<MarkingDocument>; marks: GivenMark[] } | undefined {
  const { answerSeq, machineBp, ...fresh } = newMarking(exam, counted, row, kept.code);
  if (kept.answerSeq === undefined || answerSeq === undefined) return undefined;
  if (kept.answerSeq === answerSeq) return undefined;
  const key = counted.keyOf(kept.code);
  const answer = row.answers.find((one) => one.code === kept.code)?.answer ?? null;
  const afterBp = key ? scoreOf(key, answer, counted.paper.gradeRule, null) : fresh.scoreBp;
  const again = kept.parts === null ? kept.again : MARK_THIS;
  const mark: GivenMark = {
    at: nowDate(),
    kind: 'late',
    actorId: row.personId,
    correctionId: null,
    parts: null,
    note: null,
    beforeBp: kept.scoreBp,
    afterBp,
  };
  const change = {
    answerSeq,
    machineBp,
    scoreBp: afterBp,
    parts: null,
    // Whoever has it in hand sees another answer than the one that counts.
    claimedBy: null,
    claimedUntil: LONG_AGO,
    again: afterBp === null ? again : null,
  };
  return { change, marks: kept.scoreBp === afterBp && kept.parts === null ? [] : [mark] };
}
