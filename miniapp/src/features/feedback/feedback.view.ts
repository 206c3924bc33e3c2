import type { FeedbackState } from '@qiangji/shared-types';

export const STATE_LOOK: Record<FeedbackState, { text: string; tone: 'warn' | 'ok' | 'plain' }> = {
  open: { text: '待答复', tone: 'warn' },
  answered: { text: '已答复', tone: 'ok' },
  closed: { text: '已办结', tone: 'plain' },
};

/** Long letters are opened to be read; the list shows their beginning. */
export function headOf(text: string, max = 40): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : characters.join('');
}
