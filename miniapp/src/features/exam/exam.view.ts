import {
  DEFER_NAMES,
  errors,
  type ExamKind,
  type MySitting,
  type ReviewMoment,
  type ReviewPart,
  type SittingState,
} from '@qiangji/shared-types';
import type { RailTime } from '@/ui/task-row';

export { minePath } from './paths';
export const beforeUrl = (examId: string) => `/features/exam/pages/before/index?id=${examId}`;
export const sitUrl = (examId: string, no: number) =>
  `/features/exam/pages/sit/index?id=${examId}&no=${no}`;
export const resultUrl = (examId: string) => `/features/exam/pages/result/index?id=${examId}`;
export const rankingUrl = (examId: string) => `/features/exam/pages/ranking/index?id=${examId}`;

export const EXAM_KIND_WORDS: Record<ExamKind, string> = {
  scheduled: '定时考试',
  open_window: '随到随考',
  contest: '竞赛',
  surprise: '飞行考试',
};

export const SITTING_WORDS: Record<SittingState, string> = {
  not_started: '没开考',
  in_progress: '在答',
  submitted: '已交',
  absent: '没来考',
  deferred: '顺延',
  unreached: '没送达',
};

const shanghai = (instant: string | number) =>
  new Date((typeof instant === 'number' ? instant : Date.parse(instant)) + 8 * 3_600_000);
const two = (n: number) => String(n).padStart(2, '0');

/** 14:20, in Shanghai. */
export function timeWords(instant: string | number): string {
  const at = shanghai(instant);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** 7月13日. */
export function dateWords(instant: string | number): string {
  const at = shanghai(instant);
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
}

/** 7月13日 14:20. */
export function momentWords(instant: string | number): string {
  return `${dateWords(instant)} ${timeWords(instant)}`;
}

/** 7月13日 14:00–15:00, the second date only where it is another. */
export function spanWords(from: string, to: string): string {
  const end = dateWords(from) === dateWords(to) ? timeWords(to) : momentWords(to);
  return `${momentWords(from)}–${end}`;
}

/** 剩 18 分, 剩 2 天. */
export function leftWords(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  if (minutes < 60) return `剩 ${minutes} 分`;
  if (minutes < 48 * 60) return `剩 ${Math.floor(minutes / 60)} 小时`;
  return `剩 ${Math.floor(minutes / 1440)} 天`;
}

/** 86 of 8600 hundredths; 86.5 where there is a half. */
export function pointsWords(centi: number): string {
  return String(Math.round(centi) / 100);
}

/** 62%, of basis points; 无 where there is no figure. */
export function percentWords(bp: number | null): string {
  return bp === null ? '无' : `${Math.round(bp / 10) / 10}%`;
}

/** 剩 12 秒 in the last minute before something begins. */
export function untilWords(ms: number): string {
  return ms < 60_000 ? `剩 ${Math.max(0, Math.ceil(ms / 1_000))} 秒` : leftWords(ms);
}

/**
 * An exam as it stands by now: at its opening it is open on the phone too, by the service's clock. The service is
 * not asked for that, or all phones that wait would ask within one second; it judges the start.
 */
export function asOf(one: MySitting, nowMs: number): MySitting {
  if (one.phase !== 'upcoming' || nowMs < Date.parse(one.times.opensAt)) return one;
  // What was kept on the phone may be from long ago.
  return nowMs <= Date.parse(one.startBy ?? one.times.closesAt) ? { ...one, phase: 'open' } : one;
}

/** Whether it is still to be started, and nobody may for now: the law behind every question has ended. */
const isHeld = ({ held = false, state, phase }: MySitting) =>
  held && state === 'not_started' && (phase === 'upcoming' || phase === 'open');

export type SittingGroup = 'now' | 'later' | 'over';

/** What one can do about an exam: now, later, or it is over. */
export function groupOf(one: MySitting): SittingGroup {
  if (one.state === 'deferred' || one.state === 'unreached') return 'later';
  if (one.phase === 'open' && one.nextNo !== null) return 'now';
  if (isHeld(one)) return 'later';
  return one.phase === 'upcoming' || one.phase === 'draft' ? 'later' : 'over';
}

/** When it matters: until when to start, when it opens, when it was. */
export function railOf(one: MySitting, nowMs: number): RailTime {
  const writing = one.attempts.find(({ state }) => state === 'in_progress');
  const until = writing?.endsAt ?? one.startBy ?? one.times.closesAt;
  if (groupOf(one) === 'now') {
    return { main: timeWords(until), small: leftWords(Date.parse(until) - nowMs) };
  }
  if (one.state === 'deferred') return { main: '顺延' };
  if (one.state === 'unreached') return { main: '没送达' };
  return { main: dateWords(one.times.opensAt), small: timeWords(one.times.opensAt) };
}

/** How an exam stands for its person, in one kind line. */
export function standingWords(one: MySitting): string {
  if (one.phase === 'cancelled') return '取消了，不用考';
  if (one.state === 'deferred') {
    if (one.deferred === 'recused') return `${DEFER_NAMES.recused}，不用考`;
    return `${one.deferred ? DEFER_NAMES[one.deferred] : '这次'}，不算缺考，等补考通知`;
  }
  if (one.state === 'unreached') return '通知没到这台手机，不算缺考，另外安排';
  if (one.state === 'in_progress') return '正在答，时间还在走';
  if (isHeld(one)) return errors.EXAM_HELD.message;
  if (groupOf(one) === 'now') {
    return one.kind === 'surprise' ? '刚发下来，在这个时间前开考' : '现在能考';
  }
  if (one.phase === 'upcoming') return '还没到时间';
  if (one.state === 'submitted') return '已交卷';
  return one.state === 'absent' ? '没有开考' : '时间过了';
}

const MOMENTS: Record<ReviewMoment, string> = {
  after_submit: '交卷就能看',
  after_close: '考试结束后能看',
  when_released: '公布后能看',
  never: '不公布',
};
const PARTS: Record<ReviewPart, string> = {
  score: '成绩',
  answers: '自己的答卷',
  keys: '标准答案',
  explanations: '解析',
};

/**
 * What may be seen when, parts of one moment together: 成绩、自己的答卷交卷就能看. Of those that are `shown`
 * already nothing is said.
 */
export function reviewWords(
  review: MySitting['review'],
  shown: Partial<Record<ReviewPart, boolean>> = {},
): string[] {
  const moments = Object.keys(MOMENTS) as ReviewMoment[];
  return moments.flatMap((moment) => {
    const parts = (Object.keys(PARTS) as ReviewPart[]).filter(
      (part) => review[part] === moment && !shown[part],
    );
    return parts.length > 0
      ? [`${parts.map((part) => PARTS[part]).join('、')}${MOMENTS[moment]}`]
      : [];
  });
}

export interface ExamRule {
  title: string;
  meta: string;
}

/** The rules in plain words, as they stand before the start. */
export function rulesOf(one: MySitting): ExamRule[] {
  const { durationMin, closesAt } = one.times;
  const passes = one.passBp === null ? '' : `，${percentWords(one.passBp)} 的分算通过`;
  return [
    {
      title: `${one.paper.questions} 题，共 ${one.paper.points} 分`,
      meta: `一屏一题，可以回头改${passes}`,
    },
    {
      title: `开考后有 ${durationMin} 分钟`,
      meta: `按服务器的钟算；${momentWords(closesAt)} 一到，没交的自动交卷`,
    },
    { title: '每答一题就存一次', meta: '断网照常答，答案先存在手机里，连上网就交' },
    { title: '退出、换手机都能接着答', meta: '时间不停；同一时间只能在一台手机上答' },
    {
      title: one.leaveScreen === 'warn' ? '离开屏幕会当场告诉你次数' : '离开屏幕会记次数',
      meta: '来电不会交卷；次数不是结论，由人来看',
    },
    ...(one.watermark ? [{ title: '卷面印着你的名字和工号', meta: '截图能看出是谁的卷子' }] : []),
    ...(one.attemptsAllowed > 1
      ? [{ title: `一共可以考 ${one.attemptsAllowed} 次`, meta: `已考 ${one.attempts.length} 次` }]
      : []),
    { title: '考完能看什么', meta: reviewWords(one.review).join('；') },
  ];
}
