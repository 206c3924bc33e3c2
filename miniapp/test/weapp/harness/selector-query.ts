import { canvas2d } from './canvas';
import type { Later } from './callbacks';
import type { RawNode } from './tree';

/** Without layout every box has the same size. */
const BOX = { top: 0, left: 0, right: 390, bottom: 48, width: 390, height: 48, dataset: {} };

interface Fields {
  node?: boolean;
}
type Answered = (result: object | null) => void;

function findById(root: RawNode, id: string): RawNode | undefined {
  if (root.uid === id || root.sid === id) return root;
  for (const child of root.cn ?? []) {
    const found = findById(child, id);
    if (found) return found;
  }
  return undefined;
}

/** The canvases of a page: asked twice, WeChat hands out the same one. */
const canvases = new WeakMap<RawNode, ReturnType<typeof canvas2d>>();

function canvasOf(node: RawNode) {
  const known = canvases.get(node) ?? canvas2d();
  canvases.set(node, known);
  return known;
}

/** `wx.createSelectorQuery` over the page in front: what the page does not have is answered by null. */
export function selectorQuery(root: () => RawNode, later: Later): object {
  const asked: { selector: string; fields: Fields; callback?: Answered }[] = [];
  const answer = ({ selector, fields }: { selector: string; fields: Fields }) => {
    const id = /^#(\w+)$/.exec(selector)?.[1];
    const node = id === undefined ? undefined : findById(root(), id);
    if (id !== undefined && !node) return null;
    return fields.node && node ? { ...BOX, node: canvasOf(node) } : BOX;
  };
  const one = (selector: string) => {
    const ask = (fields: Fields, callback?: Answered) => {
      asked.push({ selector, fields, callback });
      return query;
    };
    return {
      fields: ask,
      node: (callback?: Answered) => ask({ node: true }, callback),
      boundingClientRect: (callback?: Answered) => ask({}, callback),
      scrollOffset: (callback?: Answered) => ask({}, callback),
    };
  };
  const query: Record<string, unknown> = {
    in: () => query,
    select: one,
    selectAll: one,
    selectViewport: () => one(''),
    exec: (done?: (results: (object | null)[]) => void) =>
      later(() => {
        const results = asked.map(answer);
        results.forEach((result, at) => asked[at]?.callback?.(result));
        done?.(results);
      }),
  };
  return query;
}
