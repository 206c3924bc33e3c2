import { createHash, randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, sortedOnce, type QuestionLaw } from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { makeId } from '../../platform/ids';
import type { Job } from '../../platform/jobs';
import type { RecordEvent } from '../../platform/mongo';
import { LawService } from '../quiz';
import { AttemptRepository } from './attempt.repository';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { outdatedWords } from './exam.words';
import { KeeperNews } from './keeper.news';
import { PaperStore, type FrozenPaper } from './paper-store.service';
import { SittingRepository } from './sitting.repository';
import { ExamTaskService } from './task.service';
import { WithheldService } from './withheld.service';

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

  @Inject()
  withheld: WithheldService;

  @Inject()
  keepers: KeeperNews;

  job(): Job {
    return {
      name: 'exam-outdated',
      everyMs: EVERY_MS,
      leaseMs: 5 * EVERY_MS,
      run: async ({ at }) => {
        const quiet = new Date(at.getTime() + QUIET_MS);
        for (const exam of await this.exams.listUpcoming(quiet)) await this.lookAt(exam, quiet);
        for (const exam of await this.exams.listUnsettled(quiet)) await this.lookAt(exam, quiet);
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
    await this.withheld.refuseTime(exam);
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
   * Whatever cites what ends leaves an exam that nobody can have begun; where nothing else is left, nobody starts
   * it: an exam on a law that is none would have to be undone for everybody. An ending that was written down by
   * mistake and taken back brings all of it back. What must stay is told to the keepers, once.
   */
  private async lookAt(exam: ExamDocument, quiet: Date): Promise<void> {
    const whole = await this.papers.frozen(exam.unitPath, exam.draft.paperId);
    const cited = sortedOnce((await this.citedBy(exam, whole)).map(({ code }) => code));
    const { leftOut = [], held = false } = exam;
    const isEmpty = cited.length === whole.questions.size;
    const isSame = cited.join() === leftOut.join();
    if (isEmpty ? held : isSame && !held) return;
    const isBegun =
      (await this.sittings.hasEarlier(exam._id, quiet)) ||
      (await this.attempts.hasStarts(exam._id));
    const isAhead = exam.opensAt > quiet;
    // It asks what it asked: that may be as late as the first start.
    if (!isBegun && isEmpty) return this.hold(exam, true);
    if (!isBegun && isAhead && !isSame) return this.leaveOut(exam, cited);
    if (held && !isEmpty) return this.hold(exam, false);
    const gone = new Set(leftOut);
    const asked = cited.filter((code) => !gone.has(code));
    if (asked.length > 0) await this.keepers.tell(exam, outdatedWords(exam, markOf(asked)));
  }

  private async leaveOut(exam: ExamDocument, leftOut: string[]): Promise<void> {
    const secret = randomBytes(32).toString('hex');
    const step = ownStep();
    const change = { leftOut, secret, held: false, at: step.at };
    const saved = await this.exams.saveLeftOut(exam, change, step);
    if (saved) await this.tasks.carryOut(saved, step.opId);
  }

  private async hold(exam: ExamDocument, held: boolean): Promise<void> {
    const step = ownStep();
    const saved = await this.exams.saveHeld(exam, { held, at: step.at }, step);
    if (saved) await this.tasks.carryOut(saved, step.opId);
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

/** The service's own step in the life of an exam. */
function ownStep(): RecordEvent {
  return { type: 'left_out', at: nowDate(), actorId: 'service', opId: makeId(), opHash: '' };
}

/** How many questions these are, and a mark that others would not have. */
function markOf(codes: readonly string[]): { count: number; mark: string } {
  const mark = createHash('sha256').update(codes.join()).digest('base64url').slice(0, 16);
  return { count: codes.length, mark };
}
