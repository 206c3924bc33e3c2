import { keepHiddenPagesQuiet, type Root } from './index';

type Words = string[];

/** As much of Taro's root as matters: changes are gathered until they are drawn. */
class Tree implements Root {
  ctx: { drawn: Words[] } | null = null;
  private changes: Words = [];

  change(words: string): void {
    this.changes.push(words);
    this.performUpdate();
  }

  performUpdate(_initial?: boolean): void {
    this.ctx?.drawn.push(this.changes);
    this.changes = [];
  }
}

const prepare = keepHiddenPagesQuiet(Tree.prototype);

/** A page as WeChat makes it of what the app registers, with its tree. */
function openPage() {
  const shown: string[] = [];
  const config: Record<string, unknown> = { onShow: () => shown.push('shown') };
  prepare(config);
  const page = { ...config, drawn: [] as Words[] };
  const tree = new Tree();
  tree.ctx = page;
  const call = (name: 'onShow' | 'onHide') => (config[name] as () => void).call(page);
  return { drawn: page.drawn, shown, tree, hide: () => call('onHide'), show: () => call('onShow') };
}

it('draws the page in front as it changes', () => {
  const { drawn, tree, show } = openPage();
  show();
  tree.change('1');
  tree.change('2');
  expect(drawn).toEqual([['1'], ['2']]);
});

it('keeps what changes behind it, and draws that at once when it comes back', () => {
  const { drawn, shown, tree, hide, show } = openPage();
  show();
  hide();
  tree.change('1');
  tree.change('2');
  expect(drawn).toEqual([]);
  show();
  expect(drawn).toEqual([['1', '2']]);
  show();
  expect(drawn).toEqual([['1', '2']]);
  expect(shown).toEqual(['shown', 'shown', 'shown']);
});

it('draws a page for the first time wherever it is', () => {
  const { drawn, tree, hide } = openPage();
  hide();
  tree.performUpdate(true);
  expect(drawn).toHaveLength(1);
});
