import type { Later } from './callbacks';
import type { Meter } from './stats';
import type { RawNode } from './tree';

type Data = Record<string, unknown>;
type Hook = (this: PageInstance, argument?: unknown) => unknown;

export interface PageConfig {
  data?: Data;
  [name: string]: unknown;
}

/** A page that is open, as `getCurrentPages` gives it. */
export interface PageInstance {
  route: string;
  options: Record<string, string>;
  data: Data;
  setData(changes: Data, done?: () => void): void;
  eh(event: object): unknown;
  [name: string]: unknown;
}

/** Puts a value where a path like `root.cn.[0].v` says. */
function assign(data: Data, path: string, value: unknown): void {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  let at = data as Record<string, unknown>;
  keys.slice(0, -1).forEach((key, i) => {
    const next = at[key] ?? (/^\d+$/.test(keys[i + 1] ?? '') ? [] : {});
    at[key] = next;
    at = next as Record<string, unknown>;
  });
  at[keys.at(-1) ?? path] = value;
}

export interface StackDeps {
  load(route: string): PageConfig;
  tabs: readonly string[];
  later: Later;
  meter: Meter;
  nowMs(): number;
}

/** WeChat's page stack: tab pages stay alive, others die when left. */
export class PageStack {
  pages: PageInstance[] = [];
  private readonly tabs = new Map<string, PageInstance>();

  constructor(private readonly deps: StackDeps) {}

  get top(): PageInstance {
    const page = this.pages.at(-1);
    if (!page) throw new Error('no page is open');
    return page;
  }

  root(): RawNode {
    return (this.top.data.root ?? { nn: 'root', cn: [] }) as RawNode;
  }

  navigateTo(url: string): void {
    if (this.pages.length >= 10) throw new Error('navigateTo:fail webview count limit exceed');
    this.refuseTab(url, 'navigateTo');
    this.hook(this.pages.at(-1), 'onHide');
    this.open(url);
  }

  redirectTo(url: string): void {
    this.refuseTab(url, 'redirectTo');
    this.close(this.pages.pop());
    this.open(url);
  }

  navigateBack(delta: number): void {
    for (let i = 0; i < delta && this.pages.length > 1; i += 1) this.close(this.pages.pop());
    this.hook(this.pages.at(-1), 'onShow');
  }

  switchTab(url: string): void {
    const route = url.replace(/^\//, '').split('?')[0] ?? '';
    if (!this.deps.tabs.includes(route)) throw new Error(`switchTab:fail ${route} is no tab`);
    const covered = this.pages.length > 1;
    while (this.pages.length > 1) this.close(this.pages.pop());
    const [current] = this.pages;
    if (current?.route === route) {
      if (covered) this.hook(current, 'onShow');
      return;
    }
    if (current && this.deps.tabs.includes(current.route)) {
      if (!covered) this.hook(current, 'onHide');
    } else this.close(current);
    this.pages = [];
    const kept = this.tabs.get(route);
    if (!kept) {
      this.open(url);
      return;
    }
    this.pages = [kept];
    this.hook(kept, 'onShow');
  }

  reLaunch(url: string): void {
    for (const page of new Set([...this.pages, ...this.tabs.values()])) this.close(page);
    this.tabs.clear();
    this.pages = [];
    this.open(url);
  }

  /** WeChat goes to the back of the phone, or is in front again. */
  front(isInFront: boolean): void {
    this.hook(this.top, isInFront ? 'onShow' : 'onHide');
  }

  private refuseTab(url: string, name: string): void {
    const route = url.replace(/^\//, '').split('?')[0] ?? '';
    if (this.deps.tabs.includes(route)) throw new Error(`${name}:fail can not open a tab bar page`);
  }

  private open(url: string): void {
    const [route = '', query = ''] = url.replace(/^\//, '').split('?');
    const options = Object.fromEntries(new URLSearchParams(query));
    const page = this.make(route, options);
    this.pages.push(page);
    if (this.deps.tabs.includes(route)) this.tabs.set(route, page);
    this.hook(page, 'onLoad', options);
    this.hook(page, 'onShow');
    this.deps.later(() => this.hook(page, 'onReady'));
  }

  private close(page: PageInstance | undefined): void {
    if (!page) return;
    this.tabs.delete(page.route);
    this.hook(page, 'onUnload');
  }

  private hook(page: PageInstance | undefined, name: string, argument?: unknown): void {
    const hook = page?.[name];
    if (page && typeof hook === 'function') (hook as Hook).call(page, argument);
  }

  private make(route: string, options: Record<string, string>): PageInstance {
    const config = this.deps.load(route);
    const { deps } = this;
    const page: PageInstance = {
      ...config,
      route,
      __route__: route,
      options,
      data: structuredClone(config.data ?? {}),
      getTabBar: () => null,
      selectComponent: () => null,
      eh: config.eh as PageInstance['eh'],
      setData(changes, done) {
        // What crosses to the screen is JSON: functions and undefined do not.
        const text = JSON.stringify(changes);
        deps.meter.call(deps.nowMs(), Buffer.byteLength(text), route);
        for (const [path, value] of Object.entries(JSON.parse(text) as Data)) {
          assign(page.data, path, value);
        }
        deps.later(() => done?.());
      },
    };
    return page;
  }
}
