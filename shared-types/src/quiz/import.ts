import { code, id, text, z } from '../core';
import { questionKind } from './body';

/** Ways in which questions come and go; losses of each are told before anything leaves. */
export const bankFormats = ['xlsx', 'json', 'gift', 'moodle', 'aiken'] as const;
export const bankFormat = z.enum(bankFormats);
export type BankFormat = z.infer<typeof bankFormat>;

/** At most this many questions in one file; more are refused before any is read. */
export const MAX_IMPORT_QUESTIONS = 20_000;
/** Largest file (bytes). */
export const MAX_IMPORT_BYTES = 20 * 1024 * 1024;

export const importState = z.enum(['reading', 'mapping', 'ready', 'keeping', 'done', 'refused']);
export type ImportState = z.infer<typeof importState>;

/** One thing that is wrong, with its place in the file. */
export const importProblem = z.object({
  place: z.string(),
  reason: z.string(),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

/** A question of the file as the preview shows it. */
export const importRow = z.object({
  /** Counts from 1 in the order of the file; what is left out is named by it. */
  number: z.int(),
  place: z.string(),
  stem: z.string(),
  kind: questionKind,
  topicName: z.string(),
});
export type ImportRow = z.infer<typeof importRow>;

/** At most so many letters and lines of one question stand beside its twin: an import stays small. */
export const MAX_TWIN_LETTERS = 160;
export const MAX_TWIN_LINES = 24;

/** What a question says and what is right in it, as its keepers compare it with a twin. */
export const twinSide = z.object({
  /** In reading order. */
  lines: z.array(
    z.object({
      /** What it is, in Chinese: 题干, 选项 B, 第 1 空 ... */
      name: z.string(),
      text: z.string(),
      /** Whether an option is right; null of anything else. */
      right: z.nullable(z.boolean()),
      /**
       * Against the other question: `same`, `differs` (it says otherwise there), `missing` (it is not
       * there), or `judged` (the same option is right on one side only).
       */
      against: z.enum(['same', 'differs', 'missing', 'judged']),
    }),
  ),
  /** Lines that did not fit. */
  more: z.int(),
});
export type TwinSide = z.infer<typeof twinSide>;
export type TwinLine = TwinSide['lines'][number];

/** A question of the file beside one that is very like it. */
export const importTwin = z.object({
  number: z.int(),
  place: z.string(),
  stem: z.string(),
  /** Share of common letter groups in percent; 100 is the same text. */
  likeness: z.int(),
  /** Code of a question of the bank, or place of another one of the file. */
  other: z.string(),
  otherStem: z.string(),
  inBank: z.boolean(),
  /** Both with their keys; none of a file that was read before this was kept. */
  sides: z.optional(z.object({ own: twinSide, other: twinSide })),
});
export type ImportTwin = z.infer<typeof importTwin>;

/** Fields of a table of questions with their headings in our template, in its order. */
export const tableFields: Readonly<Record<string, string>> = {
  code: '编号',
  kind: '题型',
  stem: '题干',
  part: '小题',
  points: '分值',
  ...Object.fromEntries(
    [...'ABCDEFGHIJ'].map((one) => [`option_${one.toLowerCase()}`, `选项${one}`]),
  ),
  answer: '答案',
  tolerance: '容差',
  unit: '单位',
  limit: '字数上限',
  criteria: '得分点',
  explanation: '解析',
  topic: '专题',
  law_name: '法规',
  law_article: '条款',
  law_version: '版本',
  difficulty: '难度',
  author: '出题人',
  reviewer: '审题人',
  state: '状态',
  verified: '核对状态',
  verified_who: '核对人',
  verified_when: '核对日期',
  verified_text: '核对文本',
  fact: '事实编号',
  media: '图片',
  ids: '内部编号',
};

/** How columns of a table that is not our template are to be read: heading to field. */
export const importMapping = z
  .array(z.strictObject({ heading: text(100), field: code }))
  .check(z.maxLength(60));
export type ImportMapping = z.infer<typeof importMapping>;

/** An import on its way: asked for again until it is `ready`, `mapping`, `done` or `refused`. */
export const questionImport = z.object({
  id,
  fileName: z.string(),
  format: bankFormat,
  state: importState,
  /** Questions read or kept so far, of `total`; null while it is not known. */
  progress: z.int(),
  total: z.nullable(z.int()),
  /** Why the file as a whole was refused. */
  refusal: z.nullable(z.string()),
  /** Headings of a table with some of its cells, and how they were understood. */
  columns: z.array(
    z.object({ heading: z.string(), field: z.nullable(code), sample: z.array(z.string()) }),
  ),
  counts: z.object({
    good: z.int(),
    bad: z.int(),
    /** New ones, ones that change a question of the same code, and ones that are there already. */
    fresh: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    twins: z.int(),
  }),
  /** The first fifty good ones. */
  preview: z.array(importRow),
  /** The first two hundred of each. */
  problems: z.array(importProblem),
  /** None but while it is `ready`. */
  twins: z.array(importTwin),
  /** What the format could not carry, in words. */
  notes: z.array(z.string()),
  /** The encoding that a text file was read by, as people know it: UTF-8, GBK; null of a table. */
  encoding: z.optional(z.nullable(z.string())),
  /** What was kept, once `done`. */
  kept: z.nullable(z.object({ added: z.int(), changed: z.int(), left: z.int() })),
});
export type QuestionImport = z.infer<typeof questionImport>;

/** What an import takes where a question itself does not say it. */
export const importDefaults = {
  topic: z.optional(code),
  difficulty: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(5))),
};

export const importKeep = z.strictObject({
  state: z.enum(['draft', 'active']),
  /** Keep the good ones although others are bad. */
  goodOnly: z._default(z.boolean(), false),
  /** Numbers of questions to leave out, for instance twins. */
  leaveOut: z._default(z.array(z.int()).check(z.maxLength(2000)), []),
  /** What becomes of all questions that are very like another one, those that no page lists too. */
  twins: z._default(z.enum(['keep', 'leave_out']), 'keep'),
  /** Numbers of twins to keep although the others are left out. */
  keepTwins: z._default(z.array(z.int()).check(z.maxLength(2000)), []),
});

/** What a format cannot carry of the questions that were asked for. */
export const exportLosses = z.object({
  questions: z.int(),
  /** Questions that the format cannot hold at all. */
  leftOut: z.int(),
  losses: z.array(z.object({ what: z.string(), questions: z.int() })),
  /** Questions whose pictures go along by their ids only: they are seen in this bureau alone. */
  pictures: z.int(),
});
export type ExportLosses = z.infer<typeof exportLosses>;

export const exportFilter = {
  topic: z.optional(code),
  kind: z.optional(questionKind),
  lawName: z.optional(text(100)),
  lawVersion: z.optional(text(100)),
};
