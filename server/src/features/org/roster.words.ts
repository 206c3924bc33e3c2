import type { Role } from '@qiangji/shared-types';

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
