import type { Grant, Role } from '@qiangji/shared-types';
import { officePagesOf } from './office-menu';

const holding = (...roles: Role[]): { grants: Grant[] } => ({
  grants: roles.map((role) => ({ role, unitPath: '/wj' })),
});

describe('office pages', () => {
  it('are listed for those who work there only', () => {
    expect(officePagesOf(undefined)).toEqual([]);
    expect(officePagesOf(holding('inspector'))).toEqual([]);
    const leader = officePagesOf(holding('squadron_leader')).map((page) => page.text);
    expect(leader).toEqual(['队伍一周', '队伍考试', '排班', '请假']);
    // Whoever keeps exams has them all in 考试管理 already.
    expect(officePagesOf(holding('campaign_office')).map(({ text }) => text)).not.toContain(
      '队伍考试',
    );
    expect(officePagesOf(holding('liaison')).map((page) => page.text)).toEqual(['名册']);
    const office = officePagesOf(holding('campaign_office')).map((page) => page.text);
    expect(office).toEqual(expect.arrayContaining(['名册', '投诉建议答复', '学习内容']));
  });
});
