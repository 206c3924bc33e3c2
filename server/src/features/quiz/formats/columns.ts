import {
  tableFields,
  type QuestionKind,
  type QuestionState,
  VERIFIED_NAMES,
  type VerifiedState,
} from '@qiangji/shared-types';

/** Columns of our template: field, heading, and the other names under which tables have it. */
export const LETTERS = 'ABCDEFGHIJ';

interface Column {
  field: string;
  heading: string;
  also?: readonly string[];
  width?: number;
  note?: string;
}

/** How else tables name a field, how wide its column is, and what its heading says when pointed at. */
const ABOUT: Readonly<Record<string, Omit<Column, 'field' | 'heading'>>> = {
  code: {
    also: ['题号', '题目编号', '试题编号'],
    note: '可以不填，会自动编。再传同一个编号，就是改那一题',
  },
  kind: {
    also: ['类型', '试题类型', '题目类型'],
    note: '单选、多选、判断、填空、计算、简答、案例。案例下面接着写它的小题，一行一小题',
  },
  stem: {
    also: ['题目', '试题', '题目内容', '试题内容', '题干内容', '问题'],
    width: 40,
    note: '填空题在空的地方写 ____，案例题写案情',
  },
  part: { note: '只有案例的小题填：p1、p2 ……' },
  points: { note: '只有案例的小题填' },
  answer: {
    also: ['正确答案', '标准答案', '参考答案', '试题答案', '正确选项', '正确项'],
    width: 24,
    note: '单选填一个字母，多选连着填，如 ABD；判断填 对 或 错，选项另有说法的写在选项A、选项B，填字母；填空一行一空，几种写法用 | 隔开；简答填参考答案',
  },
  tolerance: { also: ['误差', '允许误差'], note: '计算题：上下差多少以内算对' },
  unit: { note: '计算题：如 日、元' },
  limit: { note: '简答题，不填按 1000' },
  criteria: {
    also: ['评分标准', '采分点', '评分细则'],
    width: 32,
    note: '简答题，一行一点：（5 分）先亮证',
  },
  explanation: { also: ['试题解析', '答案解析', '题目解析', '说明'], width: 40 },
  topic: { also: ['知识点', '分类', '章节', '考点'], note: '填专题的名称，如 亮证持证' },
  law_name: { also: ['依据', '法律依据', '法规名称', '出处'] },
  law_article: { also: ['条号', '条文'] },
  law_version: { also: ['版次'], note: '法规、条款、版本要么都填，要么都不填' },
  difficulty: { also: ['难易', '难易度', '难度等级'], note: '1 到 5，不填按 2' },
  author: { also: ['作者', '命题人'] },
  reviewer: { also: ['审核人'] },
  media: { note: '图片的内部编号，空格隔开' },
  ids: { note: '不用填：选项、空、得分点不按顺序编号时才有' },
};

/** Names under which tables have the column of an option. */
function optionNames(field: string): readonly string[] {
  const letter = /^option_([a-j])$/.exec(field)?.[1]?.toUpperCase();
  if (!letter) return [];
  return [letter, `备选项${letter}`, `备选答案${letter}`, `${letter}选项`, `答案${letter}`];
}

export const COLUMNS: readonly Column[] = Object.entries(tableFields).map(([field, heading]) => ({
  field,
  heading,
  also: optionNames(field),
  ...ABOUT[field],
}));

export const FIELDS: ReadonlySet<string> = new Set(COLUMNS.map((one) => one.field));

/** Without these a table cannot be read: which columns they are must be said. */
export const NEEDED = ['stem', 'answer'] as const;

/** Headings of a table to fields, as far as they are known; each field once. */
export function guessMapping(headings: readonly string[]): Record<string, string> {
  const mapping: Record<string, string> = {};
  const taken = new Set<string>();
  const names = (one: Column) => [one.heading, ...(one.also ?? [])];
  // Our own headings first: a column named 答案 must not lose to one named 参考答案.
  for (const depth of [0, 1]) {
    for (const heading of headings) {
      const column = COLUMNS.find((one) =>
        (depth === 0 ? [one.heading] : names(one)).includes(heading),
      );
      if (!column || taken.has(column.field) || mapping[heading]) continue;
      mapping[heading] = column.field;
      taken.add(column.field);
    }
  }
  return mapping;
}

export const KIND_WORDS: Record<QuestionKind, string> = {
  single: '单选',
  multiple: '多选',
  true_false: '判断',
  fill_in: '填空',
  numeric: '计算',
  short_answer: '简答',
  case: '案例',
};

const KIND_ALSO: Record<string, QuestionKind> = {
  选择: 'single',
  单项选择: 'single',
  多项选择: 'multiple',
  不定项选择: 'multiple',
  是非: 'true_false',
  数值: 'numeric',
  问答: 'short_answer',
  论述: 'short_answer',
  主观: 'short_answer',
  案例分析: 'case',
};

/** A kind by its Chinese name, with or without 题; undefined where it is none. */
export function kindOf(words: string): QuestionKind | undefined {
  const bare = words.replace(/题$/, '');
  const known = Object.entries(KIND_WORDS).find(([, name]) => name === bare)?.[0];
  return (known as QuestionKind | undefined) ?? KIND_ALSO[bare];
}

export const STATE_WORDS: Record<QuestionState, string> = {
  draft: '草稿',
  active: '在用',
  retired: '停用',
};

export const VERIFIED_WORDS: Record<VerifiedState, string> = VERIFIED_NAMES;
