import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, type QuestionLaw } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { LawService } from '../quiz';
import type { ExamDocument } from './exam.collection';
import { phaseOf } from './exam.rules';
import { PaperStore } from './paper-store.service';

type Planned = Pick<ExamDocument, 'unitPath' | 'draft' | 'state' | 'opensAt' | 'closesAt'>;

/** A frozen paper does not change when a version of a law ends: exams that would ask by it are found here. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class OutdatedService {
  @Inject()
  papers: PaperStore;

  @Inject()
  laws: LawService;

  /** How many questions of its paper an exam should not ask any more; 0 once nobody can sit it. */
  async countOf(exam: Planned): Promise<number> {
    const phase = phaseOf(exam, now());
    return phase === 'closed' || phase === 'cancelled' ? 0 : (await this.citedBy(exam)).length;
  }

  /** Throws where an exam about to be sent out asks by what is out of force on its day. */
  async refuse(exam: Planned): Promise<void> {
    const cited = await this.citedBy(exam);
    if (cited.length === 0) return;
    const names = [...new Set(cited.map(({ name, version }) => `${name}（${version}）`))];
    const message = `卷里有 ${cited.length} 道题依据的法规那天已经失效：${names.join('、')}，请换一张卷`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /** The law of each question that cites one out of force on the day of the exam. */
  private async citedBy({ unitPath, draft, opensAt }: Planned): Promise<QuestionLaw[]> {
    const day = dayOf(Math.max(opensAt.getTime(), now()));
    const [paper, hasEnded] = await Promise.all([
      this.papers.frozen(unitPath, draft.paperId),
      this.laws.endedBy(unitPath, day),
    ]);
    return [...paper.questions.values()].flatMap(({ law }) => (law && hasEnded(law) ? law : []));
  }
}
