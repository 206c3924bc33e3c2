import { demoAccounts, type DemoAccount } from '@qiangji/shared-types';

const WORDS: Record<DemoAccount, { text: string; note: string }> = {
  officer: { text: '执法员', note: '上岗、记日志、学习、自查' },
  auxiliary: { text: '协管员', note: '记见闻和照片，不办处罚' },
  inspector: { text: '督察员', note: '抽查、打分、签字封存' },
  leader: { text: '中队长', note: '看本队、谈话、退回日志' },
  office: { text: '行动办', note: '名册、答复、全局情况' },
};

/** The demo accounts in the order of a day's work. */
export const DEMO_CHOICES = demoAccounts.map((account) => ({ account, ...WORDS[account] }));

/** What is missing before a binding code can be tried; undefined where nothing is. */
export function codeLacks(code: string): string | undefined {
  return digitsOf(code).length < 8 ? '填绑定码' : undefined;
}

/** Eight digits as one reads them aloud: in two groups of four. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** What was typed, without the gaps that people put in. */
export function digitsOf(typed: string): string {
  return typed.replace(/[\s-]/g, '');
}

/** What is missing before a desk's code can be sent; undefined where nothing is. */
export function deskCodeLacks(typed: string): string | undefined {
  return /^\d{8}$/.test(digitsOf(typed)) ? undefined : '填 8 位登录码';
}
