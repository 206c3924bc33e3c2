import {
  stemLine,
  type PartBody,
  type PartKey,
  type QuestionBody,
  type QuestionKey,
} from '@qiangji/shared-types';
import type { QuestionContent } from './quiz.collection';

type Content = Omit<QuestionContent, 'version'>;

/** One thing that two versions of a question do not share. */
export interface DiffPart {
  name: string;
  before: string | null;
  after: string | null;
}

const KIND_WORDS: Record<QuestionBody['kind'], string> = {
  single: '单选',
  multiple: '多选',
  true_false: '判断',
  fill_in: '填空',
  numeric: '计算',
  short_answer: '简答',
  case: '案例',
};

const letterOf = (index: number) => String.fromCharCode(65 + index);

/** What a part says, name by name; the name carries the identity, the text what people read. */
function partLines(prefix: string, body: PartBody, key: PartKey): [string, string][] {
  const lines: [string, string][] = [
    [`${prefix}题型`, KIND_WORDS[body.kind]],
    [`${prefix}题干`, stemLine(body)],
    [`${prefix}图片`, body.media.join('、')],
  ];
  if ('options' in body && 'answer' in key) {
    body.options.forEach((one, i) => lines.push([`${prefix}选项 ${letterOf(i)}`, one.text]));
    const right = body.options.filter((one) => key.answer.includes(one.id));
    lines.push([`${prefix}答案`, right.map((one) => one.text).join('；')]);
  }
  if (key.kind === 'fill_in') {
    key.blanks.forEach(({ accepted }, i) =>
      lines.push([`${prefix}第 ${i + 1} 空`, accepted.join('、')]),
    );
  }
  if (body.kind === 'numeric' && key.kind === 'numeric') {
    lines.push([`${prefix}答案`, `${key.value}${body.unit ?? ''}`]);
    lines.push([`${prefix}容差`, String(key.tolerance)]);
  }
  if (body.kind === 'short_answer' && key.kind === 'short_answer') {
    lines.push([`${prefix}参考答案`, key.model]);
    lines.push([`${prefix}字数上限`, String(body.maxLength)]);
    key.criteria.forEach((one, i) =>
      lines.push([`${prefix}得分点 ${i + 1}`, `${one.text}（${one.points} 分）`]),
    );
  }
  return lines;
}

function keyedLines(body: QuestionBody, key: QuestionKey): [string, string][] {
  if (body.kind !== 'case' || key.kind !== 'case') {
    return body.kind === 'case' || key.kind === 'case' ? [] : partLines('', body, key);
  }
  const keys = new Map(key.parts.map((one) => [one.id, one.key]));
  return [
    ['题型', KIND_WORDS.case],
    ['题干', body.stem],
    ['图片', body.media.join('、')],
    ...body.parts.flatMap((part, i): [string, string][] => {
      const partKey = keys.get(part.id);
      const prefix = `第 ${i + 1} 小题`;
      const points: [string, string] = [`${prefix}分值`, String(part.points)];
      return partKey ? [points, ...partLines(prefix, part.body, partKey)] : [points];
    }),
  ];
}

function linesOf(
  content: Content,
  topics: ReadonlyMap<string, { name: string }>,
): Map<string, string> {
  const { body, key, explanation, topic, law, difficulty, author } = content;
  return new Map([
    ...keyedLines(body, key),
    ['解析', explanation],
    ['专题', topics.get(topic)?.name ?? topic],
    ['依据', law ? `${law.name}（${law.version}）${law.article}` : ''],
    ['难度', String(difficulty)],
    ['出题人', author ?? ''],
  ]);
}

/** What changed from one version to the next, in the order in which a question is read. */
export function diffOf(
  before: Content,
  after: Content,
  topics: ReadonlyMap<string, { name: string }>,
): DiffPart[] {
  const old = linesOf(before, topics);
  const now = linesOf(after, topics);
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((name) => {
    const one = { name, before: old.get(name) || null, after: now.get(name) || null };
    return one.before === one.after ? [] : [one];
  });
}
