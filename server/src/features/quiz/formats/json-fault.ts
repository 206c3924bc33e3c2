/** One part of a JSON text after what is blank: a sign, a string, or a number or word. */
const PART =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const BLANK = /[ \t\r\n]*/y;

/** What may come next; `end`: the value or, of an empty one, the sign that ends it. */
type Wanted = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma';

/** The place (of letters, from 0) from which a text is no JSON any more; its length where it breaks off or is whole. */
export function faultAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  for (;;) {
    PART.lastIndex = at;
    const [, sign, string, word] = PART.exec(text) ?? [];
    const after = PART.lastIndex;
    const next = nextOf(wanted, open, sign ?? (string === undefined ? word && 'word' : 'string'));
    if (next === undefined) {
      BLANK.lastIndex = at;
      BLANK.exec(text);
      return BLANK.lastIndex;
    }
    wanted = next;
    at = after;
  }
}

/** What is wanted after a part; undefined where the part is not what was wanted. `open` follows it. */
function nextOf(wanted: Wanted, open: ('{' | '[')[], part: string | undefined): Wanted | undefined {
  const inside = open.at(-1);
  if (part === '}' || part === ']') {
    const may = wanted === 'comma' || wanted === (part === '}' ? 'key or end' : 'value or end');
    if (!may || inside !== (part === '}' ? '{' : '[')) return undefined;
    open.pop();
    return 'comma';
  }
  if (wanted === 'comma') {
    if (part !== ',' || inside === undefined) return undefined;
    return inside === '{' ? 'key' : 'value';
  }
  if (wanted === 'colon') return part === ':' ? 'value' : undefined;
  if (wanted === 'key' || wanted === 'key or end') return part === 'string' ? 'colon' : undefined;
  if (part === 'string' || part === 'word') return 'comma';
  if (part !== '{' && part !== '[') return undefined;
  open.push(part);
  return part === '{' ? 'key or end' : 'value or end';
}

/** So many letters from the fault on are shown: enough to find it by searching. */
const SHOWN = 20;

/** Where a text that is no JSON goes wrong, in words. */
export function jsonFault(text: string): { place: string; message: string } {
  const at = faultAt(text);
  const before = text.slice(0, at).split('\n');
  const letters = [...(before.at(-1) ?? '')].length;
  const place = `第 ${before.length} 行第 ${letters + 1} 个字`;
  const rest = [...text.slice(at, at + 2 * SHOWN)]
    .slice(0, SHOWN)
    .join('')
    .split(/[\r\n]/)[0];
  return rest
    ? { place, message: `不是完整的 JSON：从“${rest}”起不对，看看前后的引号、逗号和括号` }
    : { place, message: '不是完整的 JSON：文件到这里就断了，后面的没有写完，请重新导出一份' };
}
