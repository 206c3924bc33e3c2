import type { PageLink } from '@qiangji/shared-types';

/** Pages that do not call what they show `id`. */
const PARAMS: Record<string, string> = {
  'study/reader': 'slug',
  'quiz/topic': 'topic',
  'spot-check/start': 'checkId',
  'self-check/check': 'kind',
};

/** The address behind a line of 今日 or 队伍. */
export function urlOf({ feature, page, id }: PageLink): string {
  // A check after enforcement is the same page as the others, told which entry and handling it is about.
  if (feature === 'self-check' && page === 'conduct') {
    const [entryId = '', handling = ''] = (id ?? '').split('/');
    return `/features/self-check/pages/check/index?kind=conduct&entryId=${entryId}&handling=${handling}`;
  }
  const path = `/features/${feature}/pages/${page}/index`;
  if (id === null) return path;
  return `${path}?${PARAMS[`${feature}/${page}`] ?? 'id'}=${encodeURIComponent(id)}`;
}
