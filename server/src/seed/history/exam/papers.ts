import { contracts, type PaperDraft } from '@qiangji/shared-types';
import {
  cappedPool,
  frozenOf,
  frozenQuestion,
  judgePaper,
  type FrozenPaper,
  type PaperDocument,
  type PaperQuestionDocument,
} from '../../../features/exam';
import type { QuestionDocument } from '../../../features/quiz';
import { BUREAU } from '../../org';
import type { World } from '../world';
import { opOf } from '../written';

export interface MadePaper {
  paper: PaperDocument;
  questions: PaperQuestionDocument[];
  frozen: FrozenPaper;
}

/** 32 bytes as hex, as secrets and seeds are. */
export function hex(random: World['random']): string {
  return Array.from({ length: 32 }, () => random.below(256).toString(16).padStart(2, '0')).join('');
}

/** A paper as its keeper began it. */
export function draftPaper(world: World, draft: PaperDraft, atMs: number): PaperDocument {
  const { random, demo } = world;
  const route = contracts.exam.createPaper;
  return {
    _id: random.id(atMs),
    ...opOf(route, demo.office._id, random.id(atMs), atMs, { body: { draft } }),
    unitPath: BUREAU,
    draft,
    state: 'draft',
    pools: null,
    publishedAt: null,
    changedAt: new Date(atMs),
    version: 0,
    events: [],
    schemaVersion: 1,
  };
}

/** A paper that was frozen a quarter of an hour after it was begun, at `atMs`, from what was confirmed by then. */
export function publishedPaper(
  world: World,
  bank: ReadonlyMap<string, QuestionDocument>,
  draft: PaperDraft,
  atMs: number,
): MadePaper {
  const { random, demo } = world;
  const begun = draftPaper(world, draft, atMs - 900_000);
  const known = [...bank.values()].filter((one) => one.events.every(({ at }) => +at <= atMs));
  const judged = judgePaper(draft, bank, known, (topic) => [topic]);
  const [problem] = judged.problems;
  if (problem) throw new Error(`the demo's paper ${draft.title}: ${problem.message}`);
  const drawn = draft.content.method === 'blueprint';
  const pools = drawn ? judged.pools.map((one) => cappedPool(one, hex(random))) : judged.pools;
  const route = contracts.exam.publishPaper;
  const asked = { params: { paperId: begun._id }, body: { version: 0 } };
  const op = opOf(route, demo.office._id, random.id(atMs), atMs, asked);
  const at = new Date(atMs);
  const paper: PaperDocument = {
    ...begun,
    state: 'published',
    pools,
    publishedAt: at,
    changedAt: at,
    version: 1,
    events: [{ ...op, type: 'published', at }],
  };
  const questions = pools.flatMap(({ codes }) =>
    codes.map((code) => frozenQuestion(paper, bank.get(code)!)),
  );
  return { paper, questions, frozen: frozenOf(paper, questions) };
}
