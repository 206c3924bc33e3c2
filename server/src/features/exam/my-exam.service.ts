import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type {
  examContract,
  HandlerInput,
  MySitting,
  Page,
  PaperEnvelope,
  RankingRow,
} from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { registerHolding } from '../../platform/holdings';
import type { Call } from '../../platform/http';
import { toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import { paperKeyOf, sealSheet, seedOf } from './envelope.rules';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { phaseOf, timesOf } from './exam.rules';
import { presentMySitting } from './my-exam.presenter';
import { PaperStore, sheetOf } from './paper-store.service';
import { SittingRepository } from './sitting.repository';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

/** Lines of a ranking; one's own comes on top where it is further down. */
const RANKED = 50;

/** Exams as the person who is to sit them sees them. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MyExamService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  papers: PaperStore;

  @Inject()
  org: OrgService;

  /** At boot: tells what is kept on people. */
  start(): void {
    registerHolding({ name: 'exams', count: (personId) => this.sittings.countOf(personId) });
  }

  async listMine({ query }: Input<'listMine'>, call: Call): Promise<Page<MySitting>> {
    const rows = await this.sittings.listMine(call.scope, call.actor.personId, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const exams = await this.exams.listByIds(page.items.map((row) => row.examId));
    const byId = new Map(exams.map((exam) => [exam._id, exam]));
    return { ...page, items: await this.present(page.items, byId, call) };
  }

  async findMine({ params }: Input<'findMine'>, call: Call): Promise<MySitting> {
    const { sitting, exam } = await this.mine(params.examId, call);
    const [mine] = await this.present([sitting], new Map([[exam._id, exam]]), call);
    if (!mine) throw new AppError('NOT_FOUND');
    return mine;
  }

  /** The paper may lie on the phone before the exam: the key comes with the start. */
  async findEnvelope({ params, query }: Input<'findEnvelope'>, call: Call): Promise<PaperEnvelope> {
    const { sitting, exam } = await this.mine(params.examId, call);
    if (query.no > exam.draft.attempts.allowed) throw new AppError('NOT_FOUND');
    const paper = await this.papers.frozen(exam.unitPath, exam.draft.paperId);
    const sheet = sheetOf(paper, seedOf(exam.secret, sitting._id, query.no));
    return sealSheet(sheet, paperKeyOf(exam.secret, sitting._id, query.no), query.no);
  }

  /** By points, then by time; only of those who have handed in, so that nobody can try answers on it. */
  async listRanking({ params }: Input<'listRanking'>, call: Call) {
    const { exam } = await this.mine(params.examId, call);
    if (exam.draft.kind !== 'contest') throw new AppError('NOT_FOUND');
    const all = await this.attempts.listOfExam({ unitPaths: [exam.unitPath] }, exam._id);
    const done = all.filter((one) => one.state !== 'in_progress');
    const ranked = done
      .map((one) => ({ ...one, usedMs: usedMs(one) }))
      .sort((a, b) => b.centi - a.centi || a.usedMs - b.usedMs);
    const { personId } = call.actor;
    const places = ranked.map((one) => ({
      one,
      // Equals share a place.
      rank:
        1 + ranked.findIndex((other) => other.centi === one.centi && other.usedMs === one.usedMs),
    }));
    const shown = places.filter(({ one }, i) => i < RANKED || one.personId === personId);
    const people = await this.org.personsById(shown.map(({ one }) => one.personId));
    const units = await this.org.unitsByPath();
    const rows = shown.map(({ one, rank }): RankingRow => ({
      rank,
      name: people.get(one.personId)?.name ?? '',
      unitName: units.get(one.unitPath)?.name ?? '',
      centi: one.centi,
      usedMs: one.usedMs,
      mine: one.personId === personId,
    }));
    return { rows, handedIn: done.length, final: exam.settledAt !== null };
  }

  private async mine(examId: string, call: Call) {
    const sitting = await this.sittings.find(call.scope, call.actor.personId, examId);
    const exam = sitting && (await this.exams.findUnscoped(examId));
    if (!sitting || !exam || exam.state === 'draft') throw new AppError('NOT_FOUND');
    return { sitting, exam };
  }

  private async present(
    sittings: readonly SittingDocument[],
    exams: ReadonlyMap<string, ExamDocument>,
    call: Call,
  ): Promise<MySitting[]> {
    const { personId } = call.actor;
    const shown = sittings.filter((one) => (exams.get(one.examId)?.state ?? 'draft') !== 'draft');
    const unseen = shown.filter((one) => one.reachedAt === null && one.deferred === null);
    await this.sittings.saveReached(
      unseen.map((one) => one._id),
      nowDate(),
    );
    const ids = shown.map((one) => one.examId);
    const attempts = await this.attempts.listOfPerson(call.scope, personId, ids);
    const name = (await this.org.personsById([personId])).get(personId)?.name ?? '';
    return Promise.all(
      shown.flatMap((sitting) => {
        const exam = exams.get(sitting.examId);
        if (!exam) return [];
        const own = attempts.filter((one) => one.examId === exam._id);
        return [this.presentOne(exam, sitting, own, name)];
      }),
    );
  }

  private async presentOne(
    exam: ExamDocument,
    sitting: SittingDocument,
    attempts: AttemptRow[],
    name: string,
  ): Promise<MySitting> {
    const paper = await this.papers.frozen(exam.unitPath, exam.draft.paperId);
    const times = timesOf(exam, sitting.times);
    const window = {
      state: exam.state,
      opensAt: new Date(times.opensAtMs),
      closesAt: new Date(times.closesAtMs),
    };
    const phase = phaseOf(window, now());
    return presentMySitting({ exam, sitting, attempts, paper, times, phase, name, nowMs: now() });
  }
}

function usedMs({ startedAt, submittedAt, endsAt }: AttemptRow): number {
  return (submittedAt ?? endsAt).getTime() - startedAt.getTime();
}
