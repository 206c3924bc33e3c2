import type { TwinLine, TwinSide } from '@qiangji/shared-types';

/** More than this on one side, and what is the same on both is folded away. */
const SHORT_LINES = 7;
const SHORT_LETTERS = 140;

type Sides = readonly [TwinSide, TwinSide];

function isLong({ lines }: TwinSide): boolean {
  const letters = lines.reduce((all, one) => all + one.text.length, 0);
  return lines.length > SHORT_LINES || letters > SHORT_LETTERS;
}

/** What is told while folded: the stem, and all that is not the same. */
function stays({ name, against }: TwinLine): boolean {
  return name === '题干' || against !== 'same';
}

/** Lines that folding hides, those of the side that hides more; 0 where there is nothing to fold. */
export function foldedCount(sides: Sides): number {
  if (!sides.some(isLong)) return 0;
  return Math.max(...sides.map(({ lines }) => lines.filter((one) => !stays(one)).length));
}

export function linesShown({ lines }: TwinSide, folded: boolean): TwinLine[] {
  return folded ? lines.filter(stays) : lines;
}

export function lineName({ name, right }: Pick<TwinLine, 'name' | 'right'>): string {
  return right ? `${name}，对的` : name;
}

/** How a line stands to the other question; undefined where both say the same. */
export function againstWords({ against, right }: Pick<TwinLine, 'against' | 'right'>) {
  switch (against) {
    case 'differs':
      return '和那边不一样';
    case 'missing':
      return '那边没有';
    case 'judged':
      return right ? '那边不算对' : '那边算对';
    default:
      return undefined;
  }
}
