import type { Template } from './templates';

/** A node as the app sends it to the screen. */
export interface RawNode {
  sid?: string;
  nn: string;
  cn?: RawNode[];
  v?: string;
  [key: string]: unknown;
}

/** A node with its place in the tree and its names spelled out. */
export class TreeNode {
  readonly children: TreeNode[];

  constructor(
    readonly raw: RawNode,
    readonly parent: TreeNode | undefined,
    private readonly templates: Map<string, Template>,
  ) {
    this.children = (raw.cn ?? []).map((child) => new TreeNode(child, this, templates));
  }

  get template(): Template | undefined {
    return this.templates.get(this.raw.nn);
  }

  get tag(): string {
    return this.template?.tag ?? this.raw.nn;
  }

  attribute(name: string): string | undefined {
    const key = this.template?.attributes.get(name);
    const value = key === undefined ? undefined : this.raw[key];
    return value === undefined ? undefined : String(value);
  }

  /** The text below, as it reads. */
  get text(): string {
    if (typeof this.raw.v === 'string' && !this.raw.cn) return this.raw.v;
    return this.children.map((child) => child.text).join('');
  }

  /** This node and all below, outermost first. */
  *all(): Generator<TreeNode> {
    yield this;
    for (const child of this.children) yield* child.all();
  }

  get depth(): number {
    return 1 + Math.max(0, ...this.children.map((child) => child.depth));
  }

  get count(): number {
    return this.children.reduce((sum, child) => sum + child.count, 1);
  }
}

/** How a test names what it taps: by what a person reads or hears, or by the node's own id. */
export type Target = string | { label: string } | { sid: string } | { text: string; nth: number };

function wanted(target: Target): (node: TreeNode) => boolean {
  if (typeof target === 'string') {
    return (node) => node.text === target || node.attribute('aria-label') === target;
  }
  if ('label' in target) return (node) => node.attribute('aria-label') === target.label;
  if ('sid' in target) return (node) => node.raw.sid === target.sid;
  return (node) => node.text === target.text;
}

const CONTROLS = /^(button|link|radio|checkbox|switch|tab|menuitem|option)$/;

function inControl(node: TreeNode): boolean {
  for (let at: TreeNode | undefined = node; at; at = at.parent) {
    if (CONTROLS.test(at.attribute('aria-role') ?? '')) return true;
  }
  return false;
}

/**
 * The innermost node of that name; the whole text first, then a part of it; of several, one that is
 * a control, since a heading may say the same as its page's button.
 */
export function findNode(root: TreeNode, target: Target): TreeNode | undefined {
  const pick = (test: (node: TreeNode) => boolean, nth = 0) => {
    const found = [...root.all()].filter(test);
    // Of a node and its only child with the same text, the child is what the finger meets.
    const innermost = found.filter((node) => !node.children.some((child) => test(child)));
    const controls = innermost.filter(inControl);
    return (controls.length > 0 ? controls : innermost)[nth];
  };
  const nth = typeof target === 'object' && 'nth' in target ? target.nth : 0;
  const exact = pick(wanted(target), nth);
  if (exact || typeof target !== 'string') return exact;
  return pick((node) => node.text.includes(target));
}
