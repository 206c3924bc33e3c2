import type { PersonKind, Role } from '@qiangji/shared-types';

/** The words of the roster sheet for what the contract calls by code. */
export const KIND_WORDS: Record<PersonKind, string> = {
  officer: '执法队员',
  auxiliary: '协管员',
  office_staff: '机关人员',
};

export const ROLE_WORDS: Record<Role, string> = {
  inspector: '督察员',
  squadron_leader: '中队长',
  legal_officer: '法制员',
  publicist: '宣传报道员',
  liaison: '联络员',
  campaign_office: '行动办',
  bureau_leader: '局领导',
};

/** Roles that are for one's own unit unless the sheet says otherwise; the rest are for the bureau. */
export const OWN_UNIT_ROLES: readonly Role[] = ['squadron_leader', 'liaison'];

export const COLUMNS = [
  '工号',
  '姓名',
  '类别',
  '职务',
  '单位',
  '手机号',
  '执法证号',
  '执法证有效期',
  '岗位授权',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Clears a field; an empty cell leaves it as it is. */
export const NONE_WORD = '无';

export const codeOf = <K extends string>(words: Record<K, string>, word: string): K | undefined =>
  (Object.keys(words) as K[]).find((key) => words[key] === word);
