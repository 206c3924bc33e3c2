import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { BankService } from '../quiz';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import type { PaperDocument } from './paper.collection';
import { PaperRepository } from './paper.repository';
import { lastArrivalMs } from './result.rules';
import { heldFor, keysAreOut, releasedKeys, showsPaper, tellingOn } from './withheld.rules';

/** Another process's publishing is seen after at most this long (ms). */
const TTL_MS = 10_000;

type Codes = ReadonlySet<string>;

/** What is known of a bureau's papers. */
interface Known {
  papers: readonly PaperDocument[];
  exams: readonly ExamDocument[];
  /** By exam, as they were asked for. */
  besides: Map<string, Codes>;
}

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

  private readonly kept = new Map<string, { at: number; known: Promise<Known> }>();

  /** At boot: practice leaves out what this says. */
  start(): void {
    this.bank.withhold((bureau) => this.codesOf(bureau));
  }

  forget(bureau: string): void {
    this.kept.delete(bureau);
  }

  async codesOf(bureau: string): Promise<Codes> {
    const { papers, exams } = await this.knownOf(bureau);
    const secret = papers.filter((paper) => {
      const own = exams.filter(
        (one) => one.draft.paperId === paper._id && one.state !== 'cancelled',
      );
      return own.length === 0 || !own.every((one) => keysAreOut(one, now()));
    });
    return codesIn(secret);
  }

  /** Whoever is through with this exam is not told whether they were right in these: others are asked them. */
  async besides(exam: ExamDocument): Promise<Codes> {
    const { papers, exams, besides } = await this.knownOf(exam.unitPath);
    let codes = besides.get(exam._id);
    if (!codes) {
      const held = new Set(heldFor(exam, exams, now()).map(({ draft }) => draft.paperId));
      codes = codesIn(papers.filter(({ _id }) => held.has(_id)));
      besides.set(exam._id, codes);
    }
    return codes;
  }

  /**
   * Throws where nobody is to sit this paper any more: people may see its keys, by whichever exam it was, or
   * read what it asks, where it asks everybody the same. A paper whose keys may be seen is no exam. An exam that
   * is `sat` now goes on: its own people are given their minutes, though those of another have theirs behind them.
   */
  async refuseTold(paperId: string, sat?: ExamDocument): Promise<void> {
    const onPaper = await this.exams.listOnPapers([paperId]);
    const exam = tellingOn(onPaper, now());
    if (!exam) return sat && mayBeSat(sat) ? undefined : this.refuseRead(onPaper);
    const message = `“${exam.draft.title}”用过这张卷，标准答案已经能看了，不能再考，请换一张卷另安排一场`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  private async refuseRead(onPaper: readonly ExamDocument[]): Promise<void> {
    const exam = onPaper.find((one) => showsPaper(one, now()));
    if (!exam) return;
    const { unitPath, draft } = exam;
    const paper = await this.papers.find({ unitPaths: [unitPath] }, draft.paperId);
    if (paper?.draft.content.method !== 'fixed') return;
    const message = `“${draft.title}”考的也是这张固定的卷，考过的人已经能看答卷，不能再考，请换一张卷另安排一场`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /** Throws where nobody is to be given time in this exam any more, whatever else its paper is sat in. */
  async refuseTime(exam: ExamDocument): Promise<void> {
    if (releasedKeys(exam)) {
      const message = '这场已经公布，标准答案能看了，不能再考，请换一张卷另安排一场';
      throw new AppError('STATE_CONFLICT', { message });
    }
    await this.refuseTold(exam.draft.paperId, exam);
  }

  /** Throws while people are still to sit another exam on its paper: what `then` names would help them. */
  async refuseWhileSat({ _id, draft }: ExamDocument, then: string): Promise<void> {
    const exams = await this.exams.listOnPapers([draft.paperId]);
    const open = exams.find((one) => one._id !== _id && mayBeSat(one));
    if (!open) return;
    const message = `“${open.draft.title}”也用这张卷，还有人要考，考完再${then}`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /** Throws while people are still to sit another exam that asks this question, on whichever paper. */
  async refuseWhileAsked(exam: ExamDocument, code: string, then: string): Promise<void> {
    const { papers, exams } = await this.read(exam.unitPath);
    const asking = new Set(papers.filter((one) => codesIn([one]).has(code)).map(({ _id }) => _id));
    const open = exams.find(
      (one) => one._id !== exam._id && asking.has(one.draft.paperId) && mayBeSat(one),
    );
    if (!open) return;
    const message = `“${open.draft.title}”也考这道题，还有人要考，考完再${then}`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /**
   * Whether an exam on this paper is planned, still to be sat or has keys to come: put away, its questions
   * would be practised, which shows their keys. Where keys never come, the paper may be put away after the exam.
   */
  async isInUse(paper: PaperDocument): Promise<boolean> {
    const exams = await this.exams.listOnPapers([paper._id]);
    return exams.some((one) => {
      if (one.state === 'cancelled') return false;
      const toCome = one.draft.review.keys !== 'never' && !keysAreOut(one, now());
      return one.state === 'draft' || one.settledAt === null || toCome;
    });
  }

  private async knownOf(bureau: string): Promise<Known> {
    const kept = this.kept.get(bureau);
    if (kept && Math.abs(now() - kept.at) < TTL_MS) return kept.known;
    const known = this.read(bureau);
    this.kept.set(bureau, { at: now(), known });
    known.catch(() => this.kept.delete(bureau));
    return known;
  }

  private async read(bureau: string): Promise<Known> {
    const papers = await this.papers.listPublished(bureau);
    const exams = await this.exams.listOnPapers(papers.map((one) => one._id));
    return { papers, exams, besides: new Map() };
  }
}

const mayBeSat = (exam: ExamDocument) => exam.state === 'published' && now() <= lastArrivalMs(exam);

function codesIn(papers: readonly PaperDocument[]): Codes {
  return new Set(papers.flatMap(({ pools }) => (pools ?? []).flatMap(({ codes }) => codes)));
}
