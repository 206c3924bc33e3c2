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

  /** An attribute that is a list, for example a picker's `range`. */
  list(name: string): string[] {
    const key = this.template?.attributes.get(name);
    const value = key === undefined ? undefined : this.raw[key];
    return Array.isArray(value) ? value.map(String) : [];
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

  /** Ids of the boxes and texts below; a piece of text has none on the screen. */
  get boxes(): string[] {
    return [...this.all()].flatMap(({ raw, tag }) => (raw.sid && tag !== 'block' ? raw.sid : []));
  }

  get depth(): number {
    return 1 + Math.max(0, ...this.children.map((child) => child.depth));
  }

  get count(): number {
    return this.children.reduce((sum, child) => sum + child.count, 1);
  }
}

/** What a person reads or hears: whole, or as a pattern. */
export type Name = string | RegExp;

/** How a test names what it taps: by what a person reads or hears, or by the node's own id. */
export type Target =
  | string
  | { label: string }
  | { sid: string }
  | { role: Name; name: Name; nth?: number };

const says = (text: string, name: Name) =>
  typeof name === 'string' ? text === name : name.test(text);
const nameOf = (node: TreeNode) => node.attribute('aria-label') ?? node.text;

function wanted(target: Target): (node: TreeNode) => boolean {
  if (typeof target === 'string') {
    return (node) => node.text === target || node.attribute('aria-label') === target;
  }
  if ('label' in target) return (node) => node.attribute('aria-label') === target.label;
  if ('sid' in target) return (node) => node.raw.sid === target.sid;
  const { role, name } = target;
  return (node) => says(node.attribute('aria-role') ?? '', role) && says(nameOf(node), name);
}

const CONTROLS = /^(button|link|radio|checkbox|switch|tab|menuitem|option)$/;

function inControl(node: TreeNode): boolean {
  for (let at: TreeNode | undefined = node; at; at = at.parent) {
    if (CONTROLS.test(at.attribute('aria-role') ?? '')) return true;
  }
  return false;
}

/** All nodes of that name, the innermost of each: of a node and its only child the child is met. */
export function findNodes(root: TreeNode, test: (node: TreeNode) => boolean): TreeNode[] {
  return [...root.all()].filter(test).filter((node) => !node.children.some(test));
}

/**
 * The innermost node of that name; the whole text first, then a part of it; of several, one that is
 * a control, since a heading may say the same as its page's button.
 */
export function findNode(root: TreeNode, target: Target): TreeNode | undefined {
  const pick = (test: (node: TreeNode) => boolean, nth = 0) => {
    const innermost = findNodes(root, test);
    const controls = innermost.filter(inControl);
    return (controls.length > 0 ? controls : innermost)[nth];
  };
  const nth = typeof target === 'object' && 'nth' in target ? target.nth : 0;
  const exact = pick(wanted(target), nth);
  if (exact || typeof target !== 'string') return exact;
  return pick((node) => node.text.includes(target));
}

/** How many there are to choose from. */
export function countNodes(root: TreeNode, target: Target): number {
  return findNodes(root, wanted(target)).length;
}
