import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { OrgService } from '../org';
import { BankService } from '../quiz';
import { AttemptRepository } from './attempt.repository';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { standingOfAll } from './exam.rules';
import type { PaperDocument } from './paper.collection';
import { PaperRepository } from './paper.repository';
import { lastArrivalMs } from './result.rules';
import { SittingRepository } from './sitting.repository';
import {
  heldFor,
  keysAreOut,
  releasedKeys,
  showsPaper,
  tellingOn,
  unreadOf,
  type Unread,
} from './withheld.rules';

/** Another process's publishing is seen after at most this long (ms). */
const TTL_MS = 10_000;

type Codes = ReadonlySet<string>;

/** What waits for others, of whoever is through with an exam. */
interface Held {
  /** They are not told whether they were right in these. */
  codes: Codes;
  /** They do not read these again. */
  unread: readonly Unread[];
}

/** What is known of a bureau's papers. */
interface Known {
  papers: readonly PaperDocument[];
  exams: readonly ExamDocument[];
  /** By exam, as they were asked for. */
  held: Map<string, Held>;
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
  attempts: AttemptRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  org: OrgService;

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

  /** What of this exam waits since others are still asked it. */
  async heldOf(exam: ExamDocument): Promise<Held> {
    const { papers, exams, held } = await this.knownOf(exam.unitPath);
    let found = held.get(exam._id);
    if (!found) {
      const waited = heldFor(exam, exams, now());
      const asking = new Set(waited.map(({ draft }) => draft.paperId));
      const byId = new Map(papers.map((one) => [one._id, one]));
      const fixed = (paperId: string) => {
        const paper = byId.get(paperId);
        return paper && isFixed(paper) ? codesIn([paper]) : null;
      };
      const codes = codesIn(papers.filter(({ _id }) => asking.has(_id)));
      found = { codes, unread: unreadOf(exam, waited, fixed) };
      held.set(exam._id, found);
    }
    return found;
  }

  /** Whoever is through with this exam is not told whether they were right in these: others are asked them. */
  async besides(exam: ExamDocument): Promise<Codes> {
    return (await this.heldOf(exam)).codes;
  }

  /**
   * Throws where no exam is to be planned on this paper or sent out any more: people may see its keys, by whichever
   * exam it was, or read what it asks, where it asks everybody the same. A paper whose keys may be seen is no exam.
   */
  async refuseTold(paperId: string): Promise<void> {
    const onPaper = await this.exams.listOnPapers([paperId]);
    refuseTelling(onPaper);
    const exam = onPaper.find((one) => showsPaper(one, now()));
    if (!exam || !(await this.asksAllAlike(exam))) return;
    const message = `“${exam.draft.title}”考的也是这张固定的卷，考过的人已经能看答卷，不能再考，请换一张卷另安排一场`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /**
   * Throws where nobody is to be given time in this exam any more, whatever else its paper is sat in. That somebody
   * else may read what a fixed paper asks is no reason: they have no more of it while this one is sat.
   */
  async refuseTime(exam: ExamDocument): Promise<void> {
    if (releasedKeys(exam)) {
      const message = '这场已经公布，标准答案能看了，不能再考，请换一张卷另安排一场';
      throw new AppError('STATE_CONFLICT', { message });
    }
    refuseTelling(await this.exams.listOnPapers([exam.draft.paperId]));
  }

  /** Throws where some of these people have what this exam asks to read. */
  async refuseReaders(exam: ExamDocument, personIds: readonly string[]): Promise<void> {
    const readers = await this.readersOf(exam, personIds);
    if (readers.size === 0) return;
    const people = await this.org.personsById([...readers]);
    const names = [...people.values()].map(({ name }) => name).join('、');
    const message = `${names}考过这张固定的卷，能看到题，不能再考这张，请换一张卷另安排一场`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /**
   * Which of these people have what this exam asks to read, since they handed it in: in another exam on its fixed
   * paper or in this one. One that waits again for others counts, it may have been read before.
   */
  async readersOf(exam: ExamDocument, personIds: readonly string[]): Promise<Set<string>> {
    const readers = new Set<string>();
    const onPaper = await this.exams.listOnPapers([exam.draft.paperId]);
    const shown = onPaper.filter((one) => showsPaper(one, now()));
    if (shown.length === 0 || !(await this.asksAllAlike(exam))) return readers;
    for (const one of shown) {
      const reach = { unitPaths: [one.unitPath] };
      const [attempts, aside] = await Promise.all([
        this.attempts.listOfPeople(reach, one, personIds),
        this.sittings.listSetAside(one._id),
      ]);
      for (const { personId, state } of standingOfAll(aside, attempts)) {
        if (state !== 'in_progress') readers.add(personId);
      }
    }
    return readers;
  }

  private async asksAllAlike({ unitPath, draft }: ExamDocument): Promise<boolean> {
    const paper = await this.papers.find({ unitPaths: [unitPath] }, draft.paperId);
    return paper !== null && isFixed(paper);
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
    return { papers, exams, held: new Map() };
  }
}

const mayBeSat = (exam: ExamDocument) => exam.state === 'published' && now() <= lastArrivalMs(exam);

const isFixed = ({ draft }: PaperDocument) => draft.content.method === 'fixed';

/** Throws where people may see the keys of the paper that these exams are sat on. */
function refuseTelling(onPaper: readonly ExamDocument[]): void {
  const exam = tellingOn(onPaper, now());
  if (!exam) return;
  const message = `“${exam.draft.title}”用过这张卷，标准答案已经能看了，不能再考，请换一张卷另安排一场`;
  throw new AppError('STATE_CONFLICT', { message });
}

function codesIn(papers: readonly PaperDocument[]): Codes {
  return new Set(papers.flatMap(({ pools }) => (pools ?? []).flatMap(({ codes }) => codes)));
}
