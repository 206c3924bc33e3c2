import { KIND_NAMES, type PersonKind } from '@qiangji/shared-types';

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

/** Sheets of the template beside the roster: how to fill it, and the units. Nobody needs to be told that they are not read. */
export const HELP_SHEETS = { instructions: '填表说明', units: '单位' } as const;

/** Clears a field; an empty cell leaves it as it is. */
export const NONE_WORD = '无';

/** What stands between two posts of one person. */
export const BETWEEN_GRANTS = /[、，,;；\s]+/;

export const codeOf = <K extends string>(words: Record<K, string>, word: string): K | undefined =>
  (Object.keys(words) as K[]).find((key) => words[key] === word);

/** What existing sheets call these kinds: the campaign plan itself says 执法队员. */
const OTHER_KIND_WORDS: Readonly<Record<string, PersonKind>> = {
  执法队员: 'officer',
  辅助人员: 'auxiliary',
};

/** The kind that a sheet's word means. */
export const kindOf = (word: string): PersonKind | undefined =>
  codeOf(KIND_NAMES, word) ?? OTHER_KIND_WORDS[word];
