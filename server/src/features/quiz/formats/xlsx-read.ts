import {
  TRUE_FALSE_OPTIONS,
  type ImportProblem,
  type PartBody,
  type PartKey,
  type QuestionKind,
  type QuestionOption,
} from '@qiangji/shared-types';
import type { Sheet } from '../../../platform/xlsx';
import { COLUMNS, kindOf, LETTERS } from './columns';
import { readCriteria } from './criteria';
import { plainLines } from './item';
import { criterionId, optionId } from './xlsx-write';

const TRUE_WORDS = new Set(['对', '正确', '√', '是', 'T', 't']);
const FALSE_WORDS = new Set(['错', '错误', '×', '否', 'F', 'f']);
const HEADINGS = new Map(COLUMNS.map((one) => [one.field, one.heading]));

export type Keyed = { body: PartBody; key: PartKey };

/** Alternatives of one blank, cut at bars; \| is a bar that belongs to the text. */
function alternatives(line: string): string[] {
  const out = [''];
  for (const [token] of line.matchAll(/\\[\s\S]|[\s\S]/gu)) {
    const last = out.length - 1;
    if (token === '|') out.push('');
    else if (token === '\\n') out[last] += '\n';
    else out[last] += token.length > 1 && token.startsWith('\\') ? token.slice(1) : token;
  }
  return out.map((one) => one.trim()).filter((one) => one !== '');
}

/** Whether a word says that it is so, or that it is not; undefined where it says neither. */
function saysTrue(word: string): boolean | undefined {
  const bare = word.replace(/\s/g, '');
  if (TRUE_WORDS.has(bare)) return true;
  return FALSE_WORDS.has(bare) ? false : undefined;
}

/**
 * Which of two options the answer of a true/false names: A and B by place; 对 and 错 by what the options
 * say, since a table may have 错 first. Of options such as 合法 and 违法 the first counts as 对.
 */
function sideOf(given: string, options: readonly QuestionOption[]): 0 | 1 | undefined {
  if (/^[AaBb]$/.test(given)) return given.toUpperCase() === 'A' ? 0 : 1;
  const wanted = saysTrue(given);
  if (wanted === undefined) return undefined;
  const [first, second] = options.map(({ text }) => saysTrue(text));
  const firstIsTrue = first ?? (second === undefined ? true : !second);
  return firstIsTrue === wanted ? 0 : 1;
}

/** One row of a table by the fields of our template. Each wrong cell is told to `wrong`. */
export class RowReader {
  readonly problems: ImportProblem[] = [];

  constructor(
    readonly row: Sheet['rows'][number],
    /** Field to heading. */
    private readonly columns: ReadonlyMap<string, string>,
    /** What the sheet's own name tells, where a row does not: books often have a sheet for each kind. */
    private readonly usual?: QuestionKind,
  ) {
    for (const { path, reason, message } of row.problems) {
      this.problems.push({ place: path, reason, message });
    }
  }

  cell(field: string): string {
    const heading = this.columns.get(field);
    return heading === undefined ? '' : plainLines(this.row.cells[heading] ?? '');
  }

  /** The cell, or null where it is empty. */
  said(field: string): string | null {
    return this.cell(field) || null;
  }

  wrong(field: string, reason: string, message: string): void {
    const heading = this.columns.get(field) ?? HEADINGS.get(field) ?? field;
    this.problems.push({ place: `${this.row.place}，${heading}`, reason, message });
  }

  whole(field: string, max: number): number | null {
    const text = this.cell(field);
    if (text === '') return null;
    if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= max) return Number(text);
    this.wrong(field, 'not_allowed', `只能填 1 到 ${max}`);
    return null;
  }

  /** The kind that the row names, else the one of its sheet, else the one that its answer tells. */
  kind(): QuestionKind | undefined {
    const words = this.cell('kind');
    if (words !== '') {
      const kind = kindOf(words);
      if (!kind) {
        const message = '只能填：单选、多选、判断、填空、计算、简答、案例';
        this.wrong('kind', 'not_allowed', message);
      }
      return kind;
    }
    if (this.usual) return this.usual;
    const answer = this.cell('answer').replace(/[\s,，、;；]/g, '');
    if (this.cell('option_a') !== '') return answer.length > 1 ? 'multiple' : 'single';
    if (/^[AaBb]$/.test(answer) || saysTrue(answer) !== undefined) return 'true_false';
    return /_{3,}|\[\[/.test(this.cell('stem')) ? 'fill_in' : 'short_answer';
  }

  private ids(): string[] {
    return this.cell('ids').split(/\s+/).filter(Boolean);
  }

  private options(): QuestionOption[] {
    const texts = [...LETTERS].map((_, i) => this.cell(`option_${optionId(i)}`));
    const last = texts.reduce((found, text, i) => (text === '' ? found : i), -1);
    const ids = this.ids();
    return texts.slice(0, Math.max(last + 1, 2)).map((text, i) => {
      if (text === '')
        this.wrong(`option_${optionId(i)}`, 'missing', '中间空了一个选项，请往前补齐');
      return { id: ids[i] ?? optionId(i), text };
    });
  }

  private choice(kind: 'single' | 'multiple', stem: string, media: string[]): Keyed {
    const options = this.options();
    const given = this.cell('answer')
      .replace(/[\s,，、;；]/g, '')
      .toUpperCase();
    if (given === '') this.wrong('answer', 'missing', '没有填');
    const unknown = [...new Set(given)].filter(
      (one) => LETTERS.indexOf(one) >= options.length || !LETTERS.includes(one),
    );
    if (unknown.length > 0) {
      this.wrong('answer', 'no_such_option', `没有选项 ${unknown.join('、')}`);
    }
    const answer = options.filter((_, i) => given.includes(LETTERS[i] ?? '-')).map((one) => one.id);
    if (unknown.length === 0 && given !== '') {
      if (kind === 'single' && answer.length !== 1) {
        this.wrong('answer', 'not_single', '单选题只能有一个答案');
      } else if (kind === 'multiple' && answer.length < 2) {
        this.wrong('answer', 'not_multiple', '多选题至少有两个答案');
      }
    }
    return { body: { kind, stem, media, options }, key: { kind, answer } };
  }

  private trueFalse(stem: string, media: string[]): Keyed {
    const isWritten = ['option_a', 'option_b'].some((field) => this.cell(field) !== '');
    const options =
      isWritten || this.ids().length > 0
        ? this.options()
        : TRUE_FALSE_OPTIONS.map(({ id, text }) => ({ id, text }));
    const given = this.cell('answer').replace(/\s/g, '');
    const side = sideOf(given, options);
    if (given === '') this.wrong('answer', 'missing', '没有填');
    else if (side === undefined) {
      this.wrong('answer', 'not_allowed', '判断题的答案只能填：对、错，或者 A、B');
    }
    const kind = 'true_false' as const;
    return {
      body: { kind, stem, media, options },
      key: { kind, answer: [options[side ?? 1]?.id ?? ''] },
    };
  }

  private fillIn(stem: string, media: string[]): Keyed {
    let n = 0;
    const gapped = stem.includes('[[') ? stem : stem.replace(/_{3,}|（\s*）/g, () => `[[b${++n}]]`);
    const ids = [...gapped.matchAll(/\[\[([a-z0-9_-]+)\]\]/g)].map((one) => one[1] ?? '');
    const lines = this.cell('answer').split('\n');
    if (ids.length === 0) this.wrong('stem', 'no_blank', '填空题在空的地方写 ____');
    else if (lines.length !== ids.length) {
      this.wrong('answer', 'blanks_differ', `题干有 ${ids.length} 空，答案要一行一空`);
    }
    const accepted = ids.map((_, i) => alternatives(lines[i] ?? ''));
    if (accepted.some((one) => one.length === 0)) this.wrong('answer', 'missing', '有的空没有答案');
    return {
      body: { kind: 'fill_in', stem: gapped, media, blanks: ids.map((id) => ({ id })) },
      key: {
        kind: 'fill_in',
        blanks: ids.map((id, i) => ({ id, accepted: accepted[i] ?? [] })),
      },
    };
  }

  private numeric(stem: string, media: string[]): Keyed {
    const number = (field: string) => {
      const text = this.cell(field);
      const value = Number(text);
      if (text !== '' && Number.isFinite(value)) return value;
      if (text !== '' || field === 'answer') this.wrong(field, 'not_number', '要填一个数');
      return 0;
    };
    const value = number('answer');
    const tolerance = number('tolerance');
    return {
      body: { kind: 'numeric', stem, media, unit: this.said('unit') },
      key: { kind: 'numeric', value, tolerance },
    };
  }

  private shortAnswer(stem: string, media: string[]): Keyed {
    const model = this.cell('answer');
    if (model === '') this.wrong('answer', 'missing', '没有参考答案');
    const written = this.cell('criteria');
    const found =
      written === '' ? [{ id: 'c1', text: '按参考答案给分', points: 10 }] : readCriteria(written);
    if (!found) this.wrong('criteria', 'not_allowed', '一行一点，写成：（5 分）先亮证');
    const ids = this.ids();
    const criteria = (found ?? []).map((one, i) => ({ ...one, id: ids[i] ?? criterionId(i) }));
    const maxLength = this.whole('limit', 5000) ?? 1000;
    return {
      body: { kind: 'short_answer', stem, media, maxLength },
      key: { kind: 'short_answer', model, criteria },
    };
  }

  /** Body and key of a row that is no case. */
  keyed(kind: Exclude<QuestionKind, 'case'>): Keyed {
    const stem = this.cell('stem');
    if (stem === '') this.wrong('stem', 'missing', '没有填');
    const media = this.cell('media').split(/\s+/).filter(Boolean);
    if (kind === 'single' || kind === 'multiple') return this.choice(kind, stem, media);
    if (kind === 'true_false') return this.trueFalse(stem, media);
    if (kind === 'fill_in') return this.fillIn(stem, media);
    return kind === 'numeric' ? this.numeric(stem, media) : this.shortAnswer(stem, media);
  }
}
