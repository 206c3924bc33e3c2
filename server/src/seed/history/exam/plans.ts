import type { PaperDraft, PaperRule, QuestionKind } from '@qiangji/shared-types';
import { AMBIGUOUS, HEARING, MISPRINTED, WRITTEN } from './own-questions';

const GRADE_RULE = { multiple: 'half', fillIn: 'each' } as const;
const SHUFFLED = { shuffleQuestions: true, shuffleOptions: true, gradeRule: GRADE_RULE };

interface Wanted {
  topic?: string;
  kind?: QuestionKind;
  from?: number;
  to?: number;
  count: number;
  points: number;
}

function blueprint(title: string, note: string | null, rules: Wanted[]): PaperDraft {
  const content = {
    method: 'blueprint' as const,
    rules: rules.map(({ topic, kind, from, to, count, points }, i): PaperRule => ({
      id: `r${i + 1}`,
      topic: topic ?? null,
      kind: kind ?? null,
      difficultyFrom: from ?? 1,
      difficultyTo: to ?? 5,
      count,
      points,
    })),
  };
  return { title, note, content, ...SHUFFLED };
}

function fixed(title: string, note: string | null, picks: [string, number][]): PaperDraft {
  const questions = picks.map(([code, points]) => ({ code, points }));
  return { title, note, content: { method: 'fixed', questions }, ...SHUFFLED };
}

/** Twenty for each, drawn from pools; 100 points. */
export const CONTEST_PAPER = blueprint('执法程序竞赛卷', '每人抽到的题不一样，分值一样', [
  { topic: 'two_officers', count: 3, points: 5 },
  { topic: 'on_spot_penalty', count: 4, points: 5 },
  { topic: 'evidence', kind: 'single', count: 3, points: 5 },
  { topic: 'seizure', count: 3, points: 5 },
  { topic: 'prior_notice', count: 2, points: 5 },
  { topic: 'legal_review', count: 2, points: 5 },
  { topic: 'service', count: 3, points: 5 },
]);

export const SURPRISE_PAPER = blueprint('飞行考试卷：上街之前', null, [
  { topic: 'uniform', count: 2, points: 10 },
  { topic: 'enforcement_id', count: 2, points: 10 },
  { topic: 'courtesy', count: 2, points: 10 },
  { topic: 'two_officers', count: 2, points: 10 },
  { topic: 'first_offense', count: 2, points: 10 },
]);

/** Everybody the same twenty, of every kind; 100 points. */
export const MONTHLY_PAPER = fixed('岗位练兵月考卷', '全大队同一张卷，题序和选项各人不同', [
  ['q-f42-1', 4],
  ['q-f27-1', 4],
  ['q-f22-1', 4],
  ['q-f29-1', 4],
  [MISPRINTED.code, 4],
  [AMBIGUOUS.code, 4],
  ['q-f20-4', 4],
  ['q-f34-1', 4],
  ['q-f50-1', 4],
  ['q-f63-2', 4],
  ['q-f21-1', 5],
  ['q-f11-3', 5],
  ['q-f35-1', 5],
  ['q-f17-2', 3],
  ['q-f30-2', 3],
  ['q-f45-2', 3],
  ['q-f40-b1', 6],
  ['q-f36-n1', 4],
  ['q-f36-c1', 10],
  [HEARING, 16],
]);

export const WRITTEN_PAPER = fixed(
  '案例分析卷',
  '写清楚怎么做、为什么，由法制科和行动办阅卷',
  WRITTEN.map(({ code }, i) => [code, [30, 30, 40][i] ?? 30]),
);

/** A little of each of many topics, so that practice keeps most of every one. */
export const COMING_PAPER = blueprint('下一次月考卷', null, [
  { topic: 'execution', count: 4, points: 5 },
  { topic: 'jurisdiction', count: 3, points: 5 },
  { topic: 'scene_rules', count: 3, points: 5 },
  { topic: 'legal_review', count: 2, points: 5 },
  { topic: 'discipline', count: 2, points: 5 },
  { topic: 'first_offense', count: 2, points: 5 },
  { topic: 'hearing', kind: 'single', count: 2, points: 5 },
  { topic: 'service', count: 2, points: 5 },
]);

/** Half made: there are not so many hard ones confirmed yet. */
export const DRAFT_PAPER = blueprint('年终总考卷', '等法制科再确认一批难题', [
  { kind: 'single', count: 30, points: 2 },
  { kind: 'multiple', from: 4, count: 6, points: 4 },
  { kind: 'case', count: 1, points: 16 },
]);
