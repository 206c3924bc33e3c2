import type { ErrorCode } from '@qiangji/shared-types';
import type { IconName } from '@/ui/icon';
import { timeWords } from './exam.view';
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
