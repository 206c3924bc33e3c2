import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  stemLine,
  type ExamStatistics,
  type examResultContract,
  type HandlerInput,
} from '@qiangji/shared-types';
import { nowDate } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import { TopicService } from '../standard';
import type { AttemptDocument } from './attempt.collection';
import type { ExamDocument } from './exam.collection';
import { refuseWhileWriting } from './exam.access';
import { MarkingQueue, type CountedPaper } from './marking.queue';
import { MarkingRepository, type ScoreOverlay } from './marking.repository';
import { ResultRepository } from './result.repository';
import { centiOf, machineBp } from './result.rules';
import { ResultService, type Outcome } from './result.service';
import { adviceOn } from './statistics.advice';
import { optionTables, type GivenBy } from './statistics.options';
import { presentItem, presentTables, presentTest } from './statistics.presenter';
import {
  evenShare,
  itemStatistics,
  positionsOf,
  testStatistics,
  type ScoredPaper,
} from './statistics.rules';

type Input = HandlerInput<(typeof examResultContract)['findStatistics']>;

/**
 * Most papers that are analysed: of a whole city's exam, answers and all, more would fill the memory,
 * and a correlation of 5,000 is known to 0.03.
 */
const MOST_ANALYSED = 5_000;

/** A paper to analyse, with what was given on it. */
interface Analysed {
  scored: ScoredPaper;
  given: Map<string, GivenBy>;
}

/** How paper and questions did, from the attempts that count and are wholly marked. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class StatisticsService {
  @Inject()
  results: ResultService;

  @Inject()
  attempts: ResultRepository;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  queue: MarkingQueue;

  @Inject()
  topics: TopicService;

  private readonly shared = new SharedReads();

  async findStatistics({ params }: Input, call: Call): Promise<ExamStatistics> {
    const exam = await this.results.closedExam(params.examId, call);
    // It shows which options are right.
    refuseWhileWriting(exam, '看分析');
    // Made anew from all papers each time: those of one reach who ask meanwhile share it.
    const key = JSON.stringify([call.scope, exam._id, exam.version, exam.changedAt]);
    return this.shared.read(key, () => this.statisticsOf(exam, call));
  }

  private async statisticsOf(exam: ExamDocument, call: Call): Promise<ExamStatistics> {
    const outcomes = await this.results.outcomesOf(exam, call);
    const handedIn = outcomes.filter((one) => one.score !== null);
    const whole = handedIn.filter((one) => one.score?.waiting === 0);
    const counted = await this.queue.counted(exam);
    const analysed = await this.analyse(exam, evenShare(whole, MOST_ANALYSED), counted, call);
    return {
      examId: exam._id,
      title: exam.draft.title,
      at: nowDate().toISOString(),
      test: presentTest(testStatistics(analysed.map((one) => one.scored))),
      marked: whole.length,
      waiting: handedIn.length - whole.length,
      questions: await this.questionsOf(counted, analysed),
    };
  }

  private async analyse(
    exam: ExamDocument,
    whole: readonly Outcome[],
    counted: CountedPaper,
    call: Call,
  ): Promise<Analysed[]> {
    const ids = whole.flatMap((one) => one.attempt?._id ?? []);
    const [attempts, overlays] = await Promise.all([
      this.attempts.listByIds(call.scope, ids),
      this.markings.listOverlays(exam._id),
    ]);
    const byKey = new Map(overlays.map((one) => [`${one.attemptId}:${one.code}`, one]));
    return attempts.map((attempt) => analysedOf(attempt, counted, byKey));
  }

  private async questionsOf({ paper, keyOf }: CountedPaper, analysed: readonly Analysed[]) {
    const [names, corrections] = await Promise.all([
      this.topics.byCode(),
      this.markings.listCorrections(paper.paperId),
    ]);
    return itemStatistics(analysed.map((one) => one.scored)).flatMap((item) => {
      const [question, key] = [paper.questions.get(item.code), keyOf(item.code)];
      if (!question || !key) return [];
      const given = analysed.flatMap((one) => one.given.get(item.code) ?? []);
      const tables = optionTables(key.body, key.key, given);
      return [
        {
          ...presentItem(item),
          kind: question.body.kind,
          stem: stemLine(question.body),
          topicName: names.get(question.topic)?.name ?? question.topic,
          tables: presentTables(tables),
          advice: adviceOn(item, tables),
          corrections: corrections.filter((one) => one.code === item.code).length,
        },
      ];
    });
  }
}

function analysedOf(
  attempt: AttemptDocument,
  { paper }: CountedPaper,
  overlays: ReadonlyMap<string, ScoreOverlay>,
): Analysed {
  const codes = attempt.grades.map((one) => one.code);
  const positions = positionsOf(paper.pools, codes);
  const scored = attempt.grades.map((grade) => {
    const { code, points } = grade;
    const overlay = overlays.get(`${attempt._id}:${code}`);
    const scoreBp = (overlay ? overlay.scoreBp : machineBp(grade)) ?? 0;
    const position = positions.get(code) ?? code;
    return { code, position, centi: centiOf(points, scoreBp), maxCenti: points * 100 };
  });
  const totalCenti = scored.reduce((sum, one) => sum + one.centi, 0);
  const answers = new Map(attempt.answers.map((one) => [one.code, one.answer]));
  const given = new Map(
    codes.map((code) => [code, { answer: answers.get(code) ?? null, totalCenti }]),
  );
  return { scored, given };
}
