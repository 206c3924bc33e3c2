import { Init, Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';

/** Another process's change of an exam is seen after at most this long (ms). */
const TTL_MS = 2_000;
const MAX_KEPT = 1_000;

interface Kept {
  at: number;
  exam: Promise<ExamDocument>;
  /** Once it is read. */
  known?: ExamDocument;
}

/** Exams as hot writes need them: at most two seconds old. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ExamCache {
  @Inject()
  repository: ExamRepository;

  private readonly kept = new Map<string, Kept>();

  @Init()
  async init(): Promise<void> {
    this.repository.onChange = (examId) => this.forget(examId);
  }

  /** At once where it is known already. */
  get(examId: string): ExamDocument | Promise<ExamDocument> {
    const kept = this.kept.get(examId);
    if (kept && Math.abs(now() - kept.at) < TTL_MS) return kept.known ?? kept.exam;
    const fresh: Kept = { at: now(), exam: this.read(examId) };
    this.kept.set(examId, fresh);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    fresh.exam.then(
      (exam) => (fresh.known = exam),
      () => this.kept.delete(examId),
    );
    return fresh.exam;
  }

  /** Those of some ids; one that is not there is left out. */
  async byIds(examIds: readonly string[]): Promise<Map<string, ExamDocument>> {
    const exams = new Map<string, ExamDocument>();
    const find = async (id: string) => {
      try {
        exams.set(id, await this.get(id));
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
      }
    };
    await Promise.all([...new Set(examIds)].map(find));
    return exams;
  }

  /** What this process changes is forgotten by itself. */
  forget(examId: string): void {
    this.kept.delete(examId);
  }

  private async read(examId: string): Promise<ExamDocument> {
    const found = await this.repository.findUnscoped(examId);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }
}
