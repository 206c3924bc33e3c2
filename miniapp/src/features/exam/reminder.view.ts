import type { Reminder } from '@qiangji/shared-types';

export interface ReminderWords {
  title: string;
  meta: string;
  /** Whether a tap asks WeChat. */
  canAsk: boolean;
}

/** How it stands with WeChat's message, in the words of its row; undefined where there is nothing to say. */
export function reminderWords({ templateId, left, declined }: Reminder): ReminderWords | undefined {
  if (templateId === null) return undefined;
  if (left > 0) {
    const meta = left > 1 ? `说好的还有 ${left} 次` : '只提醒这一次，之后想要再点';
    return { title: '下次飞行考试，微信会提醒你', meta, canAsk: false };
  }
  if (declined) {
    return { title: '飞行考试的微信提醒没开', meta: '想要就点这里再开', canAsk: true };
  }
  return {
    title: '飞行考试来了，用微信提醒我',
    meta: '点一次提醒一次；不点也照样进收件箱',
    canAsk: true,
  };
}

/** Where WeChat does not ask any more, only the person can change that, in WeChat. */
export const CLOSED_IN_WECHAT = '微信里关着，到右上角 ··· 的设置里打开订阅消息';
