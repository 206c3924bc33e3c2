import { decodeHTML } from 'entities';

/** Without tags, and without what stands in scripts and styles: one pass, however long a tag is. */
function withoutTags(html: string): string {
  // ASCII only: some letters grow when they are lowered, and places would no longer agree.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) return text + html.slice(at);
    text += html.slice(at, open);
    const hidden = /^<(script|style)\b/.exec(lower.slice(open, open + 10))?.[1];
    const end = hidden ? lower.indexOf(`</${hidden}`, open) : open;
    const close = end < 0 ? -1 : html.indexOf('>', end);
    // What does not close is no tag: 3 < 5 stays as it is.
    if (close < 0) return text + html.slice(open);
    const tag = html.slice(open, close + 1);
    if (/^<(br|\/p|\/li|\/div)\b/i.test(tag)) text += '\n';
    at = close + 1;
  }
  return text;
}

/** HTML brought down to its words: a bank keeps text, and nothing that a page would run. */
export function wordsOfHtml(html: string): string {
  return decodeHTML(withoutTags(html))
    .replace(/\u00a0/g, ' ')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

/** Whether HTML shows a picture, which does not come along. */
export function hasPicture(html: string): boolean {
  return /<img[\s>]/i.test(html);
}

/** What was passed over, said once for all questions of a file. */
export const PICTURES_LEFT = '题里的图片没带过来，导入后请在题目里重新配图';
export const PARTS_LEFT = '只对一部分的选项不给分，只认全对的那一个';
export const UNITS_LEFT = '计算题只认答案本来的单位，换算的单位没带过来';
