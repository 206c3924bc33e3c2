import type { OptionState } from '../option';

export interface AskedQuestion {
  type: 'single' | 'multiple' | 'true_false';
  stem: string;
  options: readonly { id: string; text: string }[];
  /** Ids of the right options. */
  answer: readonly string[];
  explanation: string;
}

export const TYPE_WORDS = { single: '单选', multiple: '多选', true_false: '判断' } as const;

const LETTERS = 'ABCDEFGHIJ';

/** The letter of a place on the screen; it names nothing beyond the screen. */
export function letterOf(index: number): string {
  return LETTERS[index] ?? '';
}

/** How an option looks, before and after the answer is shown. */
export function optionState(
  id: string,
  chosen: readonly string[],
  answer: readonly string[],
  shown: boolean,
): OptionState {
  const isChosen = chosen.includes(id);
  if (!shown) return isChosen ? 'selected' : 'idle';
  if (answer.includes(id)) return isChosen ? 'right' : 'missed';
  return isChosen ? 'wrong' : 'idle';
}

/** What a tap on an option makes of what is chosen. */
export function choose(
  type: AskedQuestion['type'],
  chosen: readonly string[],
  id: string,
): readonly string[] {
  if (type !== 'multiple') return [id];
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
}

/** What is missing before an answer can be given; undefined when nothing is. */
export function lacksOf(
  type: AskedQuestion['type'],
  chosen: readonly string[],
): string | undefined {
  if (chosen.length === 0) return type === 'multiple' ? '选出所有对的' : '先选一个';
  return undefined;
}
