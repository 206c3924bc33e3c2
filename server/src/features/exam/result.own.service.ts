import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { examResultContract, HandlerInput, MyResult } from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import { AppealRepository } from './appeal.repository';
import type { AttemptDocument } from './attempt.collection';
import { AttemptGate } from './attempt.gate';
import { attemptIdOf, seedOf } from './envelope.rules';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { countedAttempt, lastNo, standing } from './exam.rules';
import type { MarkingDocument } from './marking.collection';
import { MarkingQueue } from './marking.queue';
import { MarkingRepository } from './marking.repository';
import { sheetOf } from './paper-store.service';
import { FlagService } from './result.flags.service';
import { presentOwnItem } from './result.presenter';
import { ResultRepository } from './result.repository';
import { scoreWith, shownOf, totalTells, type Shown } from './result.rules';
import { SittingRepository } from './sitting.repository';
import { SnapshotService } from './snapshot.service';
import { readWait } from './withheld.rules';
import { WithheldService } from './withheld.service';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

export interface OwnResult {
  exam: ExamDocument;
  /** The one that counts; null where none was handed in. */
  attempt: AttemptDocument | null;
  /** All that were handed in. */
  attempts: readonly AttemptDocument[];
  markings: Map<string, MarkingDocument>;
  shown: Shown;
}

type OwnItems = Omit<OwnResult, 'attempts'> & {
  attempt: AttemptDocument;
  withheld: ReadonlySet<string>;
  /** Left out: they are not to be read again yet. */
  unread: ReadonlySet<string>;
};

const NOTHING: ReadonlySet<string> = new Set();

/** A person's own result, stage by stage. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class OwnResultService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: ResultRepository;

  @Inject()
  gate: AttemptGate;

  @Inject()
  snapshots: SnapshotService;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  appeals: AppealRepository;

  @Inject()
  queue: MarkingQueue;

  @Inject()
  withheld: WithheldService;

  @Inject()
  flags: FlagService;

  private readonly shared = new SharedReads();

  async findMine({ params }: Input<'findMine'>, call: Call): Promise<MyResult> {
    const { exam, attempt, attempts, markings, shown } = await this.ownOf(params.examId, call);
    const { passBp, title } = exam.draft;
    const { over, ...stages } = shown;
    const flags = await this.flags.ownOf(attempts);
    const head = { examId: exam._id, title, passBp, flags };
    if (!attempt) return { ...head, shown: stages, attempt: null };
    const score = scoreWith(attempt, [...markings.values()], passBp);
    const { codes: withheld, unread } = await this.withheld.heldOf(exam);
    const wait = stages.answers
      ? readWait(
          attempt.grades.map(({ code }) => code),
          unread,
        )
      : null;
    const answers = stages.answers && wait?.codes.size !== attempt.grades.length;
    const own = { exam, attempt, markings, shown: { ...stages, over }, withheld };
    const items = answers
      ? await this.itemsOf({ ...own, unread: wait?.codes ?? NOTHING }, call)
      : null;
    const hidesScore = stages.score && totalTells(exam, attempt, withheld);
    // Others are still asked every one of them: nothing of the keys is there to be seen.
    const isHeld = items?.every((one) => one.withheld) ?? wait !== null;
    const { keys, explanations } = stages;
    return {
      ...head,
      shown: {
        ...stages,
        score: stages.score && !hidesScore,
        answers,
        keys: keys && !isHeld,
        explanations: explanations && !isHeld,
      },
      attempt: {
        id: attempt._id,
        no: attempt.no,
        submittedAt: attempt.submittedAt?.toISOString() ?? null,
        score: stages.score && !hidesScore ? score : null,
        items,
        ...(hidesScore && { scoreWithheld: true }),
        ...(wait && { answersWait: wait.told }),
      },
    };
  }

  /** The attempt of this person that counts, with what people and corrected keys made of it. */
  async ownOf(examId: string, call: Call): Promise<OwnResult> {
    const { personId, unitPath } = call.actor;
    const [sitting, exam] = await Promise.all([
      this.sittings.find(call.scope, personId, examId),
      this.shared.read(`${bureauOf(unitPath)} ${examId}`, () =>
        this.exams.find({ unitPaths: [bureauOf(unitPath)] }, examId),
      ),
    ]);
    if (!sitting || !exam) throw new AppError('NOT_FOUND');
    const all = await this.attemptsOf(exam, sitting, call);
    const rows = await Promise.all(
      all.map(async (attempt) => {
        const found = await this.markings.listOfAttempt(attempt._id);
        const { centi } = scoreWith(attempt, found, null);
        return { attempt, found, centi, no: attempt.no, state: attempt.state };
      }),
    );
    const counted = countedAttempt(standing(sitting, rows), exam.draft.attempts);
    return {
      exam,
      attempt: counted?.attempt ?? null,
      attempts: all,
      markings: new Map(counted?.found.map((one) => [one.code, one])),
      shown: shownOf(exam, counted !== null, now()),
    };
  }

  /** What this person handed in; of what they have just handed in they need not wait for their turn. */
  private async attemptsOf(
    exam: ExamDocument,
    sitting: SittingDocument,
    { scope }: Call,
  ): Promise<AttemptDocument[]> {
    const { _id: sittingId, personId } = sitting;
    const list = () => this.attempts.listOfPerson(scope, personId, exam._id);
    const all = await list();
    const known = new Set(all.map((one) => one._id));
    const numbers = Array.from({ length: lastNo(exam, sitting) }, (_, i) => i + 1);
    const waiting = numbers
      .map((no) => attemptIdOf(exam.secret, sittingId, no))
      .filter((id) => !known.has(id) && this.gate.handedInAt(id) !== null);
    if (waiting.length === 0) return all;
    await this.snapshots.takeIn(waiting);
    return list();
  }

  private async itemsOf(own: OwnItems, call: Call) {
    const { exam, attempt, markings, shown, withheld, unread } = own;
    const [counted, appeals] = await Promise.all([
      this.queue.counted(exam),
      this.appeals.listOfAttempt(call.scope, attempt._id),
    ]);
    const sheet = sheetOf(counted.paper, seedOf(exam.secret, attempt.sittingId, attempt.no));
    const byCode = new Map(appeals.map((one) => [one.code, one]));
    const paper = { attempt, counted, markings, appeals: byCode, shown, withheld };
    return sheet.questions
      .filter(({ code }) => !unread.has(code))
      .map((question) => presentOwnItem(question, paper));
  }
}
