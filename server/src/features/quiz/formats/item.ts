import {
  questionDraft,
  questionProblems,
  stemLine,
  TRUE_FALSE_OPTIONS,
  type BankFormat,
  type ImportProblem,
  type QuestionBody,
  type QuestionKey,
  type QuestionLaw,
  type QuestionState,
  type QuestionVerified,
} from '@qiangji/shared-types';
import { codeOf, UNVERIFIED, type NewContent } from '../content.rules';

/** A question on its way between the bank and a file, with all that the bank says of it. */
export interface BankItem {
  code: string;
  content: NewContent;
  state: QuestionState;
  verified: QuestionVerified;
  reviewer: string | null;
}

/** A question as a file has it: what the format cannot say is null. */
export interface RawItem {
  code: string | null;
  body: QuestionBody;
  key: QuestionKey;
  explanation: string;
  /** Code or name. */
  topic: string | null;
  law: QuestionLaw | null;
  difficulty: number | null;
  author: string | null;
  fact: string | null;
  state: QuestionState | null;
  verified: QuestionVerified | null;
  reviewer: string | null;
}

/** One question of a file, or why it could not be read. */
export interface ReadItem {
  place: string;
  raw: RawItem | null;
  problems: ImportProblem[];
}

export interface ReadFile {
  items: ReadItem[];
  /** What was passed over without harm, in words. */
  notes: string[];
}

/** What stands in where a file does not say it. */
export interface Defaults {
  topic?: string | undefined;
  difficulty?: number | undefined;
}

/** One thing that a format cannot carry of a question. */
export interface Loss {
  code: string;
  what: string;
}

export interface Written {
  bytes: Buffer;
  losses: Loss[];
  /** Codes of questions that the format cannot hold at all. */
  leftOut: string[];
}

/** One format: what it reads and writes. Neither touches anything but its argument. */
export interface Format {
  name: BankFormat;
  contentType: string;
  extension: string;
  write(items: readonly BankItem[]): Promise<Written> | Written;
}

/** Whether its options are the usual 对 and 错, which formats with a kind of their own for it leave out. */
export function saysRightOrWrong(body: QuestionBody): boolean {
  const isUsual = (text: string, i: number) => text === TRUE_FALSE_OPTIONS[i]?.text;
  return body.kind === 'true_false' && body.options.every((one, i) => isUsual(one.text, i));
}

export const NO_RAW: Omit<RawItem, 'body' | 'key'> = {
  code: null,
  explanation: '',
  topic: null,
  law: null,
  difficulty: null,
  author: null,
  fact: null,
  state: null,
  verified: null,
  reviewer: null,
};

export function failed(place: string, reason: string, message: string): ReadItem {
  return { place, raw: null, problems: [{ place, reason, message }] };
}

/** Words for what a schema refuses. */
function wordsOf(issue: { code: string; path: PropertyKey[]; maximum?: unknown }): string {
  const field = issue.path.map(String).join('.');
  if (issue.code === 'too_big') return `${nameOf(field)}太长或太多，最多 ${String(issue.maximum)}`;
  if (issue.code === 'too_small') return `${nameOf(field)}没有填全`;
  return `${nameOf(field)}填得不对`;
}

const NAMES: readonly [RegExp, string][] = [
  [/stem/, '题干'],
  [/options/, '选项'],
  [/accepted|answer|value|model/, '答案'],
  [/criteria/, '得分点'],
  [/tolerance/, '容差'],
  [/unit/, '单位'],
  [/media/, '图片'],
  [/parts/, '小题'],
  [/explanation/, '解析'],
  [/law/, '法规'],
  [/difficulty/, '难度'],
  [/author/, '出题人'],
  [/topic/, '专题'],
];

function nameOf(path: string): string {
  return NAMES.find(([pattern]) => pattern.test(path))?.[1] ?? path;
}

export type Settled = { item: BankItem } | { problems: ImportProblem[] };

const CODE = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/**
 * Makes a question of the bank of what a file says. `topics` maps names and codes to codes; nobody checked
 * anything after `today`. Total: whatever is wrong is told with its place.
 */
export function settle(
  { place, raw, problems: earlier }: ReadItem,
  defaults: Defaults,
  topics: ReadonlyMap<string, string>,
  today: string,
): Settled {
  if (!raw || earlier.length > 0) return { problems: earlier };
  const problems: ImportProblem[] = [];
  const wrong = (reason: string, message: string) => problems.push({ place, reason, message });
  const named = raw.topic ?? defaults.topic ?? '';
  const topic = topics.get(named);
  if (!topic) wrong('not_allowed', named ? `没有专题“${named}”` : '没有写专题，也没有选默认专题');
  if ((raw.verified?.when ?? '') > today) wrong('in_future', '核对日期不能晚于今天');
  const { body, key, explanation, law, author } = raw;
  const draft = questionDraft.safeParse({
    ...{ body, key, explanation, law, author },
    topic: topic ?? 'none',
    difficulty: raw.difficulty ?? defaults.difficulty ?? 2,
  });
  if (!draft.success) {
    for (const issue of draft.error.issues) wrong(issue.code, wordsOf(issue));
    return { problems };
  }
  for (const { reason, message } of questionProblems(draft.data)) wrong(reason, message);
  const content = { ...draft.data, stem: stemLine(draft.data.body), fact: raw.fact };
  const code = raw.code ?? codeOf(content);
  if (!CODE.test(code)) {
    wrong('invalid', '编号只能用小写字母、数字、- 和 _，最多 64 位；不填会自动编');
  }
  if (problems.length > 0) return { problems };
  const state = raw.state ?? 'draft';
  return {
    item: { code, content, state, verified: raw.verified ?? UNVERIFIED, reviewer: raw.reviewer },
  };
}

/** Line ends as they are kept. */
export function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
