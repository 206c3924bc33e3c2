import { addDays, weekdayOf, type Correction } from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import type { RailTime, TaskRowProps } from '@/ui/task-row';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** A day as the rail shows it: 今天, 明天, 周五, with the date below. */
export function dueText(dueOn: string, today: string): RailTime {
  const small = dateText(dueOn);
  if (dueOn === today) return { main: '今天', small };
  if (dueOn === addDays(today, 1)) return { main: '明天', small };
  return { main: `周${WEEKDAYS[weekdayOf(dueOn) - 1]}`, small };
}

/** 7月17日. */
export function dateText(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}

/** How a correction stands on this phone: closed counts as done before the service knows. */
export function stateOf(
  one: Pick<Correction, 'id' | 'state' | 'overdue' | 'dueOn'>,
  closing: ReadonlySet<string>,
  today: string,
): NonNullable<TaskRowProps['state']> {
  if (one.state === 'done' || closing.has(one.id)) return 'done';
  if (one.overdue || one.dueOn < today) return 'overdue';
  return one.dueOn === today ? 'due' : 'normal';
}

/** Corrections that this phone has closed and not sent yet. */
export function closingIds(items: readonly OutboxItem[]): Set<string> {
  const ids = items
    .filter((item) => item.routeId === 'selfCheck.closeCorrection')
    .map((item) => (item.params as { correctionId: string } | undefined)?.correctionId);
  return new Set(ids.filter((id) => id !== undefined));
}
