import type { ExamDraft, ExamKind, ReviewMoment, ReviewRule } from '@qiangji/shared-types';

const HOUR_MS = 3_600_000;

/** A new exam tomorrow at this hour. */
export function newExam(nowMs: number, unitPath: string): ExamDraft {
  const hour = Math.ceil(nowMs / HOUR_MS) * HOUR_MS + 24 * HOUR_MS;
  return {
    title: '',
    note: null,
    kind: 'scheduled',
    paperId: '',
    audience: { unitPaths: [unitPath], kinds: [], posts: [], sample: null },
    times: {
      opensAt: new Date(hour).toISOString(),
      closesAt: new Date(hour + HOUR_MS).toISOString(),
      durationMin: 30,
      startWithinMin: null,
      graceS: 60,
    },
    attempts: { allowed: 1, counts: 'best' },
    review: REVIEWS.after_close,
    passBp: 6_000,
    leaveScreen: 'warn',
    watermark: true,
  };
}

/** What goes with a kind: a surprise exam is to be started soon after it is told. */
export function ofKind(draft: ExamDraft, kind: ExamKind): ExamDraft {
  const startWithinMin = kind === 'surprise' ? (draft.times.startWithinMin ?? 30) : null;
  return { ...draft, kind, times: { ...draft.times, startWithinMin } };
}

export type ReviewPreset = 'after_submit' | 'after_close' | 'when_released';

/** Usual ways to show results; keys never before nobody can be helped by them. */
export const REVIEWS: Record<ReviewPreset, ReviewRule> = {
  after_submit: {
    score: 'after_submit',
    answers: 'after_submit',
    keys: 'after_close',
    explanations: 'after_close',
  },
  after_close: {
    score: 'after_close',
    answers: 'after_close',
    keys: 'after_close',
    explanations: 'after_close',
  },
  when_released: {
    score: 'when_released',
    answers: 'when_released',
    keys: 'when_released',
    explanations: 'when_released',
  },
};

export const REVIEW_WORDS: Record<ReviewPreset, string> = {
  after_submit: '交卷就看成绩和答卷，考完看答案',
  after_close: '考完都能看',
  when_released: '公布了才能看',
};

/** The usual way that a rule is; undefined where it is one of its own. */
export function presetOf(review: ReviewRule): ReviewPreset | undefined {
  const same = (other: ReviewRule) =>
    (Object.keys(other) as (keyof ReviewRule)[]).every(
      (part) => (review[part] as ReviewMoment) === other[part],
    );
  return (Object.keys(REVIEWS) as ReviewPreset[]).find((preset) => same(REVIEWS[preset]));
}

/** What is still missing before it can be saved; undefined where nothing is. */
export function lacksInExam({ title, paperId, audience, times }: ExamDraft): string | undefined {
  if (title.trim() === '') return '考试还没有名字';
  if (paperId === '') return '还没有选卷子';
  if (audience.unitPaths.length === 0) return '还没有选单位';
  return times.opensAt >= times.closesAt ? '结束要晚于开始' : undefined;
}
