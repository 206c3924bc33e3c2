import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  sealedPictures,
  type examContract,
  type HandlerInput,
  type MySitting,
  type Page,
  type PaperEnvelope,
} from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { registerHolding } from '../../platform/holdings';
import type { Call, FileAnswer } from '../../platform/http';
import { toPage } from '../../platform/mongo';
import { MediaService } from '../media';
import { OrgService } from '../org';
import { keepsBank } from '../quiz';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import { sealPictures, sealSheet, seedOf } from './envelope.rules';
import { ExamCache } from './exam-cache.service';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { lastNo, paperWatermark, phaseOf, standing, timesOf } from './exam.rules';
import { presentMySitting } from './my-exam.presenter';
import { PaperStore, sheetOf } from './paper-store.service';
import { RankingService } from './ranking.service';
import { SittingRepository } from './sitting.repository';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

/** Files of pictures made at once in a process, at most: a file is of up to 60 small pictures, under 4 MB. */
const MOST_SEALING = 4;

/** Exams as the person who is to sit them sees them. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MyExamService {
  @Inject()
  exams: ExamCache;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  gate: AttemptGate;

  @Inject()
  papers: PaperStore;

  @Inject()
  media: MediaService;

  @Inject()
  org: OrgService;

  @Inject()
  ranking: RankingService;

  /** Files of pictures that are being made. */
  private sealing = 0;

  /** At boot: tells what is kept on people. */
  start(): void {
    registerHolding({ name: 'exams', count: (personId) => this.sittings.countOf(personId) });
    this.ranking.start();
  }

  async listMine({ query }: Input<'listMine'>, call: Call): Promise<Page<MySitting>> {
    const rows = await this.sittings.listMine(call.scope, call.actor.personId, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const exams = await this.exams.byIds(page.items.map((row) => row.examId));
    return { ...page, items: await this.present(page.items, exams, call) };
  }

  async findMine({ params }: Input<'findMine'>, call: Call): Promise<MySitting> {
    const { sitting, exam } = await this.mine(params.examId, call);
    const [mine] = await this.present([sitting], new Map([[exam._id, exam]]), call);
    if (!mine) throw new AppError('NOT_FOUND');
    return mine;
  }

  /** The paper may lie on the phone before the exam: the key comes with the start. */
  async findEnvelope(input: Input<'findEnvelope'>, call: Call): Promise<PaperEnvelope> {
    const { sheet, whose } = await this.paperAhead(input, call);
    // What its pictures show would be read before the start by whoever knows their ids.
    return { ...sealSheet(sheet, whose), mediaIds: [] };
  }

  /** Its pictures, sealed by the same key: nobody's phone has to fetch them at the start. */
  async findPictures(input: Input<'findPictures'>, call: Call): Promise<FileAnswer> {
    const { sheet, whose, exam } = await this.paperAhead(input, call);
    const ids = sealedPictures(sheet);
    // Each person's is another one, made on the lane that takes the answers: the phone comes again.
    if (ids.length > 0 && this.sealing >= MOST_SEALING) throw new AppError('BUSY');
    this.sealing += 1;
    try {
      const found = await this.media.smallOfQuestions(exam.unitPath, ids);
      const body = await sealPictures(
        ids.map((id) => found.get(id)),
        whose,
      );
      return { contentType: 'application/octet-stream', body };
    } finally {
      this.sealing -= 1;
    }
  }

  private async paperAhead(
    { params, query }: Pick<Input<'findEnvelope'>, 'params' | 'query'>,
    call: Call,
  ) {
    const { sitting, exam } = await this.mine(params.examId, call);
    if (query.no > lastNo(exam, sitting)) throw new AppError('NOT_FOUND');
    const paper = await this.papers.ofExam(exam);
    const whose = { secret: exam.secret, sittingId: sitting._id, no: query.no };
    const seed = seedOf(exam.secret, sitting._id, query.no);
    // Drawn here, while there is time: the start finds it done.
    const sheet = sheetOf(paper, seed, this.papers.drawn(paper, whose));
    return { sheet, exam, whose };
  }

  async listRanking(input: Input<'listRanking'>, call: Call) {
    return this.ranking.list(input, call);
  }

  private async mine(examId: string, call: Call) {
    const sitting = await this.sittings.find(call.scope, call.actor.personId, examId);
    const exam = sitting && (await this.exams.get(examId));
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
    // Whoever looks once nobody may start any more was not reached in time.
    const at = nowDate();
    const unseen = shown.filter((one) => {
      const exam = exams.get(one.examId);
      const times = exam && timesOf(exam, one.times);
      const isNew = one.reachedAt === null && one.deferred === null;
      return isNew && times && at.getTime() <= times.startByMs;
    });
    const ids = shown.map((one) => one.examId);
    const [rows] = await Promise.all([
      this.attempts.listOfPerson(call.scope, personId, ids),
      this.sittings.saveReached(
        unseen.map((one) => one._id),
        at,
      ),
    ]);
    const attempts = rows.map((one) => this.gate.asHandedIn(one));
    const person = (await this.org.personsById([personId])).get(personId);
    const mark = person ? paperWatermark(person) : '';
    return Promise.all(
      shown.flatMap((sitting) => {
        const exam = exams.get(sitting.examId);
        if (!exam) return [];
        const all = attempts.filter((one) => one.examId === exam._id);
        const own = standing(sitting, all);
        const isOut = keepsBank(call.actor) && own.length === 0 && sitting.missed === null;
        const deferred = sitting.deferred ?? (isOut ? 'recused' : null);
        return [this.presentOne(exam, { ...sitting, deferred }, own, mark)];
      }),
    );
  }

  private async presentOne(
    exam: ExamDocument,
    sitting: SittingDocument,
    attempts: AttemptRow[],
    mark: string,
  ): Promise<MySitting> {
    const paper = await this.papers.ofExam(exam);
    const times = timesOf(exam, sitting.times);
    const window = {
      state: exam.state,
      opensAt: new Date(times.opensAtMs),
      closesAt: new Date(times.closesAtMs),
    };
    const phase = phaseOf(window, now());
    return presentMySitting({ exam, sitting, attempts, paper, times, phase, mark, nowMs: now() });
  }
}
