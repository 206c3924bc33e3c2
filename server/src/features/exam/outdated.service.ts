import { randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, sortedOnce, type QuestionLaw } from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { makeId } from '../../platform/ids';
import type { Job } from '../../platform/jobs';
import { LawService } from '../quiz';
import { AttemptRepository } from './attempt.repository';
import { refuseShown } from './exam.access';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { PaperStore, type FrozenPaper } from './paper-store.service';
import { SittingRepository } from './sitting.repository';
import { ExamTaskService } from './task.service';

type Planned = Pick<ExamDocument, 'unitPath' | 'draft' | 'leftOut' | 'state' | 'lastCloseAt'>;

const EVERY_MS = 60_000;
/** Papers stay as they are for so long before they are opened (ms): every process knows of a change by then. */
const QUIET_MS = 2 * 60_000;

/**
 * A frozen paper does not change when a version of a law ends. Exams that would ask by it are found here, and
 * those questions leave the ones that nobody has begun.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class OutdatedService {
  @Inject()
  papers: PaperStore;

  @Inject()
  laws: LawService;

  @Inject()
  exams: ExamRepository;

  @Inject()
  tasks: ExamTaskService;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  job(): Job {
    return {
      name: 'exam-outdated',
      everyMs: EVERY_MS,
      leaseMs: 5 * EVERY_MS,
      run: async ({ at }) => {
        const quiet = new Date(at.getTime() + QUIET_MS);
        for (const exam of await this.exams.listUpcoming(quiet)) await this.leaveOut(exam, quiet);
      },
    };
  }

  /** How many questions of its paper an exam should not ask any more; 0 once nobody can sit it. */
  async countOf(exam: Planned): Promise<number> {
    const isOver = exam.state === 'cancelled' || exam.lastCloseAt.getTime() < now();
    if (isOver) return 0;
    return (await this.citedBy(exam, await this.papers.ofExam(exam))).length;
  }

  /** Throws where nobody may be given time until then: keys may be seen, or a law ends before. */
  async refuseUntil(exam: ExamDocument, closesAt: Date): Promise<void> {
    refuseShown(exam);
    await this.refuse({ ...exam, lastCloseAt: closesAt });
  }

  /** Throws where an exam about to be sent out asks by what is out of force before it closes, or was put away. */
  async refuse(exam: Planned): Promise<void> {
    await this.papers.mustBeInForce(exam.unitPath, exam.draft.paperId);
    const cited = await this.citedBy(exam, await this.papers.ofExam(exam));
    if (cited.length === 0) return;
    const names = [...new Set(cited.map(({ name, version }) => `${name}（${version}）`))];
    const message = `卷里有 ${cited.length} 道题依据的法规那天已经失效：${names.join('、')}，请换一张卷`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /**
   * Nothing where nothing else is left to ask, or where somebody may have begun already. An ending that was
   * written down by mistake and taken back brings its questions back too.
   */
  private async leaveOut(exam: ExamDocument, quiet: Date): Promise<void> {
    const whole = await this.papers.frozen(exam.unitPath, exam.draft.paperId);
    const cited = (await this.citedBy(exam, whole)).map(({ code }) => code);
    const leftOut = sortedOnce(cited);
    const isSame = leftOut.join() === (exam.leftOut ?? []).join();
    if (isSame || leftOut.length === whole.questions.size) return;
    if (await this.sittings.hasEarlier(exam._id, quiet)) return;
    if (await this.attempts.hasStarts(exam._id)) return;
    const at = nowDate();
    const opId = makeId();
    const saved = await this.exams.saveLeftOut(
      exam,
      { leftOut, secret: randomBytes(32).toString('hex'), at },
      { type: 'left_out', at, actorId: 'service', opId, opHash: '' },
    );
    if (saved) await this.tasks.carryOut(saved, opId);
  }

  /** The law of each question of a paper that cites one out of force on the last day of the exam. */
  private async citedBy(
    { unitPath, lastCloseAt }: Planned,
    { questions }: FrozenPaper,
  ): Promise<(QuestionLaw & { code: string })[]> {
    const day = dayOf(Math.max(lastCloseAt.getTime(), now()));
    const hasEnded = await this.laws.endedBy(unitPath, day);
    return [...questions].flatMap(([code, { law }]) =>
      law && hasEnded(law) ? { code, ...law } : [],
    );
  }
}
