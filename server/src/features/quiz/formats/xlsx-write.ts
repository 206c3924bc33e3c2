import type { PartBody, PartKey } from '@qiangji/shared-types';
import { writeTemplate, XLSX_TYPE } from '../../../platform/xlsx';
import { COLUMNS, KIND_WORDS, LETTERS, STATE_WORDS, VERIFIED_WORDS } from './columns';
import { criteriaLines, folded } from './criteria';
import { saysRightOrWrong, type BankItem, type Format } from './item';

type Cells = Record<string, string>;

/** Ids by place, which need not be written down. */
export const optionId = (index: number) => LETTERS[index]?.toLowerCase() ?? `o${index}`;
export const criterionId = (index: number) => `c${index + 1}`;

/** One blank a line; its accepted answers with | between, and \| for one inside. */
export function acceptedLine(accepted: readonly string[]): string {
  return accepted.map((one) => folded(one).replace(/\|/g, '\\|')).join('|');
}

function cellsOf(body: PartBody, key: PartKey): Cells {
  const cells: Cells = {
    kind: KIND_WORDS[body.kind],
    stem: body.stem,
    media: body.media.join(' '),
  };
  if ('options' in body && 'answer' in key) {
    const letters = body.options.flatMap((one, i) =>
      key.answer.includes(one.id) ? [LETTERS[i] ?? ''] : [],
    );
    body.options.forEach((one, i) => {
      cells[`option_${optionId(i)}`] = one.text;
    });
    const isPlain = body.options.every((one, i) => one.id === optionId(i));
    if (!isPlain) cells.ids = body.options.map((one) => one.id).join(' ');
    cells.answer = letters.join('');
    // With other words than these it says by letter which one is right.
    if (isPlain && saysRightOrWrong(body)) cells.answer = letters[0] === 'A' ? '对' : '错';
  }
  if (body.kind === 'fill_in' && key.kind === 'fill_in') {
    const accepted = new Map(key.blanks.map((one) => [one.id, one.accepted]));
    const inOrder = [...body.stem.matchAll(/\[\[([a-z0-9_-]+)\]\]/g)].map((one) => one[1] ?? '');
    cells.answer = inOrder.map((id) => acceptedLine(accepted.get(id) ?? [])).join('\n');
  }
  if (body.kind === 'numeric' && key.kind === 'numeric') {
    cells.answer = String(key.value);
    cells.tolerance = String(key.tolerance);
    cells.unit = body.unit ?? '';
  }
  if (body.kind === 'short_answer' && key.kind === 'short_answer') {
    cells.answer = key.model;
    cells.limit = String(body.maxLength);
    cells.criteria = criteriaLines(key.criteria);
    const isPlain = key.criteria.every((one, i) => one.id === criterionId(i));
    if (!isPlain) cells.ids = key.criteria.map((one) => one.id).join(' ');
  }
  return cells;
}

/** The rows of a question: one, and one more for each part of a case. */
export function rowsOf({ code, content, state, verified, reviewer }: BankItem): Cells[] {
  const { body, key, law } = content;
  const about: Cells = {
    code,
    explanation: content.explanation,
    topic: content.topic,
    law_name: law?.name ?? '',
    law_article: law?.article ?? '',
    law_version: law?.version ?? '',
    difficulty: String(content.difficulty),
    author: content.author ?? '',
    reviewer: reviewer ?? '',
    state: STATE_WORDS[state],
    verified: VERIFIED_WORDS[verified.state],
    verified_who: verified.who,
    verified_when: verified.when ?? '',
    verified_text: verified.text,
    fact: content.fact ?? '',
  };
  if (body.kind !== 'case' || key.kind !== 'case') {
    return body.kind === 'case' || key.kind === 'case' ? [] : [{ ...about, ...cellsOf(body, key) }];
  }
  const keys = new Map(key.parts.map((one) => [one.id, one.key]));
  const head = { ...about, kind: KIND_WORDS.case, stem: body.stem, media: body.media.join(' ') };
  const parts = body.parts.flatMap((part) => {
    const partKey = keys.get(part.id);
    if (!partKey) return [];
    return [{ part: part.id, points: String(part.points), ...cellsOf(part.body, partKey) }];
  });
  return [head, ...parts];
}

export const EXAMPLES: readonly Cells[] = [
  {
    kind: '单选',
    stem: '上街执法，出示执法证件的时机是：',
    option_a: '处罚决定送达时',
    option_b: '表明身份、开始询问之前',
    option_c: '对方要求时',
    answer: 'B',
    explanation: '先亮证、说明身份，再询问和检查。',
    topic: '亮证持证',
    law_name: '中华人民共和国行政处罚法',
    law_article: '第五十五条',
    law_version: '2021 年修订',
    difficulty: '1',
  },
];

async function sheetOf(rows: readonly Cells[]): Promise<Buffer> {
  const columns = COLUMNS.map(({ heading, width = 16, note }) => ({ heading, width, note }));
  const lines = rows.map((cells) => COLUMNS.map(({ field }) => cells[field] ?? ''));
  return writeTemplate('题目', columns, lines);
}

export const xlsxFormat: Format = {
  name: 'xlsx',
  contentType: XLSX_TYPE,
  extension: 'xlsx',
  async write(items) {
    return { bytes: await sheetOf(items.flatMap(rowsOf)), losses: [], leftOut: [] };
  },
};

/** The template to fill, with an example that it accepts itself. */
export async function writeQuestionTemplate(): Promise<Buffer> {
  return sheetOf(EXAMPLES);
}
