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

/** One line of a question with its key; the name carries the identity, the text what people read. */
export interface KeyedLine {
  name: string;
  text: string;
  /** Of an option: whether it is right. */
  right?: boolean;
  /** `pictures` are ids that nobody reads, `right_options` names again which options are right. */
  of?: 'pictures' | 'right_options';
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

/** What a part says, line by line. */
function partLines(prefix: string, body: PartBody, key: PartKey): KeyedLine[] {
  const line = (name: string, text: string) => ({ name: `${prefix}${name}`, text });
  const lines: KeyedLine[] = [
    line('题型', KIND_WORDS[body.kind]),
    line('题干', stemLine(body)),
    { ...line('图片', body.media.join('、')), of: 'pictures' },
  ];
  if ('options' in body && 'answer' in key) {
    const isRight = ({ id }: { id: string }) => key.answer.includes(id);
    body.options.forEach((one, i) =>
      lines.push({ ...line(`选项 ${letterOf(i)}`, one.text), right: isRight(one) }),
    );
    const right = body.options.filter(isRight).map((one) => one.text);
    lines.push({ ...line('答案', right.join('；')), of: 'right_options' });
  }
  if (key.kind === 'fill_in') {
    key.blanks.forEach(({ accepted }, i) =>
      lines.push(line(`第 ${i + 1} 空`, accepted.join('、'))),
    );
  }
  if (body.kind === 'numeric' && key.kind === 'numeric') {
    lines.push(line('答案', `${key.value}${body.unit ?? ''}`));
    lines.push(line('容差', String(key.tolerance)));
  }
  if (body.kind === 'short_answer' && key.kind === 'short_answer') {
    lines.push(line('参考答案', key.model));
    lines.push(line('字数上限', String(body.maxLength)));
    key.criteria.forEach((one, i) =>
      lines.push(line(`得分点 ${i + 1}`, `${one.text}（${one.points} 分）`)),
    );
  }
  return lines;
}

/** What a question says and what is right in it, in the order in which it is read. */
export function keyedLines(body: QuestionBody, key: QuestionKey): KeyedLine[] {
  if (body.kind !== 'case' || key.kind !== 'case') {
    return body.kind === 'case' || key.kind === 'case' ? [] : partLines('', body, key);
  }
  const keys = new Map(key.parts.map((one) => [one.id, one.key]));
  return [
    { name: '题型', text: KIND_WORDS.case },
    { name: '题干', text: body.stem },
    { name: '图片', text: body.media.join('、'), of: 'pictures' },
    ...body.parts.flatMap((part, i): KeyedLine[] => {
      const partKey = keys.get(part.id);
      const prefix = `第 ${i + 1} 小题`;
      const points = { name: `${prefix}分值`, text: String(part.points) };
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
    ...keyedLines(body, key).map(({ name, text }): [string, string] => [name, text]),
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
