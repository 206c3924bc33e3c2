import type { Role } from '@qiangji/shared-types';

export const ROLE_NAMES: Record<Role, string> = {
  inspector: '督察员',
  squadron_leader: '中队长',
  legal_officer: '法制员',
  publicist: '宣传报道员',
  liaison: '联络员',
  campaign_office: '行动办',
  bureau_leader: '局领导',
};
