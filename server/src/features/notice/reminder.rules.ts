import { clockOf, dayOf } from '@qiangji/shared-types';
import type { MessageFate, SubscribeTemplate, TemplateFact } from '../../platform/wechat';
import type { PermitDocument, ReminderDocument, ReminderState } from './reminder.collection';

/** WeChat refuses more characters in a key of the kind `thing`. */
const THING_MAX = 20;

function thing(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= THING_MAX) return characters.join('');
  return `${characters.slice(0, THING_MAX - 1).join('')}…`;
}

/** 2026年11月28日 15:01, which keys of the kinds `time` and `date` take. */
function momentText(at: Date): string {
  const [year, month, day] = dayOf(at.getTime()).split('-').map(Number);
  return `${year}年${month}月${day}日 ${clockOf(at.getTime())}`;
}

type Told = Pick<ReminderDocument, 'title' | 'startBy' | 'minutes' | 'note'>;

/** What a message says, by the keys of its template. It names nobody. */
export function dataOf({ keys }: SubscribeTemplate, told: Told): Record<string, string> {
  const facts: Record<TemplateFact, string> = {
    title: thing(told.title),
    startBy: momentText(told.startBy),
    minutes: String(told.minutes),
    note: thing(told.note),
  };
  return Object.fromEntries(
    Object.entries(keys).map(([fact, key]) => [key, facts[fact as TemplateFact]]),
  );
}

/** The state after a message met its fate; `later` waits again. */
export const STATES: Record<MessageFate, ReminderState> = {
  sent: 'sent',
  refused: 'refused',
  gone: 'gone',
  later: 'waiting',
  wrong: 'failed',
  failed: 'failed',
  unknown: 'unknown',
};

/** WeChat used the permit up, or nobody knows. */
export const SPENDS: ReadonlySet<MessageFate> = new Set(['sent', 'unknown']);

/** Whether the person's last word was no, to us or to WeChat. */
export function isDeclined(latest: Pick<PermitDocument, 'answer' | 'spentOn'> | null): boolean {
  if (!latest) return false;
  return latest.answer !== 'accept' || latest.spentOn === 'refused';
}
