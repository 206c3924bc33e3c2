import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { GradeRule, QuestionBody, Sheet } from '@qiangji/shared-types';
import { AppError } from '../../platform/errors';
import { hmacSha256, seedOf, type SealedFor } from './envelope.rules';
import type { ExamDocument } from './exam.collection';
import type { PaperDocument, PaperQuestionDocument, Pool } from './paper.collection';
import { totalsOf } from './paper.presenter';
import { PaperRepository } from './paper.repository';
import { drawQuestions, orderQuestions, shuffleBody, type Drawn } from './paper.rules';

/** A published paper as it was frozen. It never changes, so that each process reads it once. */
export interface FrozenPaper {
  paperId: string;
  title: string;
  questionCount: number;
  points: number;
  pools: readonly Pool[];
  gradeRule: GradeRule;
  shuffleQuestions: boolean;
  shuffleOptions: boolean;
  questions: ReadonlyMap<string, PaperQuestionDocument>;
  /** Each question with its points, by code: all draws share them. */
  parts: ReadonlyMap<string, Drawn>;
}

const MAX_KEPT = 50;
/** Draws remembered, of all papers together; an attempt's is asked for at its start, its hand-in and its end. */
const MAX_DRAWS = 100_000;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class PaperStore {
  @Inject()
  repository: PaperRepository;

  private readonly kept = new Map<string, Promise<FrozenPaper>>();
  private readonly draws = new Map<string, readonly Drawn[]>();

  /** A paper of this bureau; throws `NOT_FOUND` where it is not published. */
  async frozen(bureau: string, paperId: string): Promise<FrozenPaper> {
    // Known under the bureau too: another one's must not be found because it was read before.
    return this.keep(`${bureau} ${paperId}`, () => this.read(bureau, paperId));
  }

  /** The paper as this exam asks it: without the questions that left it. */
  async ofExam({
    unitPath,
    draft: { paperId },
    leftOut = [],
  }: Pick<ExamDocument, 'unitPath' | 'draft' | 'leftOut'>): Promise<FrozenPaper> {
    if (leftOut.length === 0) return this.frozen(unitPath, paperId);
    return this.keep(`${unitPath} ${paperId} ${leftOut.join(' ')}`, async () =>
      withoutSome(await this.frozen(unitPath, paperId), leftOut),
    );
  }

  private async keep(key: string, read: () => Promise<FrozenPaper>): Promise<FrozenPaper> {
    let paper = this.kept.get(key);
    if (!paper) {
      paper = read();
      this.kept.set(key, paper);
      paper.catch(() => this.kept.delete(key));
      const [oldest] = this.kept.keys();
      if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    }
    return paper;
  }

  /** One person's questions in one attempt: drawn once, since the seed and each number of a draw are an HMAC. */
  drawn(paper: FrozenPaper, { secret, sittingId, no }: SealedFor): readonly Drawn[] {
    const key = `${paper.paperId} ${secret} ${sittingId} ${no}`;
    let drawn = this.draws.get(key);
    if (!drawn) {
      const seed = seedOf(secret, sittingId, no);
      drawn = drawnOf(paper, seed).map((one) => paper.parts.get(one.code) ?? one);
      this.draws.set(key, drawn);
      const [oldest] = this.draws.keys();
      if (this.draws.size > MAX_DRAWS && oldest !== undefined) this.draws.delete(oldest);
    }
    return drawn;
  }

  /** Throws where nobody is to sit this paper: it is not frozen yet, or its questions are practised again. */
  async mustBeInForce(bureau: string, paperId: string): Promise<void> {
    const found = await this.repository.find({ unitPaths: [bureau] }, paperId);
    if (found?.state === 'published') return;
    const message = found?.pools ? '这张卷收起来了，请换一张卷' : '先发布试卷，再安排考试';
    throw new AppError('STATE_CONFLICT', { message });
  }

  private async read(bureau: string, paperId: string): Promise<FrozenPaper> {
    const found = await this.repository.find({ unitPaths: [bureau] }, paperId);
    if (!found?.pools) throw new AppError('NOT_FOUND');
    return frozenOf(found, await this.repository.listQuestions(paperId));
  }
}

/** A published paper with the questions that were frozen with it. */
export function frozenOf(
  { _id: paperId, draft, pools }: Pick<PaperDocument, '_id' | 'draft' | 'pools'>,
  questions: readonly PaperQuestionDocument[],
): FrozenPaper {
  const totals = totalsOf(draft);
  const kept = pools ?? [];
  return {
    paperId,
    title: draft.title,
    questionCount: totals.questions,
    points: totals.points,
    pools: kept,
    gradeRule: draft.gradeRule,
    shuffleQuestions: draft.shuffleQuestions,
    shuffleOptions: draft.shuffleOptions,
    questions: new Map(questions.map((one) => [one.code, one])),
    parts: new Map(
      kept.flatMap(({ codes, points }) => codes.map((code) => [code, { code, points }])),
    ),
  };
}

/** A paper some of whose questions are not asked; a pool that has too few others asks for fewer. */
export function withoutSome(paper: FrozenPaper, codes: readonly string[]): FrozenPaper {
  const gone = new Set(codes);
  const pools = paper.pools.map((pool) => {
    const left = pool.codes.filter((code) => !gone.has(code));
    return { ...pool, codes: left, count: Math.min(pool.count, left.length) };
  });
  return {
    ...paper,
    pools,
    questions: new Map([...paper.questions].filter(([code]) => !gone.has(code))),
    questionCount: pools.reduce((sum, { count }) => sum + count, 0),
    points: pools.reduce((sum, { count, points }) => sum + count * points, 0),
  };
}

/** The questions of the person with this seed, in no order that is shown. */
export function drawnOf(paper: Pick<FrozenPaper, 'pools'>, seed: string): Drawn[] {
  return drawQuestions(hmacSha256, paper.pools, seed);
}

/** The paper of the person with this seed, as it is shown: no key, no explanation. */
export function sheetOf(
  paper: Omit<FrozenPaper, 'parts'>,
  seed: string,
  drawn: readonly Drawn[] = drawnOf(paper, seed),
): Sheet {
  const { questions, shuffleQuestions } = paper;
  const kindOf = (code: string) => questions.get(code)?.body.kind ?? 'single';
  const inOrder = shuffleQuestions ? orderQuestions(hmacSha256, drawn, seed, kindOf) : drawn;
  return {
    title: paper.title,
    points: paper.points,
    questions: inOrder.flatMap(({ code, points }) => {
      const question = questions.get(code);
      if (!question) return [];
      const { version, body } = question;
      return [{ code, version, points, body: bodyAsked(paper, body, seed, code) }];
    }),
  };
}

/** A question as the person with this seed sees it: its options are in that person's order. */
export function bodyAsked(
  { shuffleOptions }: Pick<FrozenPaper, 'shuffleOptions'>,
  body: QuestionBody,
  seed: string,
  code: string,
): QuestionBody {
  return shuffleOptions ? shuffleBody(hmacSha256, body, seed, code) : body;
}
