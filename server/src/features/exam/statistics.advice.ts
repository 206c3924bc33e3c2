import type { ItemAdvice } from '@qiangji/shared-types';
import type { OptionTable } from './statistics.options';
import type { ItemStatistics } from './statistics.rules';

/** With fewer people one answer moves every figure too far to say anything of a question. */
export const FEWEST_FOR_ADVICE = 10;
/** With fewer people an option that nobody chose may be chance. */
const FEWEST_FOR_OPTIONS = 30;

/** Moodle, "Quiz report statistics": 5 % or less is extremely difficult or something is wrong with it. */
const HARD = 0.05;
/** The same: 95 % and more is extremely easy. */
const EASY = 0.95;
/** The same: a discrimination below 20 % is very weak, below 0 probably a fault. */
const WEAK = 0.2;

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** An option that those with the most points chose more often than the right one. */
function suspect(tables: readonly OptionTable[]): string | null {
  for (const { options } of tables) {
    const right = options.filter((one) => one.right).map((one) => one.upperShare ?? 0);
    const least = Math.min(...right);
    const other = options.find(
      ({ right: isRight, optionId, upperShare }) =>
        !isRight && optionId !== null && upperShare !== null && upperShare > least,
    );
    if (right.length > 0 && other?.text) return other.text;
  }
  return null;
}

/**
 * What to look at in a question, worst first; nothing where it does its work or where too few people
 * had it. Figures point at a question: whether it is bad, a person says.
 */
export function adviceOn(item: ItemStatistics, tables: readonly OptionTable[]): ItemAdvice[] {
  const { people, facility, discrimination } = item;
  if (people < FEWEST_FOR_ADVICE || facility === null) return [];
  const advice: ItemAdvice[] = [];
  const other = suspect(tables);
  if (other !== null) {
    const message = `成绩靠前的人多选“${other}”，请核对答案有没有定错`;
    advice.push({ code: 'key_suspect', message });
  } else if (discrimination !== null && discrimination < 0) {
    const message = '整卷答得好的人，这道题反而错得多，请核对答案和题干有没有歧义';
    advice.push({ code: 'negative', message });
  }
  if (facility <= HARD) {
    const message = `只得到 ${percent(facility)} 的分，几乎没人会，请看是不是题错了、超纲了`;
    advice.push({ code: 'too_hard', message });
  } else if (facility >= EASY) {
    const message = `得到 ${percent(facility)} 的分，几乎人人都会，想分出高低可以换一道`;
    advice.push({ code: 'too_easy', message });
  } else if (discrimination !== null && discrimination >= 0 && discrimination < WEAK) {
    const message = '会的和不会的答得差不多，分不出高低，请把题干和选项改得更明确';
    advice.push({ code: 'weak', message });
  }
  const idle = tables.flatMap(({ options }) =>
    options.filter(({ optionId, right, chosen }) => optionId !== null && !right && chosen === 0),
  );
  if (people >= FEWEST_FOR_OPTIONS && idle.length > 0) {
    const message = `选项“${idle.map((one) => one.text ?? '').join('”“')}”没有一个人选，可以换一个`;
    advice.push({ code: 'idle_option', message });
  }
  return advice;
}
