import type { NoticeLink } from '@qiangji/shared-types';

/** Where a notice leads, by the feature that sent it and, where it says one, the page. */
const PAGES: Record<string, (id: string) => string> = {
  feedback: () => '/features/feedback/pages/mine/index',
  leave: () => '/features/leave/pages/mine/index',
  'spot-check': (id) => `/features/spot-check/pages/result/index?id=${id}`,
  'spot-check/plan': (id) => `/features/spot-check/pages/plan/index?checkId=${id}`,
  'duty-log': (id) => `/features/duty-log/pages/shift/index?id=${id}`,
  'duty-log/draft': (id) => `/features/duty-log/pages/draft/index?id=${id}`,
  'duty-log/my-rota': () => '/features/duty-log/pages/my-rota/index',
  'duty-log/note': (id) => `/features/duty-log/pages/note/index?id=${id}`,
  'self-check': (id) => `/features/self-check/pages/correction/index?id=${id}`,
  exam: (id) => `/features/exam/pages/before/index?id=${id}`,
  'exam/console': (id) => `/features/exam/pages/console/index?id=${id}`,
  'quiz/bank': (id) => `/features/quiz/pages/bank/index?code=${id}`,
  study: (id) => `/features/study/pages/reader/index?slug=${id}`,
};

/** The page behind a notice; undefined where this version knows none. */
export function pageOfLink(link: NoticeLink | null): string | undefined {
  if (!link) return undefined;
  const { feature, page, id } = link;
  return PAGES[page === undefined ? feature : `${feature}/${page}`]?.(encodeURIComponent(id));
}
