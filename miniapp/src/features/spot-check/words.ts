/** Choices as the pages offer them. */
export const KINDS = [
  { value: 'daily', text: '日常督察' },
  { value: 'special', text: '专项督察' },
] as const;

export type Method = 'open' | 'covert';

export const METHODS = [
  { value: 'open', text: '明察' },
  { value: 'covert', text: '暗访' },
] as const;
