import {
  parse,
  type GIFTQuestion,
  type NumericalChoice,
  type NumericalFormat,
  type TextChoice,
} from 'gift-pegjs';
import { TRUE_FALSE_OPTIONS, type QuestionBody, type QuestionKey } from '@qiangji/shared-types';
import { writeBlocks } from './blocks';
import { hasPicture, PARTS_LEFT, PICTURES_LEFT, wordsOfHtml } from './html';
import { failed, NO_RAW, type BankItem, type Format, type ReadFile, type ReadItem } from './item';
import { readTags, tagsOf } from './tags';

/** No question is longer; a parser that backtracks is not fed with more. */
const MAX_BLOCK = 50_000;
const OPTION_IDS = 'abcdefghij';
/** What the parser puts in place of answers that stand in the middle of a stem. */
const GAP = /\s*_____\s*/;

const escaped = (text: string) => text.replace(/[\\~=#{}:]/g, '\\$&').replace(/\n/g, '\\n');

/** A text that begins with a per cent sign would be taken for a weight. */
function choice(sign: '=' | '~', text: string): string {
  const weight = text.startsWith('%') ? (sign === '=' ? '%100%' : '%0%') : '';
  return `${sign}${weight}${escaped(text)}`;
}

function answersOf({ content: { body, key } }: BankItem): string | null {
  if (body.kind === 'true_false' && key.kind === 'true_false') {
    return key.answer[0] === body.options[0]?.id ? 'T' : 'F';
  }
  if (body.kind === 'single' && key.kind === 'single') {
    return body.options
      .map((one) => choice(key.answer.includes(one.id) ? '=' : '~', one.text))
      .join('\n');
  }
  if (body.kind === 'multiple' && key.kind === 'multiple') {
    const share = (100 / key.answer.length).toFixed(5).replace(/\.?0+$/, '');
    return body.options
      .map((one) => `~%${key.answer.includes(one.id) ? share : '-100'}%${escaped(one.text)}`)
      .join('\n');
  }
  if (body.kind === 'numeric' && key.kind === 'numeric') return `#${key.value}:${key.tolerance}`;
  if (key.kind === 'fill_in' && key.blanks.length === 1) {
    return key.blanks[0]?.accepted.map((text) => choice('=', text)).join('\n') ?? null;
  }
  return null;
}

function blockOf(item: BankItem): string | null {
  const { content } = item;
  const answers = answersOf(item);
  if (answers === null) return null;
  const why = content.explanation ? `\n####${escaped(content.explanation)}` : '';
  const group = `{${answers}${why}}`;
  const { stem } = content.body;
  const [before = '', after = ''] = stem.split(/\[\[[a-z0-9_-]+\]\]/);
  const asked =
    content.body.kind === 'fill_in'
      ? `${escaped(before)}${group}${escaped(after)}`
      : `${escaped(stem)} ${group}`;
  return `// [id:${item.code}]${tagsOf(content)
    .map((tag) => ` [tag:${tag}]`)
    .join('')}\n::${item.code}::[plain]${asked}`;
}

export const giftFormat: Format = {
  name: 'gift',
  contentType: 'text/plain; charset=utf-8',
  extension: 'gift.txt',
  write: (items) => writeBlocks('gift', items, blockOf),
};

interface Keyed {
  body: QuestionBody;
  key: QuestionKey;
}

interface Said {
  format: string;
  text: string;
}

/** Marked as HTML it is brought down to its words; whatever else is text as it stands. */
function wordsIn({ format, text }: Said): string {
  return format === 'html' ? wordsOfHtml(text) : text;
}

function choices(stem: string, given: readonly TextChoice[]): Keyed {
  const options = given.map((one, i) => ({
    id: OPTION_IDS[i] ?? `o${i}`,
    text: wordsIn(one.text),
  }));
  const full = (one: TextChoice) => (one.weight === null ? one.isCorrect : one.weight === 100);
  // One that is wholly right is the answer, and what is worth a part beside it is not: only without such a one
  // do parts make up the answer together.
  const isWhole = given.some(full);
  const right = (one: TextChoice) => (isWhole ? full(one) : (one.weight ?? 0) > 0);
  const answer = given.flatMap((one, i) => (right(one) ? [OPTION_IDS[i] ?? `o${i}`] : []));
  const kind = answer.length > 1 ? 'multiple' : 'single';
  return { body: { kind, stem, media: [], options }, key: { kind, answer } };
}

function numeric(stem: string, given: NumericalChoice[] | NumericalFormat): Keyed | string {
  const full = Array.isArray(given)
    ? given.filter((one) => one.weight === null || one.weight === 100)
    : [{ text: given }];
  const [only, ...more] = full;
  if (!only || more.length > 0) return '计算题只能有一个得满分的答案';
  const { type, number = 0, range = 0, numberHigh = 0, numberLow = 0 } = only.text;
  const isSpan = type === 'high-low';
  const value = isSpan ? (numberHigh + numberLow) / 2 : number;
  const tolerance = isSpan ? (numberHigh - numberLow) / 2 : range;
  return {
    body: { kind: 'numeric', stem, media: [], unit: null },
    key: { kind: 'numeric', value, tolerance: Math.abs(tolerance) },
  };
}

function fillIn(stem: string, inStem: boolean, given: readonly TextChoice[]): Keyed {
  const accepted = given
    .filter((one) => (one.weight === null ? one.isCorrect : one.weight === 100))
    .map((one) => wordsIn(one.text));
  const gapped = inStem ? stem.replace(GAP, '[[b1]]') : `${stem}[[b1]]`;
  return {
    body: { kind: 'fill_in', stem: gapped, media: [], blanks: [{ id: 'b1' }] },
    key: { kind: 'fill_in', blanks: [{ id: 'b1', accepted }] },
  };
}

/** Body and key of a parsed question, or why the bank has no such kind. */
function keyedOf(question: Exclude<GIFTQuestion, { type: 'Category' }>): Keyed | string {
  const stem = wordsIn(question.stem);
  switch (question.type) {
    case 'TF': {
      const body = { kind: 'true_false' as const, stem, media: [] };
      const answer = [question.isTrue ? 'a' : 'b'];
      return {
        body: { ...body, options: [...TRUE_FALSE_OPTIONS] },
        key: { kind: 'true_false', answer },
      };
    }
    case 'MC':
      return choices(stem, question.choices);
    case 'Numerical':
      return numeric(stem, question.choices);
    case 'Short':
      return fillIn(stem, question.hasEmbeddedAnswers, question.choices);
    case 'Essay':
      return '问答题没有参考答案和得分点，请用表格导入';
    default:
      return '题库里没有这种题型';
  }
}

/** Credit for a part that the bank cannot keep: beside a whole answer one chooses one. */
function hasPartsBesideWhole(question: GIFTQuestion): boolean {
  if (question.type !== 'MC') return false;
  const { choices: given } = question;
  const isWhole = given.some(({ weight, isCorrect }) =>
    weight === null ? isCorrect : weight === 100,
  );
  return isWhole && given.some(({ weight }) => weight !== null && weight > 0 && weight < 100);
}

interface Block {
  first: number;
  text: string;
}

/** Questions stand apart by empty lines, so that one that is broken breaks no other. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let first = 1;
  let lines: string[] = [];
  const end = () => {
    if (lines.some((line) => line !== '' && !line.startsWith('//'))) {
      blocks.push({ first, text: lines.join('\n') });
    }
    lines = [];
  };
  text.split('\n').forEach((raw, i) => {
    const line = raw.trimEnd();
    if (line === '') end();
    else {
      if (lines.length === 0) first = i + 1;
      lines.push(line);
    }
  });
  end();
  return blocks;
}

function syntaxProblem(place: string, first: number, error: unknown): ReadItem {
  const location = (error as { location?: { start: { line: number } } }).location;
  const line = location ? first + location.start.line - 1 : first;
  const message = `写法不对，错在第 ${line} 行附近，多半是花括号没有成对`;
  return failed(place, 'syntax', message);
}

/** Reads block by block. A category that names a topic holds for the questions below it. */
export function readGift(whole: string, topics: ReadonlyMap<string, string>): ReadFile {
  const items: ReadItem[] = [];
  const notes = new Set<string>();
  let topic: string | null = null;
  for (const { first, text } of blocksOf(whole)) {
    const place = `第 ${first} 行起`;
    if (text.length > MAX_BLOCK) {
      items.push(failed(place, 'too_long', '一题太长，或者花括号没有成对'));
      continue;
    }
    let parsed: GIFTQuestion[];
    try {
      parsed = parse(`${text}\n`);
    } catch (error) {
      items.push(syntaxProblem(place, first, error));
      continue;
    }
    for (const question of parsed) {
      if (question.type === 'Category') {
        topic = topics.get(question.title.split('/').pop()?.trim() ?? '') ?? null;
        if (!topic) notes.add(`分类“${question.title}”不是专题，这些题用默认专题`);
        continue;
      }
      if (question.type === 'Description') {
        items.push(failed(place, 'no_answer', '没有答案，花括号里要写答案'));
        continue;
      }
      const keyed = keyedOf(question);
      if (typeof keyed === 'string') {
        items.push(failed(place, 'kind', keyed));
        continue;
      }
      if (hasPartsBesideWhole(question)) notes.add(PARTS_LEFT);
      if (hasPicture(text)) notes.add(PICTURES_LEFT);
      const explanation = question.globalFeedback ? wordsIn(question.globalFeedback) : '';
      const said = { code: question.id ?? null, explanation, topic };
      const raw = { ...NO_RAW, ...said, ...keyed, ...readTags(question.tags ?? [], keyed.body) };
      items.push({ place, raw, problems: [] });
    }
  }
  return { items, notes: [...notes] };
}
