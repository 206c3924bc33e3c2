import {
  DEFER_NAMES,
  type AttendanceRow,
  type AudienceDraw,
  type Exam,
  type ExamPhase,
  type ExamProgress,
  type ExamSummary,
  type PaperState,
  type Profile,
  type SittingState,
} from '@qiangji/shared-types';
import { momentWords, SITTING_WORDS, spanWords, timeWords } from './exam.view';

const page = (name: string, id?: string) =>
  `/features/exam/pages/${name}/index${id ? `?id=${id}` : ''}`;
export const paperUrl = (id?: string) => page('paper', id);
export const planUrl = (id?: string) => page('plan', id);
export const consoleUrl = (id: string) => page('console', id);
export const resultsUrl = (id: string) => page('results', id);
export const statisticsUrl = (id: string) => page('statistics', id);
export const markingUrl = (id: string) => page('marking', id);
export const appealsUrl = (id: string) => page('appeals', id);

const LEADING = new Set<string>(['squadron_leader', 'bureau_leader']);

/** Who sees how their own people did. */
export function leadsPeople(me: Pick<Profile, 'grants'> | undefined): boolean {
  return me?.grants.some(({ role }) => LEADING.has(role)) ?? false;
}

export const PHASE_WORDS: Record<ExamPhase, string> = {
  draft: '没发',
  upcoming: '还没开考',
  open: '进行中',
  closed: '考完了',
  cancelled: '中止了',
};
/** The word for where an exam is; a draft that was thrown away was never stopped. */
export function phaseWords({ phase, publishedAt }: Pick<Exam, 'phase' | 'publishedAt'>): string {
  return phase === 'cancelled' && publishedAt === null ? '删掉了' : PHASE_WORDS[phase];
}

export const PHASE_TONES = {
  draft: 'plain',
  upcoming: 'brand',
  open: 'ok',
  closed: 'plain',
  cancelled: 'warn',
} as const;

export const PAPER_STATE_WORDS: Record<PaperState, string> = {
  draft: '没定稿',
  published: '已定稿',
  archived: '收起了',
};

/** 顺延，在岗执勤; the state alone where there is no reason. */
export function rowState({ state, deferred, reachedAt }: AttendanceRow): string {
  if (deferred && state === 'deferred') return `顺延，${DEFER_NAMES[deferred]}`;
  const unseen = state === 'not_started' && reachedAt === null;
  return unseen ? `${SITTING_WORDS[state]}，还没收到` : SITTING_WORDS[state];
}

export const STATE_TONES: Record<SittingState, 'ok' | 'warn' | 'brand' | 'plain' | 'line'> = {
  not_started: 'line',
  in_progress: 'brand',
  submitted: 'ok',
  absent: 'plain',
  deferred: 'plain',
  unreached: 'warn',
};

/** 114 人里抽 40 人，后来加 2 人. */
export function drawWords(
  { candidates, drawn }: Pick<AudienceDraw, 'candidates' | 'drawn'>,
  added: number,
): string {
  const rule = `${candidates} 人里抽 ${drawn} 人`;
  return added > 0 ? `${rule}，后来加 ${added} 人` : rule;
}

/** When it is or was; a surprise exam that is not sent out has no time yet. */
export function whenWords({ kind, phase, times }: ExamSummary): string {
  return kind === 'surprise' && phase === 'draft'
    ? '发出就开考'
    : spanWords(times.opensAt, times.closesAt);
}

/** 2 题依据的法规已失效; nothing where none is. */
export function outdatedWords({ outdated }: Pick<ExamSummary, 'outdated'>): string {
  return outdated > 0 ? `${outdated} 题依据的法规已失效` : '';
}

/** 2 题依据的法规开考前失效，不考了; nothing where none is. */
export function leftOutWords({ leftOut }: Pick<ExamSummary, 'leftOut'>): string {
  return leftOut > 0 ? `${leftOut} 题依据的法规开考前失效，不考了` : '';
}

/** 题依据的法规都失效了，谁也开不了考; nothing where it may be started. */
export function heldWords({ held }: Pick<ExamSummary, 'held'>): string {
  return held ? '题依据的法规都失效了，谁也开不了考' : '';
}

/** 3 个答案等人阅，1 条申诉等答复; nothing where nothing waits, or the exam was stopped. */
export function waitingWords({ state, waiting }: Pick<ExamSummary, 'state' | 'waiting'>): string {
  if (state === 'cancelled' || !waiting) return '';
  const { toMark, appeals } = waiting;
  return [
    ...(toMark > 0 ? [`${toMark} 个答案等人阅`] : []),
    ...(appeals > 0 ? [`${appeals} 条申诉等答复`] : []),
  ].join('，');
}

export interface Figure {
  text: string;
  value: number;
  note: string;
  state?: SittingState;
}

/** The row of figures above the console; those who started are in two of them. */
export function figuresOf({ exam, counts }: ExamProgress): Figure[] {
  const drawn = exam.draw ? `抽自 ${exam.draw.candidates} 人` : '全部应考';
  const started = counts.inProgress + counts.submitted;
  return [
    {
      text: '应考',
      value: counts.assigned,
      note: exam.draft.audience.sample === null ? '全部都考' : drawn,
    },
    { text: '已开考', value: started, note: `在答 ${counts.inProgress}`, state: 'in_progress' },
    { text: '已交', value: counts.submitted, note: '收到的卷子', state: 'submitted' },
    {
      text: '没开考',
      value: counts.notStarted,
      note: counts.unseen > 0 ? `${counts.unseen} 人还没收到` : '还没进',
      state: 'not_started',
    },
    // Before their time to start is over nobody can be told from those who are only late.
    { text: '未送达', value: counts.unreached, note: '到点没收到', state: 'unreached' },
    { text: '顺延', value: counts.deferred, note: '不算缺考', state: 'deferred' },
    ...(counts.absent > 0
      ? [{ text: '没来考', value: counts.absent, note: '过了时间', state: 'absent' as const }]
      : []),
  ];
}

/** 2 份还没批出来; nothing where none waits. */
export function unmadeWords({ unmade }: Pick<ExamProgress, 'unmade'>): string {
  return unmade > 0 ? `${unmade} 份还没批出来` : '';
}

/** 没等 2 份批不出来的卷，李敏 11月24日 14:20 定的. */
export function withoutWords({ papers, who, at }: NonNullable<Exam['settledWithout']>): string {
  return `没等 ${papers} 份批不出来的卷，${who} ${momentWords(at)} 定的`;
}

/** 在答 8000，按其中随机的 1000 人; the number alone where all are looked at. */
export function writingWords({
  counts: { inProgress },
  lookedAt,
}: Pick<ExamProgress, 'counts' | 'lookedAt'>): string {
  const writing = `在答 ${inProgress}`;
  return lookedAt < inProgress ? `${writing}，按其中随机的 ${lookedAt} 人` : writing;
}

/** The last point of each minute: two columns of one name say nothing more than one. */
export function ofMinutes<T extends { at: string }>(points: readonly T[]): T[] {
  return points.filter((one, i) => {
    const next = points[i + 1];
    return next === undefined || timeWords(next.at) !== timeWords(one.at);
  });
}

/** At most so many points of a curve, the last one always among them. */
export function thinned<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most) return [...points];
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => points[Math.round(i * step)] as T);
}

/** The instant of a day and a time of day in Shanghai; null where either is missing or none. */
export function instantOf(day: string, time: string): string | null {
  const ms = Date.parse(`${day}T${time}:00+08:00`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

export function dayAndTime(instant: string): { day: string; time: string } {
  const shanghai = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return { day: shanghai.slice(0, 10), time: shanghai.slice(11, 16) };
}

/** A whole number as it was typed, within its ends; null where it is none. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,6}$/.test(text.trim())) return null;
  const number = Number(text.trim());
  return number >= least && number <= most ? number : null;
}
