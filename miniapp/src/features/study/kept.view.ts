import type { KeptPiece, KeptState } from '@qiangji/shared-types';

export const KEPT_WORDS: Record<KeptState, string> = {
  draft: '草稿',
  published: '在用',
  taken_down: '已撤下',
};

export const KEPT_TONES = { draft: 'warn', published: 'ok', taken_down: 'plain' } as const;

/** How one of ours stands: 示例, 由《…》代替. */
export function shippedWord({ sample, replacedBy }: KeptPiece): string {
  if (replacedBy) return '已被代替';
  return sample ? '示例' : '自带';
}

export const DESK_PAGE = '/features/study/pages/desk/index';

/** Where a piece is written: a new one, one in place of a sample, or one that is there. */
export function writeUrl(of: { slug?: string; replaces?: string } = {}): string {
  const [asked] = Object.entries(of);
  return `/features/study/pages/write/index${asked ? `?${asked.join('=')}` : ''}`;
}
