import {
  stemLine,
  type Paper,
  type PaperDraft,
  type PaperSummary,
  type PickedQuestion,
} from '@qiangji/shared-types';
import type { PaperDocument, PaperQuestionDocument } from './paper.collection';
import type { Judged } from './paper.judge';

/** Questions and points of one person's paper. */
export function totalsOf({ content }: PaperDraft): { questions: number; points: number } {
  const lines =
    content.method === 'fixed'
      ? content.questions.map(({ points }) => ({ count: 1, points }))
      : content.rules;
  return {
    questions: lines.reduce((sum, { count }) => sum + count, 0),
    points: lines.reduce((sum, { count, points }) => sum + count * points, 0),
  };
}

export function presentPaperSummary(paper: PaperDocument): PaperSummary {
  return {
    id: paper._id,
    title: paper.draft.title,
    state: paper.state,
    method: paper.draft.content.method,
    ...totalsOf(paper.draft),
    changedAt: paper.changedAt.toISOString(),
    publishedAt: paper.publishedAt?.toISOString() ?? null,
  };
}

/** A draft is judged by the bank of now, a published paper by what it kept. */
export function presentPaper(
  paper: PaperDocument,
  judged: Judged | null,
  picked: PickedQuestion[],
): Paper {
  const pools = paper.pools ?? [];
  const kept = paper.draft.content.method === 'blueprint' ? pools : [];
  return {
    ...presentPaperSummary(paper),
    version: paper.version,
    draft: paper.draft,
    supply:
      judged?.supply ?? kept.map(({ id, codes }) => ({ ruleId: id, available: codes.length })),
    picked,
    problems: judged?.problems ?? [],
    frozen: pools.reduce((sum, { codes }) => sum + codes.length, 0),
  };
}

/** What a picked question is, without its key. */
export function presentPicked(
  code: string,
  { body, difficulty }: Pick<PaperQuestionDocument, 'body' | 'difficulty'>,
  topicName: string,
): PickedQuestion {
  return { code, stem: stemLine(body), kind: body.kind, topicName, difficulty };
}
