import {
  clockOf,
  dayOf,
  weekdayOf,
  type LogState,
  type Shift,
  type ShiftSummary,
} from '@qiangji/shared-types';
import type { PlateProps } from '@/ui/plate';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** 周二. */
export function weekdayText(day: string): string {
  return `周${WEEKDAYS[weekdayOf(day) - 1]}`;
}

/** 11月24日 周二. */
export function dayText(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日 ${weekdayText(day)}`;
}

/** 11月24日 周二 10:31. */
export function momentText(at: string): string {
  const ms = Date.parse(at);
  return `${dayText(dayOf(ms))} ${clockOf(ms)}`;
}

/** 08:28–14:35, open while it lasts. */
export function spanText({ openedAt, endedAt }: ShiftSummary): string {
  const from = clockOf(Date.parse(openedAt));
  return `${from}–${endedAt ? clockOf(Date.parse(endedAt)) : ''}`;
}

export const LOG_WORDS: Record<LogState, string> = {
  draft: '在岗',
  submitted: '已交',
  returned: '被退回',
  approved: '已看',
  archived: '已归档',
};

/** Tone of a log's state; a log that nobody has to look at has none. */
export function logTone(state: LogState): 'plain' | 'ok' | 'bad' | 'brand' {
  if (state === 'returned') return 'bad';
  if (state === 'approved') return 'ok';
  return state === 'draft' ? 'brand' : 'plain';
}

/** The state of a shift in one line, for its plate. */
export function standing(shift: Shift): Required<Pick<PlateProps, 'state' | 'dot'>> {
  const { handover, state } = shift;
  if (shift.log === 'returned') return { state: '日志被退回', dot: 'bad' };
  if (state === 'on_duty') return { state: '在岗', dot: 'ok' };
  if (state === 'closed' || !handover) return { state: '已收班', dot: 'none' };
  if (state === 'handed_over') {
    return { state: `${handover.confirmedBy?.name ?? '同事'}已接班`, dot: 'ok' };
  }
  const dot = handover.overdue ? 'bad' : 'warn';
  return { state: `等${handover.receiver.name}接班`, dot };
}
