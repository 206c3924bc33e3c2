import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { KeyChange } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { makeId } from '../../platform/ids';
import { SharedReads } from '../../platform/mongo';
import type { AttemptDocument } from './attempt.collection';
import type { ExamDocument } from './exam.collection';
import type { SetAside } from './exam.rules';
import type { GivenMark, MarkingDocument } from './marking.collection';
import { MarkingRepository } from './marking.repository';
import { countedKey, scoreOf, type CountedKey } from './marking.rules';
import { PaperStore, type FrozenPaper } from './paper-store.service';
import { ResultRepository } from './result.repository';
import { machineBp } from './result.rules';
import { SittingRepository } from './sitting.repository';

/** Attempts read at once. */
const CHUNK = 200;
const MAX_COMPLETE = 1_000;
export const LONG_AGO = new Date(0);
/** To whoever marks an answer in place of which another one was marked. */
const MARK_THIS = '先前评的是另一个答案，这个后来才收到，请按这个评';
/** A marker may be faster: what stands is looked at again, so often. */
const ROUNDS = 5;

/** A paper with its keys as they count now. */
export interface CountedPaper {
  paper: FrozenPaper;
  keyOf(code: string): CountedKey | undefined;
}

/** Which answers wait for a person. Derived from attempts, so that a crash in between is mended by asking. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MarkingQueue {
  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: ResultRepository;

  @Inject()
  repository: MarkingRepository;

  @Inject()
  papers: PaperStore;

  /** Exams of which every answer is in the queue, with the moment at which they were settled (ms). */
  private readonly complete = new Map<string, number>();

  private readonly shared = new SharedReads();

  /** The paper of an exam with every correction of its keys so far. */
  async counted(exam: ExamDocument): Promise<CountedPaper> {
    const paper = await this.papers.ofExam(exam);
    // A whole bureau looks at its results at the same moment.
    const corrections = await this.shared.read(paper.paperId, () =>
      this.repository.listCorrections(paper.paperId),
    );
    const changes = new Map<string, KeyChange[]>();
    for (const { code, change } of corrections) {
      changes.set(code, [...(changes.get(code) ?? []), change]);
    }
    const keyOf = (code: string) => {
      const question = paper.questions.get(code);
      return question && countedKey(question, changes.get(code) ?? []);
    };
    return { paper, keyOf };
  }

  /**
   * Takes in what waits and is not in the queue yet, of attempts to which nothing can happen any more.
   * Answers are counted, not attempts: a corrected key or a crash may have left one of an attempt's two.
   */
  async fill(exam: ExamDocument): Promise<void> {
    // Nothing comes in after an exam is settled, unless it is opened again and settled anew.
    const settled = exam.settledAt?.getTime();
    if (settled !== undefined && this.complete.get(exam._id) === settled) return;
    const aside = await this.sittings.listSetAside(exam._id);
    // What was queued of an attempt that was set aside since stays there and must not stand for another's.
    const people = [...aside.keys()];
    const [waiting, queued] = await Promise.all([
      this.attempts.countToMark(exam._id, people),
      this.repository.countQueued(exam._id, people),
    ]);
    const isWhole = waiting <= queued;
    if (!isWhole || people.length > 0) await this.takeIn(exam, aside, isWhole ? people : undefined);
    if (isWhole && settled !== undefined) this.keepComplete(exam._id, settled);
  }

  /** Of everybody, or of some people. What is there already stays as it is. */
  private async takeIn(exam: ExamDocument, aside: SetAside, people?: string[]): Promise<void> {
    const counted = await this.counted(exam);
    let after = '';
    for (;;) {
      const rows = await this.attempts.listFinal(exam._id, {
        after,
        limit: CHUNK,
        aside,
        toMark: true,
        ...(people && { people }),
      });
      await this.repository.insertAll(rows.flatMap((row) => waitingOf(exam, counted, row)));
      await this.reviseChanged(exam, counted, rows);
      const last = rows.at(-1);
      if (!last || rows.length < CHUNK) return;
      after = last._id;
    }
  }

  /** What came in while its attempt was put into the queue found nothing there to revise. */
  private async reviseChanged(
    exam: ExamDocument,
    counted: CountedPaper,
    rows: readonly AttemptDocument[],
  ): Promise<void> {
    const known = new Map(rows.map((row) => [row._id, row.folded]));
    const reach = { unitPaths: [exam.unitPath] };
    for (const row of await this.attempts.listByIds(reach, [...known.keys()])) {
      if (row.folded !== known.get(row._id)) await this.revise(exam, counted, row);
    }
  }

  /** Something came in after it was settled. */
  async fillAgain(exam: ExamDocument): Promise<void> {
    this.complete.delete(exam._id);
    await this.fill(exam);
  }

  /** No points stay that another answer was given. */
  async revise(exam: ExamDocument, counted: CountedPaper, row: AttemptDocument): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      let isBeaten = false;
      for (const kept of await this.repository.listOfAttempt(row._id)) {
        const next = revised(kept, exam, counted, row);
        if (next && !(await this.repository.saveLate(kept, next.change, next.marks)))
          isBeaten = true;
      }
      if (!isBeaten) return;
    }
    throw new AppError('BUSY', { internal: `attempt ${row._id} is marked all the time` });
  }

  /** Whether everything of an exam that was settled then is in the queue, as far as this process knows. */
  isComplete(examId: string, settledAt: Date): boolean {
    return this.complete.get(examId) === settledAt.getTime();
  }

  private keepComplete(examId: string, settledMs: number): void {
    this.complete.set(examId, settledMs);
    const [oldest] = this.complete.keys();
    if (this.complete.size > MAX_COMPLETE && oldest !== undefined) this.complete.delete(oldest);
  }
}

function waitingOf(
  exam: ExamDocument,
  counted: CountedPaper,
  attempt: AttemptDocument,
): MarkingDocument[] {
  const toMark = attempt.grades.filter((grade) => machineBp(grade) === null);
  return toMark.map(({ code }) => newMarking(exam, counted, attempt, code));
}

/** The record of an answer as it is before any person or correction had a word. */
export function newMarking(
  exam: ExamDocument,
  { paper, keyOf }: CountedPaper,
  attempt: AttemptDocument,
  code: string,
): MarkingDocument {
  const grade = attempt.grades.find((one) => one.code === code);
  const given = grade ? machineBp(grade) : 0;
  const kept = attempt.answers.find((one) => one.code === code);
  const answer = kept?.answer ?? null;
  const key = keyOf(code);
  return {
    _id: makeId(),
    examId: exam._id,
    paperId: paper.paperId,
    attemptId: attempt._id,
    personId: attempt.personId,
    unitPath: exam.unitPath,
    code,
    points: grade?.points ?? 0,
    answerSeq: kept?.seq ?? null,
    machineBp: given,
    scoreBp: given === null && key ? scoreOf(key, answer, paper.gradeRule, null) : given,
    parts: null,
    claimedBy: null,
    claimedUntil: LONG_AGO,
    excluded: [],
    again: null,
    marks: [],
    version: 1,
    events: [],
    schemaVersion: 1,
  };
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
