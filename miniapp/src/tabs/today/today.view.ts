import {
  addDays,
  clockOf,
  dayOf,
  type LeaderLook,
  type Today,
  type TodayTask,
  weekdayOf,
} from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import { dateText } from '@/shell/when';
import type { RailTime } from '@/ui/task-row';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** What stands in the rail of a task without a deadline. */
const OPEN_ENDED: Partial<Record<TodayTask['kind'], RailTime>> = {
  daily_ten: { main: '今天', small: '有空再答' },
  spot_result: { main: '待看' },
  draft: { main: '待接手' },
  feedback: { main: '待答复' },
  marking: { main: '待评' },
  appeal: { main: '待答复' },
  log_returned: { main: '待重交' },
};

export function weekdayText(day: string): string {
  return `周${WEEKDAYS[weekdayOf(day) - 1] ?? ''}`;
}

function leftText(ms: number): string {
  if (ms < 0) return '已过';
  const minutes = Math.ceil(ms / MINUTE_MS);
  return minutes < 60 ? `还剩 ${minutes} 分` : `还剩 ${Math.floor(ms / HOUR_MS)} 小时`;
}

function dayText(day: string, today: string): RailTime {
  const small = dateText(day);
  if (day === today) return { main: '今天', small };
  if (day === addDays(today, 1)) return { main: '明天', small };
  if (day < today) return { main: '超期', small: `${small}前` };
  return { main: day <= addDays(today, 6) ? weekdayText(day) : small, small };
}

/** When a task is due, as the rail says it. */
export function railOf(task: TodayTask, nowMs: number): RailTime {
  const today = dayOf(nowMs);
  const opens = task.opensAt === undefined ? 0 : Date.parse(task.opensAt);
  if (opens > nowMs) {
    const day = dayOf(opens);
    return { main: clockOf(opens), small: day === today ? '开考' : `${dateText(day)}开考` };
  }
  if (task.dueAt !== null) {
    const due = Date.parse(task.dueAt);
    if (dayOf(due) === today) return { main: clockOf(due), small: leftText(due - nowMs) };
    return { ...dayText(dayOf(due), today), small: `${clockOf(due)} 前` };
  }
  if (task.dueOn !== null) return dayText(task.dueOn, today);
  return OPEN_ENDED[task.kind] ?? { main: '有空' };
}

/** A deadline passes on the phone too, while nothing can be asked. An exam waits for no working hours. */
function stateNow(
  task: TodayTask,
  { working, away }: Pick<Today, 'working' | 'away'>,
  nowMs: number,
): TodayTask['state'] {
  if (!working && (task.kind !== 'exam' || away)) return 'normal';
  const today = dayOf(nowMs);
  const due = task.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(task.dueAt);
  if (due < nowMs || (task.dueOn !== null && task.dueOn < today)) return 'overdue';
  return dayOf(Math.min(due, nowMs + 7 * 24 * HOUR_MS)) === today || task.dueOn === today
    ? 'due'
    : 'normal';
}

type Waiting = Pick<OutboxItem, 'routeId' | 'params' | 'body'>;

/** Whether a write that waits on this phone is what a task asks for. */
function answers({ routeId, params, body }: Waiting, task: TodayTask): boolean {
  const { kind, link } = task;
  const said = (body ?? {}) as Partial<
    Record<'checklistCode' | 'entryId' | 'handlingCode', string>
  >;
  const of = (name: string) => (params as Record<string, string> | undefined)?.[name] === link.id;
  switch (kind) {
    case 'readiness':
      return routeId === 'selfCheck.submit' && said.checklistCode === 'readiness';
    case 'conduct':
      return routeId === 'selfCheck.submit' && `${said.entryId}/${said.handlingCode}` === link.id;
    case 'correction':
      return routeId === 'selfCheck.closeCorrection' && of('correctionId');
    case 'spot_result':
      return routeId === 'spotCheck.acknowledge' && of('checkId');
    case 'open_check':
      return routeId === 'spotCheck.callOffCheck' && of('checkId');
    case 'handover':
      return routeId === 'dutyLog.confirmHandover' && of('shiftId');
    case 'log_returned':
      return routeId === 'dutyLog.resubmitLog' && of('shiftId');
    case 'exam': {
      const { attemptId } = (params ?? {}) as { attemptId?: string };
      return routeId === 'exam.submitAttempt' && attemptId === task.attemptId;
    }
    default:
      return false;
  }
}

export interface TasksNow {
  tasks: TodayTask[];
  /** Done on this phone, not at the service yet. */
  waiting: TodayTask[];
}

/** What there is to do, as far as this phone knows: without what it has done already. */
export function tasksNow(
  { day, working, away, tasks }: Pick<Today, 'day' | 'working' | 'away' | 'tasks'>,
  pending: readonly Waiting[],
  nowMs: number,
): TasksNow {
  // Yesterday's answer, kept on the phone: its practice and its shift are gone.
  const stale = day !== dayOf(nowMs);
  // An exam whose time is over is nothing to do any more: it is not late.
  const isOver = ({ kind, dueAt }: TodayTask) =>
    kind === 'exam' && dueAt !== null && Date.parse(dueAt) < nowMs;
  const current = tasks
    .filter((task) => !isOver(task))
    .filter((task) => !(stale && (task.kind === 'daily_ten' || task.kind === 'readiness')))
    .map((task) => ({ ...task, state: stateNow(task, { working, away }, nowMs) }));
  const isWaiting = (task: TodayTask) => pending.some((item) => answers(item, task));
  return {
    tasks: current.filter((task) => !isWaiting(task)),
    waiting: current.filter(isWaiting),
  };
}

/** How many need doing today or are late: the badge of the tab; nothing outside working hours. */
export function urgent(tasks: readonly Pick<TodayTask, 'state'>[], looks: readonly LeaderLook[]) {
  const due = tasks.filter((task) => task.state !== 'normal').length;
  return due + looks.filter((look) => look.state !== 'normal').length;
}

/** 7月13日 周一. */
export function dayLine(day: string): string {
  return `${dateText(day)} ${weekdayText(day)}`;
}

/** A dot for each who patrols, up to so many; a bar beyond. */
export const MAX_DOTS = 24;
