import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Actor } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';
import { AppealRepository } from './appeal.repository';
import { examPolicies } from './exam.policy';
import { ExamRepository, type DeskExam } from './exam.repository';
import { MarkingQueue } from './marking.queue';
import { MarkingRepository } from './marking.repository';

/** How often the queue of an exam that is still written takes in what waits, for the count alone (ms). */
const FILL_MS = 60_000;

/** Something of which so much waits for a keeper, and the exam of it to begin with: the oldest. */
export interface DeskTask {
  count: number;
  exams: number;
  first: { examId: string; title: string };
}

/** What waits for those who keep the bureau's exams. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DeskTasksService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  appeals: AppealRepository;

  @Inject()
  queue: MarkingQueue;

  /** When the queue of an exam that is not settled last took in what waits (ms). */
  private readonly filledAt = new Map<string, number>();
  /** Exams whose queue is being filled, or will be, and the last of these: one for all keepers. */
  private readonly filling = new Set<string>();
  private last: Promise<void> = Promise.resolve();

  /** Null for those who keep none; what waits is null where nothing does. */
  async find(actor: Actor): Promise<{ marking: DeskTask | null; appeals: DeskTask | null } | null> {
    const policy = examPolicies['exam.keep'];
    if (!policy.allows(actor)) return null;
    const scope = policy.scope(actor);
    const exams = await this.exams.listOfDesk(scope, nowDate());
    if (exams.length === 0) return { marking: null, appeals: null };
    this.fillBehind(exams);
    const ids = exams.map((exam) => exam._id);
    const [marking, appeals] = await Promise.all([
      this.markings.countWaitingOf(scope, ids, { personId: actor.personId, at: nowDate() }),
      this.appeals.countOpenByExam(scope, ids),
    ]);
    return { marking: taskOf(exams, marking), appeals: taskOf(exams, appeals) };
  }

  /** Once all that is being filled now has been. */
  async filled(): Promise<void> {
    await this.last;
  }

  /**
   * Answers come into the queue when somebody looks: a settled exam once, one that is written now and then.
   * Nobody's page waits for it; whoever looks meanwhile starts none of these again.
   */
  private fillBehind(exams: readonly DeskExam[]): void {
    for (const exam of exams) {
      if (this.filling.has(exam._id) || !this.isDue(exam)) continue;
      this.filling.add(exam._id);
      // One after another: all at once would take the database from those who write.
      this.last = this.last.then(() => this.fill(exam));
    }
  }

  private isDue({ _id, settledAt }: DeskExam): boolean {
    if (settledAt !== null) return !this.queue.isComplete(_id, settledAt);
    return Math.abs(now() - (this.filledAt.get(_id) ?? 0)) >= FILL_MS;
  }

  private async fill({ _id, settledAt }: DeskExam): Promise<void> {
    try {
      if (settledAt === null) this.filledAt.set(_id, now());
      else this.filledAt.delete(_id);
      const exam = await this.exams.findUnscoped(_id);
      if (exam) await this.queue.fill(exam);
    } catch (error) {
      log().warn({ examId: _id, reason: reasonOf(error) }, 'answers to mark were not taken in');
    } finally {
      this.filling.delete(_id);
    }
  }
}

/** The exams newest first. */
function taskOf(exams: readonly DeskExam[], counts: ReadonlyMap<string, number>): DeskTask | null {
  const waiting = exams.filter(({ _id }) => (counts.get(_id) ?? 0) > 0);
  const oldest = waiting.at(-1);
  if (!oldest) return null;
  return {
    count: waiting.reduce((sum, { _id }) => sum + (counts.get(_id) ?? 0), 0),
    exams: waiting.length,
    first: { examId: oldest._id, title: oldest.draft.title },
  };
}
