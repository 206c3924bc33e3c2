import { SaxesParser } from 'saxes';

/** One element; text and CDATA of its own are joined. */
export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
}

export class XmlRefused extends Error {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

const MAX_DEPTH = 30;

/**
 * Reads well-formed XML without DOCTYPE into a tree. Only the five entities of XML and numbered ones are
 * known, so nothing can be expanded or fetched. Throws `XmlRefused`.
 */
export function readXml(text: string): XmlNode {
  const parser = new SaxesParser();
  const stack: XmlNode[] = [];
  let root: XmlNode | undefined;
  parser.on('doctype', () => {
    throw new XmlRefused('doctype', '文件里有 DOCTYPE 定义，不收；请删掉这一行再传');
  });
  parser.on('error', (error) => {
    const line = /^(\d+):/.exec(error.message)?.[1];
    throw new XmlRefused('not_xml', `不是完整的 XML${line ? `，错在第 ${line} 行` : ''}`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (stack.length >= MAX_DEPTH) throw new XmlRefused('too_deep', '文件层数太多');
    const node: XmlNode = { name, attributes, children: [], text: '' };
    const parent = stack[stack.length - 1];
    if (parent) parent.children.push(node);
    else root = node;
    stack.push(node);
  });
  const say = (words: string) => {
    const node = stack[stack.length - 1];
    if (node) node.text += words;
  };
  parser.on('text', say);
  parser.on('cdata', say);
  parser.on('closetag', () => {
    stack.pop();
  });
  parser.write(text).close();
  if (!root) throw new XmlRefused('not_xml', '不是完整的 XML');
  return root;
}

export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return node?.children.filter((one) => one.name === name) ?? [];
}

export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((one) => one.name === name);
}

export function attributeOf(node: XmlNode, name: string): string | undefined {
  return node.attributes[name];
}

export function textIn(node: XmlNode | undefined): string {
  return node?.text ?? '';
}
