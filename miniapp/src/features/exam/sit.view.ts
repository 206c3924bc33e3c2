import type { ErrorCode } from '@qiangji/shared-types';
import type { OutboxItemState } from '@/platform/outbox';
import type { Certainty } from '@/platform/clock';
import type { IconName } from '@/ui/icon';
import { timeWords } from './exam.view';
import { clockWords } from './held.core';
import type { SaveState } from './use-sitting';

export interface Saved {
  tone: 'ok' | 'warn' | 'plain';
  icon: IconName;
  text: string;
}

/** Where the answers are: with the service, on the way, or on this phone for now. */
export function savedWords(save: SaveState, offline: boolean, full: boolean): Saved {
  if (full) return { tone: 'warn', icon: 'triangle-alert', text: '手机存满了，先别退出' };
  if (save.waiting > 0 && offline) {
    return { tone: 'plain', icon: 'cloud-off', text: '已存在手机，联网就交' };
  }
  if (save.waiting > 0) return { tone: 'plain', icon: 'cloud-upload', text: '正在存' };
  if (save.savedAtMs === undefined) {
    return { tone: 'plain', icon: 'cloud-upload', text: '每答一题就存' };
  }
  const seconds = String(new Date(save.savedAtMs).getUTCSeconds()).padStart(2, '0');
  return {
    tone: 'ok',
    icon: 'cloud-upload',
    text: `已保存 ${timeWords(save.savedAtMs)}:${seconds}`,
  };
}

/**
 * The remaining time (ms), as far as it is known. About right it is after a restart without network: a phone that was
 * set while the app was closed would have it be over, so then it says nothing.
 */
export function leftWords(certainty: Certainty, leftMs: number): { by: string; left: string } {
  if (certainty === 'known') return { by: '按服务器', left: clockWords(leftMs) };
  if (certainty === 'about' && leftMs > 0) return { by: '大约', left: clockWords(leftMs) };
  return { by: '连网后显示', left: '--:--' };
}

/** What came back says that nothing more is taken from here: it is over, or another phone has it. */
export function endOfWriting(code: string | undefined): 'over' | 'elsewhere' | 'one' | undefined {
  if (code === undefined) return undefined;
  const known: Partial<Record<ErrorCode, 'over' | 'elsewhere'>> = {
    EXAM_OVER: 'over',
    EXAM_HANDED_IN: 'over',
    EXAM_OTHER_DEVICE: 'elsewhere',
  };
  return known[code as ErrorCode] ?? 'one';
}

/** 答完了没有, before one hands in. */
export function handInWords(open: number, flagged: number, waiting: number): string {
  const words = [
    open > 0 ? `还有 ${open} 题没答` : '题都答了',
    flagged > 0 ? `${flagged} 题标了想再看` : '',
    waiting > 0 ? '有答案还在手机里，联网后先交它们' : '',
  ];
  return `${words.filter(Boolean).join('，')}。交了就不能再改。`;
}

/** To whoever was called away while they wrote. */
export const ASIDE_WORDS = '你有任务，这份不算，也不算缺考。答过的都留着，要补考会另外通知';

/** Between the end and the hand-in nothing more is written. */
export const TIME_UP_WORDS = '时间到，正在交卷。答过的都存着，不能再改';

export interface AfterFacts {
  /** Of the hand-in. */
  mark: OutboxItemState;
  offline: boolean;
  isCancelled: boolean;
  /** It does not count: its person was called away. */
  isAside: boolean;
  /** Not its person handed it in but the phone, when the time was over. */
  byClock: boolean;
  /** Why the service took no more, where it said so. */
  endedBy: string | null;
}

export interface After {
  state: string;
  words: string;
  /** Nothing is on its way any more. */
  isSettled: boolean;
}

/** How it stands once one no longer writes. */
export function afterOf(facts: AfterFacts): After {
  const { mark, offline, isCancelled, isAside, byClock, endedBy } = facts;
  if (isCancelled) {
    return { state: '考试取消了', words: '这场不算，不用再做什么', isSettled: true };
  }
  if (isAside) return { state: '这份不算', words: ASIDE_WORDS, isSettled: true };
  if (endedBy === 'EXAM_OVER') {
    return { state: '收卷了', words: '时间到时已收卷，到点前存上的答案都算', isSettled: true };
  }
  if (endedBy !== null || mark === 'sent') {
    const words = '服务器已收到，不用再做什么';
    return byClock
      ? { state: '时间到，替你交了', words: `到点前答的都交了，${words}`, isSettled: true }
      : { state: '交卷了', words, isSettled: true };
  }
  const words = offline ? '卷子已存在手机，联网就交，别删小程序' : '正在交，别急着退出';
  return { state: '卷子在手机里', words, isSettled: false };
}
