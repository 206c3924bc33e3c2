import {
  TRUE_FALSE_OPTIONS,
  type QuestionBody,
  type QuestionKey,
  type QuestionOption,
} from '@qiangji/shared-types';
import { readModel } from './criteria';
import { hasPicture, PARTS_LEFT, PICTURES_LEFT, UNITS_LEFT, wordsOfHtml } from './html';
import { failed, NO_RAW, type ReadFile, type ReadItem } from './item';
import { readTags } from './tags';
import { attributeOf, childOf, childrenOf, readXml, textIn, XmlRefused, type XmlNode } from './xml';

const OPTION_IDS = 'abcdefghij';

/** Text of a `<x><text>…</text></x>`; HTML is brought down to its words. */
function wordsIn(node: XmlNode | undefined): string {
  if (!node) return '';
  const text = textIn(childOf(node, 'text') ?? node);
  return attributeOf(node, 'format') === 'html' ? wordsOfHtml(text) : text.trim();
}

interface Keyed {
  body: QuestionBody;
  key: QuestionKey;
}

interface Answer {
  fraction: number;
  text: string;
  node: XmlNode;
}

function answersOf(question: XmlNode): Answer[] {
  return childrenOf(question, 'answer').map((node) => ({
    fraction: Number(attributeOf(node, 'fraction') ?? '0'),
    text: wordsIn(node),
    node,
  }));
}

function choices(question: XmlNode, stem: string): Keyed {
  const answers = answersOf(question);
  const options = answers.map(({ text }, i): QuestionOption => {
    return { id: OPTION_IDS[i] ?? `o${i}`, text };
  });
  const answer = options.filter((_, i) => (answers[i]?.fraction ?? 0) > 0).map((one) => one.id);
  const isSingle = textIn(childOf(question, 'single')) !== 'false';
  const kind = isSingle ? 'single' : 'multiple';
  // A question with several right ones that allows one only asks for the best of them.
  const best = answers.findIndex((one) => one.fraction === 100);
  const right = isSingle && answer.length > 1 && best >= 0 ? [options[best]?.id ?? ''] : answer;
  return { body: { kind, stem, media: [], options }, key: { kind, answer: right } };
}

function trueFalse(question: XmlNode, stem: string): Keyed {
  const right = answersOf(question).find((one) => one.fraction > 0);
  const kind = 'true_false' as const;
  return {
    body: { kind, stem, media: [], options: [...TRUE_FALSE_OPTIONS] },
    key: { kind, answer: [right?.text.toLowerCase() === 'true' ? 'a' : 'b'] },
  };
}

function fillIn(question: XmlNode, stem: string): Keyed {
  const full = answersOf(question).filter((one) => one.fraction === 100);
  const gapped = /_{3,}/.test(stem) ? stem.replace(/_{3,}/, '[[b1]]') : `${stem}[[b1]]`;
  return {
    body: { kind: 'fill_in', stem: gapped, media: [], blanks: [{ id: 'b1' }] },
    key: { kind: 'fill_in', blanks: [{ id: 'b1', accepted: full.map((one) => one.text) }] },
  };
}

/** The unit in which the answer stands, and whether there are others, which the bank has no place for. */
function unitsOf(question: XmlNode): { base: string | null; others: boolean } {
  const units = childrenOf(childOf(question, 'units'), 'unit').map((node) => ({
    name: textIn(childOf(node, 'unit_name')).trim(),
    isBase: Number(textIn(childOf(node, 'multiplier')) || '1') === 1,
  }));
  const base = units.find(({ name, isBase }) => isBase && name !== '');
  const others = units.some((one) => one !== base && one.name !== '' && one.name !== base?.name);
  return { base: base?.name ?? null, others };
}

function numeric(question: XmlNode, stem: string): Keyed | string {
  const [only, ...more] = answersOf(question).filter((one) => one.fraction === 100);
  if (!only || more.length > 0) return '计算题只能有一个得满分的答案';
  const tolerance = Number(textIn(childOf(only.node, 'tolerance')) || '0');
  const value = Number(only.text);
  if (only.text === '' || !Number.isFinite(value) || !Number.isFinite(tolerance)) {
    return '计算题的答案不是数';
  }
  return {
    body: { kind: 'numeric', stem, media: [], unit: unitsOf(question).base },
    key: { kind: 'numeric', value, tolerance: Math.abs(tolerance) },
  };
}

function essay(question: XmlNode, stem: string): Keyed | string {
  const info = wordsIn(childOf(question, 'graderinfo'));
  if (info === '') return '问答题没有参考答案（graderinfo）';
  const limit = Number(textIn(childOf(question, 'maxwordlimit')) || '0');
  const maxLength = limit > 0 ? Math.min(limit, 5000) : 1000;
  return {
    body: { kind: 'short_answer', stem, media: [], maxLength },
    key: { kind: 'short_answer', ...readModel(info) },
  };
}

function keyedOf(question: XmlNode, stem: string): Keyed | string {
  switch (attributeOf(question, 'type')) {
    case 'multichoice':
      return choices(question, stem);
    case 'truefalse':
      return trueFalse(question, stem);
    case 'shortanswer':
      return fillIn(question, stem);
    case 'numerical':
      return numeric(question, stem);
    case 'essay':
      return essay(question, stem);
    default:
      return `题库里没有“${attributeOf(question, 'type') ?? ''}”这种题型`;
  }
}

function readOne(question: XmlNode, number: number, topic: string | null): ReadItem {
  const name = wordsIn(childOf(question, 'name')).slice(0, 20);
  const place = `第 ${number} 题${name ? `（${name}）` : ''}`;
  const keyed = keyedOf(question, wordsIn(childOf(question, 'questiontext')));
  if (typeof keyed === 'string') return failed(place, 'kind', keyed);
  const tags = childrenOf(childOf(question, 'tags'), 'tag').map((one) => wordsIn(one));
  const code = textIn(childOf(question, 'idnumber')).trim() || null;
  const explanation = wordsIn(childOf(question, 'generalfeedback'));
  const raw = { ...NO_RAW, code, explanation, topic, ...keyed, ...readTags(tags, keyed.body) };
  return { place, raw, problems: [] };
}

/** Every text of a question: a picture in any of them, or beside it as a file, stays behind. */
function showsPicture(node: XmlNode): boolean {
  if (node.name === 'file' || hasPicture(textIn(node))) return true;
  return node.children.some(showsPicture);
}

/** Credit for a part that the bank cannot keep, beside an answer that is wholly right. */
function hasParts(question: XmlNode): boolean {
  const fractions = answersOf(question).map((one) => one.fraction);
  const isPart = (fraction: number) => fraction > 0 && fraction < 100;
  const type = attributeOf(question, 'type') ?? '';
  const several = type === 'multichoice' && textIn(childOf(question, 'single')) === 'false';
  // Of several right ones each is worth a part: together they are the answer.
  return !several && fractions.includes(100) && fractions.some(isPart);
}

/** Reads a quiz. A DOCTYPE is refused as a whole: it is the door of entity bombs and foreign files. */
export function readMoodle(whole: string, topics: ReadonlyMap<string, string>): ReadFile {
  let root: XmlNode;
  try {
    root = readXml(whole);
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    return { items: [failed('文件', error.reason, error.message)], notes: [] };
  }
  if (root.name !== 'quiz') {
    const message = '不是 Moodle 的题目文件：最外层要是 quiz';
    return { items: [failed('文件', 'not_moodle', message)], notes: [] };
  }
  const items: ReadItem[] = [];
  const notes = new Set<string>();
  let topic: string | null = null;
  for (const question of childrenOf(root, 'question')) {
    if (attributeOf(question, 'type') !== 'category') {
      items.push(readOne(question, items.length + 1, topic));
      if (showsPicture(question)) notes.add(PICTURES_LEFT);
      if (hasParts(question)) notes.add(PARTS_LEFT);
      if (unitsOf(question).others) notes.add(UNITS_LEFT);
      continue;
    }
    const path = wordsIn(childOf(question, 'category'));
    topic = topics.get(path.split('/').pop()?.trim() ?? '') ?? null;
    if (!topic) notes.add(`分类“${path}”不是专题，这些题用默认专题`);
  }
  return { items, notes: [...notes] };
}
