import { KEEPERS, type Profile, type Role } from '@qiangji/shared-types';
import type { IconName } from '@/ui/icon';

export interface OfficePage {
  text: string;
  /** What is done there, in a few words. */
  note: string;
  icon: IconName;
  /** Page path with the leading slash. */
  path: string;
  /** Who works there. */
  roles: readonly Role[];
}

/** Office work: under 我的 → 管理 on a phone, in the side navigation on a desk screen. */
export const OFFICE_PAGES: readonly OfficePage[] = [
  {
    text: '队伍一周',
    note: '要办的、值得聊的、每人每项',
    icon: 'users',
    path: '/features/review/pages/week/index',
    roles: ['squadron_leader', 'campaign_office', 'bureau_leader'],
  },
  {
    text: '各中队',
    note: '怎么样，为什么；不排名',
    icon: 'shield-check',
    path: '/features/review/pages/squadrons/index',
    roles: ['campaign_office', 'bureau_leader'],
  },
  {
    text: '队伍考试',
    note: '谁没考，各单位考得怎么样；不排名',
    icon: 'timer',
    path: '/features/exam/pages/watch/index',
    roles: ['squadron_leader', 'bureau_leader'],
  },
  {
    text: '排班',
    note: '谁哪天上什么班，想排就排',
    icon: 'calendar',
    path: '/features/duty-log/pages/rota/index',
    roles: ['squadron_leader', 'bureau_leader'],
  },
  {
    text: '请假',
    note: '谁不在、到哪天，不催也不算欠',
    icon: 'calendar',
    path: '/features/leave/pages/unit/index',
    roles: ['squadron_leader', 'campaign_office'],
  },
  {
    text: '名册',
    note: '下载、导入、调动、发绑定码',
    icon: 'users',
    path: '/features/org/pages/roster/index',
    roles: ['campaign_office', 'liaison'],
  },
  {
    text: '投诉建议答复',
    note: '看来信、答复、办结',
    icon: 'message-square',
    path: '/features/feedback/pages/office/index',
    roles: ['campaign_office'],
  },
  {
    text: '学习内容',
    note: '写一篇、发布、撤下',
    icon: 'book-open',
    path: '/features/study/pages/desk/index',
    roles: KEEPERS,
  },
  {
    text: '题库',
    note: '导入、启用停用、法制核对',
    icon: 'list-checks',
    path: '/features/quiz/pages/bank/index',
    roles: KEEPERS,
  },
  {
    text: '考试管理',
    note: '出卷、安排、现场、成绩',
    icon: 'timer',
    path: '/features/exam/pages/desk/index',
    roles: KEEPERS,
  },
];

/** The office pages of one person; what a person may not use is not listed. */
export function officePagesOf(me: Pick<Profile, 'grants'> | undefined): OfficePage[] {
  const held = new Set(me?.grants.map((grant) => grant.role));
  return OFFICE_PAGES.filter((page) => page.roles.some((role) => held.has(role)));
}
