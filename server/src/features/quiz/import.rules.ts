import {
  TRUE_FALSE_OPTIONS,
  stemLine,
  type ErrorDetail,
  type QuestionLaw,
  type QuestionOption,
} from '@qiangji/shared-types';
import { codeOf, type NewContent } from './content.rules';
import { keyedOf, type FlatKind } from './quiz.stored';
import { placeOf, type SheetRow } from '../../platform/xlsx';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const optionHeading = (letter: string) => `选项${letter}`;

export const IMPORT_HEADINGS = [
  '编号',
  '题型',
  '题干',
  ...LETTERS.map(optionHeading),
  '答案',
  '解析',
  '专题',
  '法规',
  '条款',
  '版本',
  '难度',
] as const;

export interface ImportedQuestion {
  code: string;
  content: NewContent;
}

export interface ImportOutcome {
  questions: ImportedQuestion[];
  /** Every wrong place of every row. */
  details: ErrorDetail[];
}

const TYPES = new Map<string, FlatKind>([
  ['单选', 'single'],
  ['单选题', 'single'],
  ['多选', 'multiple'],
  ['多选题', 'multiple'],
  ['判断', 'true_false'],
  ['判断题', 'true_false'],
]);

const TRUE_WORDS = new Set(['对', '正确', '√', '是']);
const FALSE_WORDS = new Set(['错', '错误', '×', '否']);
const CODE = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Reads one row; each wrong cell is told to `wrong`. */
class RowReader {
  readonly details: ErrorDetail[] = [];

  constructor(
    private readonly row: SheetRow,
    private readonly topics: ReadonlyMap<string, string>,
  ) {}

  private cell(heading: string): string {
    return this.row.cells[heading] ?? '';
  }

  private wrong(heading: string, reason: string, message: string): void {
    this.details.push({ path: placeOf(this.row.number, heading), reason, message });
  }

  private typed(heading: string, max: number): string {
    const text = this.cell(heading);
    if (text === '') this.wrong(heading, 'missing', '没有填');
    else if (text.length > max) this.wrong(heading, 'too_long', `最多 ${max} 个字`);
    return text;
  }

  private type(): FlatKind | undefined {
    const type = TYPES.get(this.cell('题型'));
    if (!type) this.wrong('题型', 'not_allowed', '只能填：单选、多选、判断');
    return type;
  }

  private options(type: FlatKind): QuestionOption[] {
    if (type === 'true_false') return [...TRUE_FALSE_OPTIONS];
    const texts = LETTERS.map((letter) => this.cell(optionHeading(letter)));
    const last = Math.max(...texts.map((text, i) => (text === '' ? -1 : i)));
    const options: QuestionOption[] = [];
    LETTERS.slice(0, Math.max(last + 1, 2)).forEach((letter, i) => {
      const text = texts[i] ?? '';
      const heading = optionHeading(letter);
      if (text === '') this.wrong(heading, 'missing', '中间空了一个选项，请往前补齐');
      else if (text.length > 200) this.wrong(heading, 'too_long', '最多 200 个字');
      else if (options.some((one) => one.text === text)) {
        this.wrong(heading, 'repeated', '和前面的选项一样');
      }
      options.push({ id: letter.toLowerCase(), text });
    });
    return options;
  }

  private answer(type: FlatKind, options: readonly QuestionOption[]): string[] {
    const given = this.cell('答案').replace(/[\s,，、;；]/g, '');
    if (given === '') {
      this.wrong('答案', 'missing', '没有填');
      return [];
    }
    if (type === 'true_false') {
      if (TRUE_WORDS.has(given)) return ['a'];
      if (FALSE_WORDS.has(given)) return ['b'];
      this.wrong('答案', 'not_allowed', '判断题的答案只能填：对、错');
      return [];
    }
    const ids = [...new Set(given.toLowerCase())];
    const unknown = ids.filter((id) => !options.some((one) => one.id === id));
    if (unknown.length > 0) {
      this.wrong('答案', 'no_such_option', `没有选项 ${unknown.join('、').toUpperCase()}`);
    } else if (type === 'single' && ids.length !== 1) {
      this.wrong('答案', 'not_single', '单选题只能有一个答案');
    } else if (type === 'multiple' && ids.length < 2) {
      this.wrong('答案', 'not_multiple', '多选题至少有两个答案');
    }
    return options.filter((one) => ids.includes(one.id)).map((one) => one.id);
  }

  private topic(): string {
    const given = this.cell('专题');
    const topic = this.topics.get(given);
    if (!topic) this.wrong('专题', 'not_allowed', given ? `没有专题“${given}”` : '没有填');
    return topic ?? '';
  }

  private law(): QuestionLaw | null {
    const law = {
      name: this.cell('法规'),
      article: this.cell('条款'),
      version: this.cell('版本'),
    };
    const filled = Object.values(law).filter((text) => text !== '').length;
    if (filled === 0) return null;
    const places = { 法规: law.name, 条款: law.article, 版本: law.version };
    for (const [heading, text] of Object.entries(places)) {
      if (text === '') this.wrong(heading, 'missing', '法规、条款、版本要一起填');
      else if (text.length > 100) this.wrong(heading, 'too_long', '最多 100 个字');
    }
    return law;
  }

  private difficulty(): number {
    const given = this.cell('难度');
    if (given === '') return 2;
    if (!/^[1-5]$/.test(given)) this.wrong('难度', 'not_allowed', '只能填 1 到 5');
    return Number(given);
  }

  private code(content: ImportedQuestion['content']): string {
    const given = this.cell('编号');
    if (given === '') return codeOf(content);
    if (!CODE.test(given)) {
      this.wrong('编号', 'invalid', '只能用小写字母、数字、- 和 _，最多 64 位；不填会自动编');
    }
    return given;
  }

  read(): ImportedQuestion | undefined {
    const type = this.type();
    const stem = this.typed('题干', 500);
    const explanation = this.typed('解析', 1000);
    const topic = this.topic();
    const law = this.law();
    const difficulty = this.difficulty();
    if (!type) return undefined;
    const options = this.options(type);
    const answer = this.answer(type, options);
    const keyed = keyedOf({ type, stem, options, answer });
    const content = {
      stem: stemLine(keyed.body),
      ...keyed,
      explanation,
      topic,
      fact: null,
      law,
      difficulty,
      author: null,
    };
    const code = this.code(content);
    return this.details.length === 0 ? { code, content } : undefined;
  }
}

/**
 * Reads the rows of a filled template. `topics` maps both names and codes to codes. All or nothing is
 * for the caller: with any detail, no question may be kept.
 */
export function readQuestions(
  rows: readonly SheetRow[],
  topics: ReadonlyMap<string, string>,
): ImportOutcome {
  const questions: ImportedQuestion[] = [];
  const details: ErrorDetail[] = [];
  const rowOf = new Map<string, number>();
  for (const row of rows) {
    const reader = new RowReader(row, topics);
    const question = reader.read();
    details.push(...reader.details);
    if (!question) continue;
    const earlier = rowOf.get(question.code);
    if (earlier === undefined) {
      rowOf.set(question.code, row.number);
      questions.push(question);
    } else {
      const heading = row.cells['编号'] ? '编号' : '题干';
      const message = `和第 ${earlier} 行是同一题`;
      details.push({ path: placeOf(row.number, heading), reason: 'repeated', message });
    }
  }
  if (rows.length === 0) {
    details.push({ path: '文件', reason: 'no_rows', message: '表里还没有题，请从第 2 行填起' });
  }
  return { questions, details };
}
