import type { WechatAnswer } from './door.service';

/** One 订阅消息 to one account. */
export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** Where a tap on it leads: a page of the mini-program with its query, without a slash before it. */
  page: string;
  /** By the template's keys. */
  data: Record<string, string>;
}

/**
 * What became of a message. `refused`: the person has not allowed it, or takes none. `gone`: no such
 * account. `later`: nothing was sent, try again. `wrong`: template, page or limits of the mini-program
 * itself; none like it will go. `unknown`: no answer came, it may have gone.
 */
export type MessageFate = 'sent' | 'refused' | 'gone' | 'later' | 'wrong' | 'failed' | 'unknown';

export interface MessageOutcome {
  fate: MessageFate;
  errcode: number | null;
}

/** As WeChat's page of `subscribeMessage.send` and its list of global codes have them. */
const FATES: Readonly<Record<number, MessageFate>> = {
  0: 'sent',
  [-1]: 'later',
  40003: 'gone',
  43101: 'refused',
  43108: 'later',
  45009: 'later',
  45011: 'later',
  40037: 'wrong',
  41030: 'wrong',
  43107: 'wrong',
  43116: 'wrong',
  45168: 'wrong',
  47003: 'wrong',
  48001: 'wrong',
};

export function outcomeOf(answer: WechatAnswer | null): MessageOutcome {
  if (!answer) return { fate: 'unknown', errcode: null };
  const errcode = answer.errcode ?? 0;
  return { fate: FATES[errcode] ?? 'failed', errcode };
}
