import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { ExamWaiting } from '@qiangji/shared-types';
import type { Scope } from '../../platform/policy';
import { AppealRepository } from './appeal.repository';
import { ExamRepository } from './exam.repository';
import { MarkingRepository } from './marking.repository';

/** What waits for those who keep exams: answers to mark and appeals to answer. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class WaitingService {
  @Inject()
  markings: MarkingRepository;

  @Inject()
  appeals: AppealRepository;

  @Inject()
  exams: ExamRepository;

  /** In all exams of a scope; of one that was stopped nothing waits. */
  async waitingForKeepers(scope: Scope): Promise<ExamWaiting> {
    const [toMark, appeals] = await Promise.all([
      this.markings.countOpenByExam(scope),
      this.appeals.countOpenByExam(scope),
    ]);
    const exams = await this.exams.listByIds([...new Set([...toMark.keys(), ...appeals.keys()])]);
    const counted = exams.filter(({ state }) => state === 'published').map(({ _id }) => _id);
    const sum = (counts: ReadonlyMap<string, number>) =>
      counted.reduce((total, id) => total + (counts.get(id) ?? 0), 0);
    return { toMark: sum(toMark), appeals: sum(appeals) };
  }

  /** The same of each of some exams. */
  async ofExams(scope: Scope, examIds: readonly string[]): Promise<Map<string, ExamWaiting>> {
    const [toMark, appeals] = await Promise.all([
      this.markings.countOpenByExam(scope, examIds),
      this.appeals.countOpenByExam(scope, examIds),
    ]);
    return new Map(
      examIds.map((id) => [id, { toMark: toMark.get(id) ?? 0, appeals: appeals.get(id) ?? 0 }]),
    );
  }
}
