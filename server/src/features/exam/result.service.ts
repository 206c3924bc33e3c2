import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type {
  AttemptScore,
  ExamResults,
  examResultContract,
  HandlerInput,
  Page,
  PersonResult,
  SittingState,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AccessLog } from '../../platform/access-log';
import { bureauOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { decodeCursor, SharedReads, toPage } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { OrgService } from '../org';
import { examWithin } from './exam.access';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { countedAttempt, phaseOf, sittingStateOf, standing, timesOf } from './exam.rules';
import { MarkingRepository, type ScoreOverlay } from './marking.repository';
import { PaperStore } from './paper-store.service';
import { scoreWith } from './result.rules';
import { binsOf, countUnit, countUnits } from './result.units';
import { SittingRepository } from './sitting.repository';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

/** Most sittings that are counted together. */
const ALL = 100_000;

/** One person with the attempt that counts. */
export interface Outcome {
  sitting: WithId<SittingDocument>;
  unitPath: string;
  state: SittingState;
  attempt: AttemptRow | null;
  score: AttemptScore | null;
}

/** Results for those who lead or keep. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ResultService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  papers: PaperStore;

  @Inject()
  org: OrgService;

  @Inject()
  accessLog: AccessLog;

  private readonly shared = new SharedReads();

  async findResults({ params }: Input<'findResults'>, call: Call): Promise<ExamResults> {
    const exam = await this.closedExam(params.examId, call);
    const key = JSON.stringify([call.scope, exam._id, exam.version]);
    return this.shared.read(key, () => this.resultsOf(exam, call));
  }

  private async resultsOf(exam: ExamDocument, call: Call): Promise<ExamResults> {
    const [people, paper, units] = await Promise.all([
      this.outcomesOf(exam, call),
      this.papers.ofExam(exam),
      this.org.unitsByPath(),
    ]);
    const { passBp, title } = exam.draft;
    const nameOf = (path: string) => units.get(path)?.name ?? path;
    const all = { unitPath: exam.unitPath, unitName: '合计' };
    return {
      examId: exam._id,
      title,
      phase: phaseOf(exam, now()),
      passBp,
      maxCenti: paper.points * 100,
      total: countUnit(people, all, passBp !== null),
      units: countUnits(people, nameOf, passBp !== null),
      bins: binsOf(people),
    };
  }

  async listPeople(
    { params, query }: Input<'listPeople'>,
    call: Call,
  ): Promise<Page<PersonResult>> {
    const exam = await this.closedExam(params.examId, call);
    const { scope } = call;
    const key = JSON.stringify(['people', scope, exam._id, exam.version, query]);
    const page = await this.shared.read(key, () => this.peopleOf(exam, scope, query));
    await this.accessLog.appendAll(
      page.items.map(({ personId }) => ({
        readerId: call.actor.personId,
        subjectId: personId,
        what: 'exam_result',
        recordId: exam._id,
      })),
    );
    return page;
  }

  private async peopleOf(
    exam: ExamDocument,
    scope: Scope,
    { cursor, limit, unitPath }: Input<'listPeople'>['query'],
  ): Promise<Page<PersonResult>> {
    const after = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
    const asked = { unitPath, after, limit: limit + 1 };
    const rows = await this.sittings.listOfExam(scope, exam._id, asked);
    const page = toPage(rows, limit, (row) => [row._id]);
    const ids = page.items.map((row) => row.personId);
    const attempts = await this.attempts.listOfPeople(scope, exam, ids);
    const overlays = await this.markings.listOverlaysOf(attempts.map((one) => one._id));
    const outcomes = outcomesFrom(exam, page.items, attempts, overlays);
    return { items: await this.presentPeople(outcomes), nextCursor: page.nextCursor };
  }

  async presentPeople(outcomes: readonly Outcome[]): Promise<PersonResult[]> {
    const [people, units] = await Promise.all([
      this.org.personsById(outcomes.map((one) => one.sitting.personId)),
      this.org.unitsByPath(),
    ]);
    return outcomes.map(({ sitting, unitPath, state, attempt, score }) => ({
      personId: sitting.personId,
      name: people.get(sitting.personId)?.name ?? '',
      unitName: units.get(unitPath)?.name ?? unitPath,
      state,
      deferred: sitting.deferred,
      submittedAt: attempt?.submittedAt?.toISOString() ?? null,
      score,
    }));
  }

  /** Everybody within reach, in the order of the sittings. */
  async outcomesOf(exam: ExamDocument, call: Call): Promise<Outcome[]> {
    const [sittings, attempts, overlays] = await Promise.all([
      this.sittings.listOfExam(call.scope, exam._id, { limit: ALL }),
      this.attempts.listOfExam(call.scope, exam),
      this.markings.listOverlays(exam._id),
    ]);
    return outcomesFrom(exam, sittings, attempts, overlays);
  }

  /** While somebody may still start in the exam's own window, its results are nobody's. */
  async closedExam(examId: string, call: Call): Promise<WithId<ExamDocument>> {
    const reach = { unitPaths: [bureauOf(call.actor.unitPath)] };
    const exam = await examWithin(this.exams, reach, examId);
    if (phaseOf(exam, now()) === 'closed') return exam;
    throw new AppError('STATE_CONFLICT', { message: '考试还没结束，结束后再看成绩' });
  }
}

/** People with what counts for them; `sittings` and `attempts` are those within reach. */
export function outcomesFrom(
  exam: ExamDocument,
  sittings: readonly WithId<SittingDocument>[],
  attempts: readonly AttemptRow[],
  overlays: readonly ScoreOverlay[],
): Outcome[] {
  const grouped = <T>(rows: readonly T[], keyOf: (row: T) => string) => {
    const groups = new Map<string, T[]>();
    for (const row of rows) {
      const group = groups.get(keyOf(row));
      if (group) group.push(row);
      else groups.set(keyOf(row), [row]);
    }
    return groups;
  };
  const byPerson = grouped(attempts, (one) => one.personId);
  const byAttempt = grouped(overlays, (one) => one.attemptId);
  const { draft } = exam;
  return sittings.map((sitting) => {
    const own = standing(sitting, byPerson.get(sitting.personId) ?? []);
    const scored = own.map((attempt) => {
      const score = scoreWith(attempt, byAttempt.get(attempt._id) ?? [], draft.passBp);
      return { attempt, score, no: attempt.no, state: attempt.state, centi: score.centi };
    });
    const counted = countedAttempt(scored, draft.attempts);
    const times = timesOf(exam, sitting.times);
    const surprise = draft.kind === 'surprise';
    return {
      sitting,
      unitPath: sitting.unitPath,
      state: sittingStateOf(sitting, own, times, surprise, now()),
      attempt: counted?.attempt ?? null,
      score: counted?.score ?? null,
    };
  });
}
