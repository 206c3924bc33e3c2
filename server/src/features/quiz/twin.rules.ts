import {
  MAX_TWIN_LETTERS,
  MAX_TWIN_LINES,
  normalText,
  type ImportTwin,
  type TwinLine,
  type TwinSide,
} from '@qiangji/shared-types';
import type { NewContent } from './content.rules';
import { keyedLines, type KeyedLine } from './diff.rules';

type Asked = Pick<NewContent, 'body' | 'key'>;

/** Lines that say something, each once: which options are right stands with the options. */
function linesOf({ body, key }: Asked): KeyedLine[] {
  return keyedLines(body, key).filter(({ text, of }) => text !== '' && of !== 'right_options');
}

/** Options are known by what they say within their part, for their order means nothing. */
function identityOf({ name, text, right }: KeyedLine): string {
  return right === undefined ? name : `${name.replace(/.$/, '')}${normalText(text)}`;
}

function against(line: KeyedLine, other: KeyedLine | undefined): TwinLine['against'] {
  if (!other) return 'missing';
  if (line.right !== other.right) return 'judged';
  return normalText(line.text) === normalText(other.text) ? 'same' : 'differs';
}

function shown({ text, of }: KeyedLine): string {
  if (of === 'pictures') return `${text.split('、').length} 张`;
  return text.length > MAX_TWIN_LETTERS ? `${text.slice(0, MAX_TWIN_LETTERS - 1)}…` : text;
}

function sideOf(own: readonly KeyedLine[], theirs: readonly KeyedLine[]): TwinSide {
  const known = new Map(theirs.map((one) => [identityOf(one), one]));
  const lines = own.slice(0, MAX_TWIN_LINES).map((one) => ({
    ...{ name: one.name, text: shown(one), right: one.right ?? null },
    against: against(one, known.get(identityOf(one))),
  }));
  return { lines, more: own.length - lines.length };
}

/** Two questions line by line, with what is right in each and how each line stands to the other's. */
export function sidesOf(own: Asked, other: Asked): NonNullable<ImportTwin['sides']> {
  const [ours, theirs] = [linesOf(own), linesOf(other)];
  return { own: sideOf(ours, theirs), other: sideOf(theirs, ours) };
}
