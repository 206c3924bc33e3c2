import {
  correlation,
  covariance,
  deviation,
  greatestCovariance,
  kurtosis,
  mean,
  median,
  skewness,
  spreads,
  variance,
} from './statistics.moments';

/*
 * Definitions: Moodle documentation, "Quiz statistics calculations" and "Quiz report statistics"
 * (docs.moodle.org/dev). Theirs are percentages, ours shares (0.35 for 35 %); the least score of a
 * question is 0 here. As there, the attempt that counts is one for each person, and what was left
 * unanswered counts 0. Weights are of places ("position statistics"): a question that was drawn for some
 * has those of the places that it filled.
 */

/** One question on one person's paper. */
export interface ScoredItem {
  code: string;
  /** Which place of the paper it filled: questions drawn for one another share it. */
  position: string;
  /** Hundredths of a point, 0 to `maxCenti`. */
  centi: number;
  maxCenti: number;
}

/** One person's counted attempt. */
export type ScoredPaper = readonly ScoredItem[];

export interface TestStatistics {
  /** People whose papers count. */
  people: number;
  maxCenti: number | null;
  /** Hundredths of a point, as the median, the deviation and the standard error. */
  mean: number | null;
  median: number | null;
  deviation: number | null;
  skewness: number | null;
  kurtosis: number | null;
  /**
   * Coefficient of internal consistency (Cronbach's alpha) over the places of the paper: P / (P - 1) *
   * (1 - sum of the places' variances / variance of the totals). At most 1; it may be negative.
   */
  alpha: number | null;
  /** Root of (1 - alpha): the part of the deviation that is chance. */
  errorRatio: number | null;
  /** Error ratio * deviation: so far a score may be from what the person can. */
  standardError: number | null;
}

export interface ItemStatistics {
  code: string;
  /** On whose papers it was; a drawn question has its own number. */
  people: number;
  maxCenti: number;
  /** Mean share of the points, 0 (nobody) to 1 (everybody). */
  facility: number | null;
  /** Of the share of points. */
  deviation: number | null;
  /** Share of the paper's points that it was meant to decide. */
  intendedWeight: number | null;
  /**
   * Share of the spread that its place does decide: root of the place's covariance with the total, over
   * the sum of these roots. Questions drawn for one another share their place's; one that filled several
   * places of its pool has their mean. Null where a covariance is negative, or where papers do not have
   * the same places.
   */
  effectiveWeight: number | null;
  /** Correlation of its score with the rest of the paper, -1 to 1. */
  discrimination: number | null;
  /** Its covariance with the rest over the greatest that these scores could have; at most 1. */
  efficiency: number | null;
}

const total = (paper: ScoredPaper) => paper.reduce((sum, one) => sum + one.centi, 0);
const most = (paper: ScoredPaper) => paper.reduce((sum, one) => sum + one.maxCenti, 0);

/** Scores by place, in the order of people; null unless every paper has the same places. */
function byPosition(papers: readonly ScoredPaper[]): Map<string, number[]> | null {
  const columns = new Map<string, number[]>();
  papers.forEach((paper, person) => {
    for (const { position, centi } of paper) {
      const column = columns.get(position) ?? [];
      columns.set(position, column);
      // A place that somebody before lacks, or has twice, leaves the column out of step.
      if (column.length === person) column.push(centi);
      else column.length = papers.length + 1;
    }
  });
  const whole = [...columns.values()].every((column) => column.length === papers.length);
  return whole ? columns : null;
}

function cronbachAlpha(papers: readonly ScoredPaper[]): number | null {
  const columns = byPosition(papers);
  const totals = variance(papers.map(total));
  if (columns === null || columns.size < 2 || !spreads(totals)) return null;
  const parts = [...columns.values()].reduce((sum, column) => sum + (variance(column) ?? 0), 0);
  return (columns.size / (columns.size - 1)) * (1 - parts / totals);
}

/** The paper as a whole. */
export function testStatistics(papers: readonly ScoredPaper[]): TestStatistics {
  const totals = papers.map(total);
  const spread = deviation(totals);
  const alpha = cronbachAlpha(papers);
  // Rounding may leave an alpha of 1 a hair above it.
  const errorRatio = alpha === null ? null : Math.sqrt(Math.max(0, 1 - alpha));
  return {
    people: papers.length,
    maxCenti: papers[0] ? most(papers[0]) : null,
    mean: mean(totals),
    median: median(totals),
    deviation: spread,
    skewness: skewness(totals),
    kurtosis: kurtosis(totals),
    alpha,
    errorRatio,
    standardError: errorRatio === null || spread === null ? null : errorRatio * spread,
  };
}

interface Column {
  scores: number[];
  /** Totals of the same people. */
  totals: number[];
  /** The places that it filled. */
  positions: Set<string>;
  maxCenti: number;
  paperMaxCenti: number;
}

function columnsByCode(papers: readonly ScoredPaper[]): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (const paper of papers) {
    const [sum, paperMaxCenti] = [total(paper), most(paper)];
    for (const { code, position, centi, maxCenti } of paper) {
      const column = columns.get(code) ?? {
        scores: [],
        totals: [],
        positions: new Set(),
        maxCenti,
        paperMaxCenti,
      };
      column.scores.push(centi);
      column.totals.push(sum);
      column.positions.add(position);
      columns.set(code, column);
    }
  }
  return columns;
}

/** Root of the covariance with the total; null where it is negative or undefined. */
function pull(scores: readonly number[], totals: readonly number[]): number | null {
  const cov = covariance(scores, totals);
  if (cov === null || (cov < 0 && spreads(-cov))) return null;
  return Math.sqrt(Math.max(0, cov));
}

function efficiencyOf(scores: readonly number[], rest: readonly number[]): number | null {
  const greatest = greatestCovariance(scores, rest);
  const cov = covariance(scores, rest);
  return cov === null || !spreads(greatest) ? null : Math.min(1, cov / greatest);
}

/** The effective weight of each place; null where its covariance with the total is negative. */
function effectiveWeights(papers: readonly ScoredPaper[]): Map<string, number | null> {
  const totals = papers.map(total);
  const columns = [...(byPosition(papers) ?? [])];
  const pulls = columns.map(([position, scores]) => [position, pull(scores, totals)] as const);
  const all = pulls.reduce((sum, [, one]) => sum + (one ?? 0), 0);
  if (!spreads(all)) return new Map();
  return new Map(pulls.map(([position, one]) => [position, one === null ? null : one / all]));
}

/** Every question that was on anybody's paper, by its code. */
export function itemStatistics(papers: readonly ScoredPaper[]): ItemStatistics[] {
  const weights = effectiveWeights(papers);
  return [...columnsByCode(papers)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { scores, totals: own, positions, maxCenti, paperMaxCenti }]) => {
      const rest = own.map((sum, i) => sum - (scores[i] ?? 0));
      const [average, spread] = [mean(scores), deviation(scores)];
      const filled = [...positions].flatMap((one) => weights.get(one) ?? []);
      return {
        code,
        people: scores.length,
        maxCenti,
        facility: average === null ? null : average / maxCenti,
        deviation: spread === null ? null : spread / maxCenti,
        intendedWeight: paperMaxCenti > 0 ? maxCenti / paperMaxCenti : null,
        effectiveWeight: filled.length < positions.size ? null : mean(filled),
        discrimination: correlation(scores, rest),
        efficiency: efficiencyOf(scores, rest),
      };
    });
}

/**
 * The place of each question of a person's paper: the pool that it was drawn from and, in the order
 * of codes, which of the drawn ones it is.
 */
export function positionsOf(
  pools: readonly { id: string; codes: readonly string[] }[],
  codes: readonly string[],
): Map<string, string> {
  const positions = new Map<string, string>();
  for (const pool of pools) {
    const inPool = new Set(pool.codes);
    const own = codes.filter((code) => inPool.has(code)).sort();
    own.forEach((code, i) => positions.set(code, `${pool.id}:${i + 1}`));
  }
  return positions;
}

/** So many of them at most, evenly over all, always the same ones. */
export function evenShare<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  const count = Math.min(all.length, most);
  return Array.from({ length: count }, (_, i) => all[Math.floor(i * step)]).flatMap((one) =>
    one === undefined ? [] : [one],
  );
}
