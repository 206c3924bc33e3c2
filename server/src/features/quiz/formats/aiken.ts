import { TRUE_FALSE_OPTIONS, type QuestionOption } from '@qiangji/shared-types';
import { writeBlocks } from './blocks';
import { failed, NO_RAW, type BankItem, type Format, type ReadFile, type ReadItem } from './item';

const LETTERS = 'ABCDEFGHIJ';
const OPTION = /^([A-J])[.)、．]\s*(.*)$/;
const ANSWER = /^ANSWER:\s*([A-J])\s*$/i;

/** Aiken knows one line for each thing: line ends inside a text become spaces. */
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ');

function lineOf(stem: string): string {
  const line = oneLine(stem);
  return OPTION.test(line) || ANSWER.test(line) ? `\u3000${line}` : line;
}

function block({ content: { body, key } }: BankItem): string | null {
  if (body.kind !== 'single' && body.kind !== 'true_false') return null;
  if (!('answer' in key)) return null;
  const right = body.options.findIndex((one) => one.id === key.answer[0]);
  const options = body.options.map((one, i) => `${LETTERS[i] ?? ''}. ${oneLine(one.text)}`);
  return [lineOf(body.stem), ...options, `ANSWER: ${LETTERS[right] ?? ''}`].join('\n');
}

export const aikenFormat: Format = {
  name: 'aiken',
  contentType: 'text/plain; charset=utf-8',
  extension: 'txt',
  write: (items) => writeBlocks('aiken', items, block),
};

function readBlock(lines: readonly string[], first: number): ReadItem {
  const place = `第 ${first} 行起`;
  const optionsAt = lines.findIndex((line) => OPTION.test(line));
  const answer = ANSWER.exec(lines[lines.length - 1] ?? '')?.[1]?.toUpperCase();
  if (optionsAt < 1) return failed(place, 'no_options', '没有题干，或者没有 A. B. 这样的选项');
  if (!answer) return failed(place, 'no_answer', '最后一行要写 ANSWER: 和一个字母');
  const options: QuestionOption[] = [];
  for (const line of lines.slice(optionsAt, -1)) {
    const [, letter = '', text = ''] = OPTION.exec(line) ?? [];
    if (letter !== LETTERS[options.length]) {
      return failed(
        place,
        'options_order',
        `选项要从 A 起一个个往下写，错在“${line.slice(0, 20)}”`,
      );
    }
    options.push({ id: letter.toLowerCase(), text });
  }
  const stem = lines.slice(0, optionsAt).join('\n').trim();
  const isTrueFalse =
    options.length === 2 && options.every((one, i) => one.text === TRUE_FALSE_OPTIONS[i]?.text);
  const kind = isTrueFalse ? ('true_false' as const) : ('single' as const);
  const key = { kind, answer: [answer.toLowerCase()] };
  return { place, raw: { ...NO_RAW, body: { kind, stem, media: [], options }, key }, problems: [] };
}

/** Blocks end with their ANSWER line; empty lines between them do not count. */
export function readAiken(whole: string): ReadFile {
  const items: ReadItem[] = [];
  let lines: string[] = [];
  let first = 1;
  whole.split('\n').forEach((text, i) => {
    const line = text.replace(/[ \t]+$/, '');
    if (line === '' && lines.length === 0) return;
    if (lines.length === 0) first = i + 1;
    if (line !== '') lines.push(line);
    const ends = ANSWER.test(line) || (line === '' && lines.length > 0);
    if (!ends) return;
    items.push(readBlock(lines, first));
    lines = [];
  });
  if (lines.length > 0) items.push(readBlock(lines, first));
  return { items, notes: [] };
}
