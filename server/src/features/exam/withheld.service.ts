import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now } from '../../platform/clock';
import { BankService } from '../quiz';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import type { PaperDocument } from './paper.collection';
import { PaperRepository } from './paper.repository';
import { shownOf } from './result.rules';

/** Another process's publishing is seen after at most this long (ms). */
const TTL_MS = 10_000;

/** Which questions are on a paper that is still to be sat, or whose keys may not be seen yet. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class WithheldService {
  @Inject()
  papers: PaperRepository;

  @Inject()
  exams: ExamRepository;

  @Inject()
  bank: BankService;

  private readonly kept = new Map<string, { at: number; codes: Promise<ReadonlySet<string>> }>();

  /** At boot: practice leaves out what this says. */
  start(): void {
    this.bank.withhold((bureau) => this.codesOf(bureau));
  }

  forget(bureau: string): void {
    this.kept.delete(bureau);
  }

  async codesOf(bureau: string): Promise<ReadonlySet<string>> {
    const kept = this.kept.get(bureau);
    if (kept && Math.abs(now() - kept.at) < TTL_MS) return kept.codes;
    const codes = this.read(bureau);
    this.kept.set(bureau, { at: now(), codes });
    codes.catch(() => this.kept.delete(bureau));
    return codes;
  }

  /**
   * Whether an exam on this paper is planned, still to be sat or has keys to come: put away, its questions
   * would be practised, which shows their keys. Where keys never come, the paper may be put away after the exam.
   */
  async isInUse(paper: PaperDocument): Promise<boolean> {
    const exams = await this.exams.listOnPapers([paper._id]);
    return exams.some((one) => {
      if (one.state === 'cancelled') return false;
      const toCome = one.draft.review.keys !== 'never' && !keysAreOut(one);
      return one.state === 'draft' || one.settledAt === null || toCome;
    });
  }

  private async read(bureau: string): Promise<ReadonlySet<string>> {
    const papers = await this.papers.listPublished(bureau);
    const exams = await this.exams.listOnPapers(papers.map((one) => one._id));
    const secret = papers.filter((paper) => {
      const own = exams.filter(
        (one) => one.draft.paperId === paper._id && one.state !== 'cancelled',
      );
      return own.length === 0 || !own.every(keysAreOut);
    });
    return new Set(secret.flatMap(({ pools }) => (pools ?? []).flatMap(({ codes }) => codes)));
  }
}

function keysAreOut(exam: ExamDocument): boolean {
  return exam.state === 'published' && shownOf(exam, true, now()).keys;
}
