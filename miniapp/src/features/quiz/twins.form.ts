import type { QuestionImport } from '@qiangji/shared-types';
import type { TwinsKept } from './use-import';

/** What becomes of all questions of a file that are very like others, but for some of those listed. */
export interface TwinChoice {
  all: 'keep' | 'leave_out';
  /** Numbers of those with which it is the other way round. */
  but: readonly number[];
}

export const NO_CHOICE: TwinChoice = { all: 'keep', but: [] };

export function isLeftOut({ all, but }: TwinChoice, number: number): boolean {
  return (all === 'leave_out') !== but.includes(number);
}

export function turned({ all, but }: TwinChoice, number: number): TwinChoice {
  const other = but.includes(number) ? but.filter((one) => one !== number) : [...but, number];
  return { all, but: other };
}

/** How many of a file are not taken in, those that no page lists among them. */
export function leftOutCount(
  { counts }: Pick<QuestionImport, 'counts'>,
  { all, but }: TwinChoice,
): number {
  return all === 'leave_out' ? counts.twins - but.length : but.length;
}

export function twinsKept({ all, but }: TwinChoice): TwinsKept {
  return all === 'leave_out'
    ? { twins: 'leave_out', leaveOut: [], keepTwins: [...but] }
    : { twins: 'keep', leaveOut: [...but], keepTwins: [] };
}

/** What the choice comes to, and what of those that are not listed. */
export function twinWords(
  { counts, twins }: Pick<QuestionImport, 'counts' | 'twins'>,
  choice: TwinChoice,
): string {
  const out = leftOutCount({ counts }, choice);
  const what = `不要 ${out} 题，留下 ${counts.twins - out} 题`;
  const more = counts.twins - twins.length;
  if (more <= 0) return what;
  const rest = choice.all === 'leave_out' ? '也都不要' : '也都留下';
  return `${what}；下面列了 ${twins.length} 题，没列的 ${more} 题${rest}，是哪些看表格`;
}
