import type { Criterion } from '@qiangji/shared-types';

const HEAD = '得分点：';
const LINE = /^（(\d{1,3}) 分）(.*)$/;

const folded = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
const unfolded = (text: string) =>
  text.replace(/\\(\\|n)/g, (_, mark: string) => (mark === 'n' ? '\n' : '\\'));

/** Criteria a line each: （5 分）亮证. Ids stand by place: c1, c2 ... */
export function criteriaLines(criteria: readonly Criterion[]): string {
  return criteria.map((one) => `（${one.points} 分）${folded(one.text)}`).join('\n');
}

/** Criteria behind a model answer, under a heading of their own. */
export function criteriaText(criteria: readonly Criterion[]): string {
  return `${HEAD}\n${criteriaLines(criteria)}`;
}

/** Reads lines of criteria back; null where one is none. */
export function readCriteria(text: string): Criterion[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const out: Criterion[] = [];
  for (const line of lines) {
    const [, points, words = ''] = LINE.exec(line.trim()) ?? [];
    if (points === undefined) return null;
    out.push({ id: `c${out.length + 1}`, points: Number(points), text: unfolded(words).trim() });
  }
  return out.length > 0 ? out : null;
}

/**
 * A model answer with its criteria below. Without a heading everything is model, marked as a whole with
 * ten points.
 */
export function readModel(text: string): { model: string; criteria: Criterion[] } {
  const at = text.lastIndexOf(`\n${HEAD}\n`);
  const criteria = at >= 0 ? readCriteria(text.slice(at + HEAD.length + 2)) : null;
  if (criteria) return { model: text.slice(0, at).trim(), criteria };
  return { model: text.trim(), criteria: [{ id: 'c1', text: '按参考答案给分', points: 10 }] };
}

export { folded, unfolded };
