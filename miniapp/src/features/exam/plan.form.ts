import {
  reviewMoments,
  type AudienceCount,
  type ExamDraft,
  type ExamKind,
  type ExamTimes,
  type MakeUpDone,
  type ReviewMoment,
  type ReviewPart,
  type ReviewRule,
  type SittingTimes,
} from '@qiangji/shared-types';
import { wholeNumber } from './desk.view';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

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

/** How results of a kind are shown until somebody chooses otherwise. */
const usualFor = (kind: ExamKind): ReviewPreset =>
  kind === 'surprise' ? 'when_released' : kind === 'contest' ? 'after_submit' : 'after_close';

/**
 * What goes with a kind: a surprise exam is to be started soon after it is told, and since those whom it did
 * not reach sit it later, its keys wait for a release. Another way to show results, once chosen, stays, but
 * for a contest: its ranking shows points from the first hand-in on.
 */
export function ofKind(draft: ExamDraft, kind: ExamKind): ExamDraft {
  const surprise = kind === 'surprise';
  const startWithinMin = surprise ? (draft.times.startWithinMin ?? 30) : null;
  const isUsual = kind !== draft.kind && presetOf(draft.review) === usualFor(draft.kind);
  const isLate = kind === 'contest' && draft.review.score !== 'after_submit';
  const review = isUsual || isLate ? REVIEWS[usualFor(kind)] : draft.review;
  return { ...draft, kind, review, times: { ...draft.times, startWithinMin } };
}

/** Ways to show results that a kind has. */
export function presetsFor(kind: ExamKind): ReviewPreset[] {
  const presets = Object.keys(REVIEWS) as ReviewPreset[];
  if (kind !== 'contest') return presets;
  return presets.filter((preset) => REVIEWS[preset].score === 'after_submit');
}

export type ReviewPreset = 'after_submit' | 'after_close' | 'when_released';

/** Usual ways to show results; keys never before nobody can be helped by them. */
export const REVIEWS: Record<ReviewPreset, ReviewRule> = {
  after_submit: {
    score: 'after_submit',
    answers: 'after_close',
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
  after_submit: '交卷就看成绩，考完看答卷和答案',
  after_close: '考完都能看',
  when_released: '公布了才能看',
};

export const REVIEW_PARTS: readonly { part: ReviewPart; text: string }[] = [
  { part: 'score', text: '成绩' },
  { part: 'answers', text: '自己的答卷' },
  { part: 'keys', text: '正确答案' },
  { part: 'explanations', text: '解析' },
];

export const MOMENTS: Record<ReviewMoment, string> = {
  after_submit: '交卷就看',
  after_close: '考完看',
  when_released: '公布了看',
  never: '不给看',
};

/** When a part may be shown: keys and what explains them never before nobody can be helped by them. */
export function momentsFor(part: ReviewPart, kind: ExamKind): ReviewMoment[] {
  if (part === 'keys' || part === 'explanations') {
    return reviewMoments.filter((moment) => moment !== 'after_submit');
  }
  // A contest's ranking shows points from the first hand-in on.
  return part === 'score' && kind === 'contest' ? ['after_submit'] : [...reviewMoments];
}

/** The usual way that a rule is; undefined where it is one of its own. */
export function presetOf(review: ReviewRule): ReviewPreset | undefined {
  const same = (other: ReviewRule) =>
    (Object.keys(other) as (keyof ReviewRule)[]).every(
      (part) => (review[part] as ReviewMoment) === other[part],
    );
  return (Object.keys(REVIEWS) as ReviewPreset[]).find((preset) => same(REVIEWS[preset]));
}

/** What is still missing before it can be saved; undefined where nothing is. */
export function lacksInExam(draft: ExamDraft): string | undefined {
  const { title, kind, paperId, audience, times, review } = draft;
  if (title.trim() === '') return '考试还没有名字';
  if (paperId === '') return '还没有选卷子';
  if (audience.unitPaths.length === 0) return '还没有选单位';
  if (kind === 'contest' && review.score !== 'after_submit') return '竞赛的成绩要交卷就能看';
  // It opens when it is sent out: what was planned before for its window holds nobody up.
  if (kind === 'surprise') {
    return times.startWithinMin === null ? '还没写几分钟内要开考' : undefined;
  }
  return times.opensAt >= times.closesAt ? '结束要晚于开始' : undefined;
}

/** What holds for a surprise exam instead of a window: the service counts it from the moment of sending. */
export function surpriseWords({ startWithinMin, durationMin }: ExamTimes): string {
  if (startWithinMin === null) return '发出就开考，先写几分钟内要开考';
  return `发出后 ${startWithinMin} 分钟内开考，每人 ${durationMin} 分钟；最后开考的人写满时间就收卷`;
}

/** 43 人（管题库的 2 人回避），现在发出会顺延：在岗 1，请假 2. */
export function countWords({ people, busy, recused }: AudienceCount, kind: ExamKind): string {
  const { on_shift, incident, leave } = busy;
  const who = recused > 0 ? `${people} 人（管题库的 ${recused} 人回避）` : `${people} 人`;
  const parts = [
    on_shift > 0 ? `在岗 ${on_shift}` : '',
    incident > 0 ? `处置突发 ${incident}` : '',
    leave > 0 ? `请假 ${leave}` : '',
  ].filter(Boolean);
  if (parts.length === 0) return who;
  const what = kind === 'surprise' ? '现在发出会顺延' : '现在';
  return `${who}，${what}：${parts.join('，')}`;
}

export type MakeUpWho = 'missed' | 'picked';

interface MakeUp {
  opensAt: string;
  closesAt: string;
  who: MakeUpWho;
  picked: number;
  missed: number;
}

export function lacksInMakeUp({ opensAt, closesAt, who, picked, missed }: MakeUp) {
  if (opensAt >= closesAt) return '结束要晚于开始';
  if (who === 'picked') return picked === 0 ? '还没挑人' : undefined;
  return missed === 0 ? '没有顺延和没送达的人' : undefined;
}

/** When people who come in later sit: with the others, or within a window of their own. */
export type AddedWhen = 'same' | 'own';

interface Addition {
  opensAt: string;
  closesAt: string;
  when: AddedWhen;
  picked: number;
}

export function lacksInAddition({ opensAt, closesAt, when, picked }: Addition) {
  if (when === 'own' && opensAt >= closesAt) return '结束要晚于开始';
  return picked === 0 ? '还没挑人' : undefined;
}

/** Whether somebody who comes in now may still start with the others. */
export function mayJoin({ times }: { times: ExamTimes }, nowMs: number): boolean {
  const within = times.startWithinMin;
  const byStart = within === null ? Infinity : Date.parse(times.opensAt) + within * MINUTE_MS;
  return nowMs <= Math.min(byStart, Date.parse(times.closesAt));
}

/** What is asked before results are released; `missed` did not sit and could not any more. */
export function releaseWords(missed: number): string {
  const text = '等公布的成绩、答卷、标准答案、解析，应考的人都能看到';
  return missed > 0 ? `${text}。还有 ${missed} 人顺延或没送达，公布后这张卷不能再补考` : text;
}

/** 5 人收到补考通知，还有 1 人在请假，留着，1 人考过这张卷，要换卷另考. */
export function makeUpWords({ people, stillAway, haveRead = 0 }: MakeUpDone): string {
  return [
    `${people} 人收到补考通知`,
    ...(stillAway > 0 ? [`还有 ${stillAway} 人在请假，留着`] : []),
    ...(haveRead > 0 ? [`${haveRead} 人考过这张卷，要换卷另考`] : []),
  ].join('，');
}

/** Times of one person as a form holds them: their own window, or the exam's. */
export interface OwnTimes {
  own: boolean;
  opensAt: string;
  closesAt: string;
  extra: string;
}

export function ownTimesOf(
  times: SittingTimes | null,
  exam: Pick<ExamDraft['times'], 'opensAt' | 'closesAt'>,
): OwnTimes {
  return {
    own: times?.opensAt != null || times?.closesAt != null,
    opensAt: times?.opensAt ?? exam.opensAt,
    closesAt: times?.closesAt ?? exam.closesAt,
    extra: String(times?.extraMin ?? 0),
  };
}

export function lacksInOwnTimes({ own, opensAt, closesAt, extra }: OwnTimes): string | undefined {
  if (wholeNumber(extra, 0, 480) === null) return '延长写整数分钟';
  return own && opensAt >= closesAt ? '结束要晚于开始' : undefined;
}

export function timesFrom({ own, opensAt, closesAt, extra }: OwnTimes): SittingTimes {
  return {
    opensAt: own ? opensAt : null,
    closesAt: own ? closesAt : null,
    extraMin: wholeNumber(extra, 0, 480) ?? 0,
  };
}
