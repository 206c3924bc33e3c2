import { randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  drawFrom,
  MAX_QUESTIONS,
  type examContract,
  type HandlerInput,
  type Page,
  type Paper,
  type PaperDraft,
  type PaperSummary,
  type Sheet,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { bureauOf } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { toPage } from '../../platform/mongo';
import { BankService, type BankRow } from '../quiz';
import { TopicService } from '../standard';
import { hmacSha256 } from './envelope.rules';
import type { PaperDocument, PaperQuestionDocument, Pool } from './paper.collection';
import { judgePaper, type Judged } from './paper.judge';
import { presentPaper, presentPaperSummary, presentPicked, totalsOf } from './paper.presenter';
import { PaperRepository } from './paper.repository';
import { PaperStore, sheetOf } from './paper-store.service';
import { stepOf, wasTaken } from './steps';
import { WithheldService } from './withheld.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

type FindQuestion = (
  code: string,
) => Pick<PaperQuestionDocument, 'body' | 'topic' | 'difficulty'> | undefined;

/** A pool keeps at most so many times what is drawn of it: the rest of the bank stays in practice. */
const POOL_FACTOR = 4;

/** Papers: written, judged by the bank, frozen. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class PaperService {
  @Inject()
  repository: PaperRepository;

  @Inject()
  store: PaperStore;

  @Inject()
  bank: BankService;

  @Inject()
  withheld: WithheldService;

  @Inject()
  topics: TopicService;

  async listPapers({ query }: Input<'listPapers'>, call: Call): Promise<Page<PaperSummary>> {
    const rows = await this.repository.list(call.scope, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { ...page, items: page.items.map(presentPaperSummary) };
  }

  async findPaper({ params }: Input<'findPaper'>, call: Call): Promise<Paper> {
    return this.present(await this.paperOf(params.paperId, call));
  }

  async createPaper({ body }: Input<'createPaper'>, call: Call): Promise<Paper> {
    checkSize(body.draft);
    const paper = await this.repository.append({
      _id: makeId(),
      actorId: call.actor.personId,
      opId: body.opId,
      opHash: call.opHash,
      unitPath: bureauOf(call.actor.unitPath),
      draft: body.draft,
      state: 'draft',
      pools: null,
      publishedAt: null,
      changedAt: nowDate(),
      version: 0,
      events: [],
      schemaVersion: 1,
    });
    return this.present(paper);
  }

  async changePaper({ params, body }: Input<'changePaper'>, call: Call): Promise<Paper> {
    const found = await this.paperOf(params.paperId, call);
    const step = stepOf('changed', body, call);
    if (wasTaken(found, step, body.version)) return this.present(found);
    if (found.state !== 'draft') throw new AppError('STATE_CONFLICT');
    checkSize(body.draft);
    const change = { $set: { draft: body.draft, changedAt: nowDate() } };
    return this.present(await this.repository.saveStep(found, step, change));
  }

  /** Questions first, then the paper that needs them: half a publishing is done again, not mended. */
  async publishPaper({ params, body }: Input<'publishPaper'>, call: Call): Promise<Paper> {
    const found = await this.paperOf(params.paperId, call);
    const step = stepOf('published', body, call);
    if (wasTaken(found, step, body.version)) return this.present(found);
    if (found.state !== 'draft') throw new AppError('STATE_CONFLICT');
    const { judged, bank } = await this.judge(found);
    if (judged.problems.length > 0) throw impossible(judged);
    const pools =
      found.draft.content.method === 'blueprint'
        ? judged.pools.map((pool) => cappedPool(pool, randomBytes(32).toString('hex')))
        : judged.pools;
    const rows = pools.flatMap(({ codes }) => codes.flatMap((code) => bank.get(code) ?? []));
    await this.repository.insertQuestions(rows.map((row) => frozenQuestion(found, row)));
    const at = nowDate();
    const saved = await this.repository.saveStep(found, step, {
      $set: { state: 'published', pools, publishedAt: at, changedAt: at },
    });
    this.withheld.forget(found.unitPath);
    return this.present(saved);
  }

  async archivePaper({ params, body }: Input<'archivePaper'>, call: Call): Promise<Paper> {
    const found = await this.paperOf(params.paperId, call);
    const step = stepOf('archived', body, call);
    if (wasTaken(found, step, body.version)) return this.present(found);
    if (found.state === 'archived' || (await this.withheld.isInUse(found))) {
      throw new AppError('STATE_CONFLICT', {
        message: '还有考试在用这张卷，考完、答案能看了再收起来',
      });
    }
    const change = { $set: { state: 'archived' as const, changedAt: nowDate() } };
    const saved = await this.repository.saveStep(found, step, change);
    this.withheld.forget(found.unitPath);
    return this.present(saved);
  }

  async previewPaper({ params, query }: Input<'previewPaper'>, call: Call): Promise<Sheet> {
    const found = await this.paperOf(params.paperId, call);
    const seed = Buffer.from(hmacSha256(Buffer.from(query.seed), Buffer.from(found._id))).toString(
      'hex',
    );
    if (found.pools) return sheetOf(await this.store.frozen(found.unitPath, found._id), seed);
    const { judged, bank } = await this.judge(found);
    if (judged.problems.length > 0) throw impossible(judged);
    const { draft } = found;
    const totals = totalsOf(draft);
    const rows = judged.pools.flatMap(({ codes }) => codes.flatMap((code) => bank.get(code) ?? []));
    const questions = rows.map((row) => [row.code, frozenQuestion(found, row)] as const);
    const paper = {
      ...draft,
      paperId: found._id,
      questionCount: totals.questions,
      points: totals.points,
    };
    return sheetOf({ ...paper, pools: judged.pools, questions: new Map(questions) }, seed);
  }

  private async judge(paper: PaperDocument) {
    const bank = await this.bank.bankOf(paper.unitPath);
    const examinable = await this.bank.examinableOn(paper.unitPath, dayOf(now()));
    const lineOf = await this.topics.lines();
    return { bank, judged: judgePaper(paper.draft, bank, examinable, lineOf) };
  }

  private async present(paper: PaperDocument): Promise<Paper> {
    if (paper.pools) {
      const { questions } = await this.store.frozen(paper.unitPath, paper._id);
      return presentPaper(paper, null, await this.picked(paper, (code) => questions.get(code)));
    }
    // Put away before it was published: nothing was frozen, and nobody mends it any more.
    if (paper.state !== 'draft') return presentPaper(paper, null, []);
    const { judged, bank } = await this.judge(paper);
    const picked = await this.picked(paper, (code) => bank.get(code)?.content);
    return presentPaper(paper, judged, picked);
  }

  /** What the picks of a fixed paper are, each once; none where it draws by rules. */
  private async picked({ draft: { content } }: PaperDocument, find: FindQuestion) {
    if (content.method === 'blueprint') return [];
    const codes = [...new Set(content.questions.map(({ code }) => code))];
    const rows = codes.map(async (code) => {
      const found = find(code);
      return found ? [presentPicked(code, found, await this.topics.nameOf(found.topic))] : [];
    });
    return (await Promise.all(rows)).flat();
  }

  private async paperOf(paperId: string, call: Call): Promise<WithId<PaperDocument>> {
    const found = await this.repository.find(call.scope, paperId);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }
}

function checkSize(draft: PaperDraft): void {
  if (totalsOf(draft).questions <= MAX_QUESTIONS) return;
  const message = `一张卷最多 ${MAX_QUESTIONS} 题`;
  const details = [{ path: 'body.draft.content', reason: 'too_many', message }];
  throw new AppError('VALIDATION_FAILED', { details });
}

function impossible({ problems }: Judged): AppError {
  return new AppError('PAPER_IMPOSSIBLE', { details: problems });
}

/** What a pool keeps; `seed` is hex, 32 bytes. */
export function cappedPool(pool: Pool, seed: string): Pool {
  const codes = drawFrom(hmacSha256, seed, 'pool', pool.codes, pool.count * POOL_FACTOR);
  return { ...pool, codes: codes.sort() };
}

/** A question as a paper that is published now keeps it. */
export function frozenQuestion(
  paper: Pick<PaperDocument, '_id' | 'unitPath'>,
  { code, content }: Pick<BankRow, 'code' | 'content'>,
): PaperQuestionDocument {
  const { version, topic, difficulty, law, body, key, explanation } = content;
  return {
    _id: `${paper._id}:${code}`,
    paperId: paper._id,
    unitPath: paper.unitPath,
    code,
    version,
    topic,
    difficulty,
    law,
    body,
    key,
    explanation,
    schemaVersion: 1,
  };
}
