import type { PointsWait } from '@qiangji/shared-types';
import type { LiveMode } from '@/platform/live';

/** 12 分 5 秒, of the time from start to handing in. */
export function usedWords(ms: number): string {
  const s = Math.round(ms / 1000);
  return s < 60 ? `用时 ${s} 秒` : `用时 ${Math.floor(s / 60)} 分 ${s % 60} 秒`;
}

/** Why lines have no points, and when they come. */
export const POINTS_WAIT_WORDS: Record<PointsWait, string> = {
  own_rule: '只排名次，这场的分数没有公布',
  other_exam: '现在只排名次，别的考试还要考其中的题，考完再公布分数',
};

/** What one may expect of the list: that it stays, changes by itself, or is a few seconds old. */
export function standingWord(isFinal: boolean, mode: LiveMode): string {
  if (isFinal) return '已定';
  return mode === 'live' ? '有人交卷就变' : '隔几秒看一次';
}
