/** The page object that WeChat calls and that a tree of nodes is drawn on. */
type Page = Record<string, unknown>;
type PageHook = (this: Page, ...parts: unknown[]) => unknown;

/** Root of a page's tree, which sends what changed to the screen; Taro's own. */
export interface Root {
  ctx: unknown;
  /** `initial`: the page is drawn for the first time. */
  performUpdate(initial?: boolean, ...rest: unknown[]): void;
}

/** Runs `also` before a hook of a page, whether the page has that hook or not. */
function before(page: Page, name: string, also: (page: Page) => void): void {
  const own = page[name] as PageHook | undefined;
  page[name] = function (this: Page, ...parts: unknown[]) {
    also(this);
    return own?.apply(this, parts);
  };
}

/**
 * Pages behind the one in front change with every record and notice, and in WeChat each such change costs
 * a `setData` that nobody sees: it is kept, and drawn at once when the page comes back. Answers what to
 * do with each page object before WeChat gets it.
 */
export function keepHiddenPagesQuiet(prototype: Root): (page: Page) => void {
  const hidden = new WeakSet<object>();
  const held = new WeakMap<object, Root>();
  const draw = prototype.performUpdate;
  prototype.performUpdate = function (this: Root, initial, ...rest) {
    const page = this.ctx as object | null;
    if (page && !initial && hidden.has(page)) held.set(page, this);
    else draw.call(this, initial, ...rest);
  };
  return (page) => {
    before(page, 'onHide', (one) => hidden.add(one));
    before(page, 'onShow', (one) => {
      hidden.delete(one);
      const root = held.get(one);
      held.delete(one);
      root?.performUpdate();
    });
  };
}
