import fs from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { Network } from './network';
import { PageStack, type PageConfig, type PageInstance } from './page-stack';
import { newPhone, type Phone } from './phone';
import { sandbox } from './sandbox';
import { Meter, type Stats } from './stats';
import { readTemplates, type Template } from './templates';
import { countNodes, findNode, TreeNode, type Target } from './tree';
import { makeWx, type Noticed, type Wx } from './wx';

export { newPhone, type Phone } from './phone';
export type { Stats } from './stats';
export type { Target } from './tree';

export interface LaunchOptions {
  /** The built mini-program, `miniapp/dist/weapp`. */
  distDir: string;
  /** Where the service runs, without a path. */
  baseUrl: string;
  /** What the phone's clock says at the start (ms); this machine's time if left out. */
  now?: number;
  /** Rest after each touch (ms): a person's pace, where calls a second are counted. */
  paceMs?: number;
  /** The phone, for a second app on it. */
  phone?: Phone;
}

/** A page rests when it was sent nothing for so long (ms): longer than it holds changes back (platform/calm). */
const REST_MS = 500;

interface AppConfig {
  pages: string[];
  tabBar?: { list: { pagePath: string }[] };
  subPackages?: { root: string; pages: string[] }[];
}

interface Life {
  wx: Wx;
  /** What the app registered by `App()`. */
  app: Record<string, unknown>;
  stack: PageStack;
  alive: boolean;
  timers: Set<NodeJS.Timeout>;
}

/** A mini-program that runs: the real build, a fake WeChat around it. */
export class WeappRun {
  /** What went to the console as an error, or was thrown: a test ends by expecting none. */
  readonly errors: string[] = [];
  readonly noticed: Noticed = { toasts: [], haptics: 0 };
  readonly network: Network;
  readonly phone: Phone;
  private readonly meter = new Meter();
  private readonly templates: Map<string, Template>;
  private readonly config: AppConfig;
  private life: Life | undefined;

  constructor(private readonly options: LaunchOptions) {
    const { distDir, baseUrl, now, phone } = options;
    this.phone = phone ?? newPhone(now);
    this.network = new Network(this.phone, baseUrl);
    this.templates = readTemplates(path.join(distDir, 'base.wxml'));
    this.config = JSON.parse(fs.readFileSync(path.join(distDir, 'app.json'), 'utf8')) as AppConfig;
  }

  /** Opens the app on its first page. */
  async start(): Promise<void> {
    const life: Life = { alive: true, timers: new Set() } as Life;
    this.life = life;
    this.meter.restart();
    const later = (task: () => void) => this.timer(life, task, 0);
    let registered: PageConfig | undefined;
    const tabs = this.config.tabBar?.list.map(({ pagePath }) => pagePath) ?? [];
    life.stack = new PageStack({
      tabs,
      later,
      meter: this.meter,
      nowMs: () => Date.now(),
      load: (route) => {
        registered = undefined;
        const known = pages.get(route);
        if (known) return known;
        if (!this.routes().includes(route)) throw new Error(`no page ${route}`);
        box.require(`./${route}`);
        if (!registered) throw new Error(`${route} registered no page`);
        pages.set(route, registered);
        return registered;
      },
    });
    const pages = new Map<string, PageConfig>();
    life.wx = makeWx(this.phone, this.network, life.stack, this.noticed, later);
    life.app = {};
    const box = sandbox(this.options.distDir, {
      wx: life.wx.api,
      App: (config: Record<string, unknown>) => (life.app = config),
      Page: (config: PageConfig) => (registered = config),
      Component: () => undefined,
      Behavior: () => undefined,
      getApp: () => life.app,
      getCurrentPages: () => [...life.stack.pages],
      console: this.console(),
      ...this.timers(life),
    });
    box.shiftClock(this.phone.clockAheadMs);
    box.require('./app');
    this.hook(life, 'onLaunch');
    this.hook(life, 'onShow');
    life.stack.reLaunch(`/${this.config.pages[0] ?? ''}`);
    await this.idle();
  }

  /** The app dies: nothing it started goes on. The phone keeps storage and files. */
  kill(): void {
    const { life } = this;
    if (!life) return;
    life.alive = false;
    for (const timer of life.timers) clearTimeout(timer);
    this.network.cut();
    this.life = undefined;
  }

  async relaunch(): Promise<void> {
    this.kill();
    await this.start();
  }

  page(): PageInstance {
    return this.stack.top;
  }

  /** The route of the page in front, for example `tabs/today/index`. */
  get route(): string {
    return this.page().route;
  }

  tree(): TreeNode {
    const root = new TreeNode(this.stack.root(), undefined, this.templates);
    this.meter.tree(this.route, root.count, root.depth);
    return root;
  }

  /** All text of the page in front. */
  text(): string {
    return this.tree().text;
  }

  has(target: Target): boolean {
    return findNode(this.tree(), target) !== undefined;
  }

  /** How many of these a person sees. */
  count(target: Target): number {
    return countNodes(this.tree(), target);
  }

  /** Touches of the screen so far. */
  get taps(): number {
    return this.meter.taps;
  }

  /** Taps what a person reads or hears; the tap rises through all that listen, as in WeChat. */
  async tap(target: Target): Promise<void> {
    await this.event(target, 'tap', {});
  }

  /** Types into a field found by its placeholder or label. */
  async input(field: string, value: string): Promise<void> {
    const node = [...this.tree().all()].find(
      (one) =>
        (one.tag === 'input' || one.tag === 'textarea') &&
        [one.attribute('placeholder'), one.attribute('aria-label')].includes(field),
    );
    if (!node?.raw.sid) throw new Error(`no field ${field} on ${this.route}`);
    for (const type of ['focus', 'input', 'blur']) {
      this.send(node, type, { value, cursor: value.length });
    }
    await this.idle();
  }

  /** Chooses from the wheel that a tap on a picker opens. */
  async choose(label: string, option: string | number): Promise<void> {
    let picker = findNode(this.tree(), { label });
    while (picker && picker.tag !== 'picker') picker = picker.parent;
    const range = picker?.list('range') ?? [];
    const at = typeof option === 'number' ? option : range.indexOf(option);
    if (!picker || range[at] === undefined) {
      throw new Error(`no ${option} to choose at ${label} on ${this.route}: ${range.join('、')}`);
    }
    this.send(picker, 'change', { value: String(at) });
    await this.idle();
  }

  /** Draws a line on a canvas with a finger. */
  async draw(label: string, points: readonly { x: number; y: number }[]): Promise<void> {
    const canvas = this.find({ label }, 'draw on');
    const steps = points.map((point, at) => ({ type: at ? 'touchmove' : 'touchstart', point }));
    for (const { type, point } of steps) this.send(canvas, type, {}, [point]);
    this.send(canvas, 'touchend', {});
    await this.idle();
  }

  /** Sends an event to a node and up through its parents, for switches, pickers, scrolling. */
  async event(target: Target, type: string, detail: object): Promise<void> {
    // Whoever opened a page that still loads waits for what they want to touch; what never comes is told by name.
    if (!this.has(target)) await this.waitFor(() => this.has(target)).catch(() => undefined);
    this.send(this.find(target, type), type, detail);
    await this.idle();
  }

  /** Waits for a text, or until a test holds. */
  async waitFor(what: string | RegExp | (() => boolean), withinMs = 20_000): Promise<void> {
    const test =
      typeof what === 'function'
        ? what
        : () => (typeof what === 'string' ? this.text().includes(what) : what.test(this.text()));
    const until = Date.now() + withinMs;
    while (!test()) {
      if (Date.now() > until) {
        throw new Error(`${String(what)} did not come; ${this.route} shows: ${this.text()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Another app comes up, or a call is taken: WeChat is in the background until `inFront`. */
  async inBackground(): Promise<void> {
    this.stack.front(false);
    if (this.life) this.hook(this.life, 'onHide');
    this.life?.wx.appHideListeners.forEach((listener) => listener());
    await this.idle();
  }

  async inFront(): Promise<void> {
    if (this.life) this.hook(this.life, 'onShow');
    this.life?.wx.appShowListeners.forEach((listener) => listener());
    this.stack.front(true);
    await this.idle();
  }

  /** The phone rings: WeChat tells of it before anybody takes the call. */
  async rings(): Promise<void> {
    this.life?.wx.interruptionListeners.forEach((listener) => listener());
    await this.idle();
  }

  async goOffline(): Promise<void> {
    this.setOnline(false);
    this.network.cut();
    await this.idle();
  }

  async goOnline(): Promise<void> {
    this.setOnline(true);
    await this.idle();
  }

  get stats(): Stats {
    this.tree();
    return this.meter.stats;
  }

  routes(): string[] {
    const { pages, subPackages = [] } = this.config;
    return [
      ...pages,
      ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`)),
    ];
  }

  /** Opens a page as a link inside the app does. */
  async open(url: string): Promise<void> {
    this.stack.navigateTo(url);
    await this.idle();
  }

  /** Opens a page as a link from outside does, alone, and waits until it has what it shows. */
  async openAlone(url: string): Promise<void> {
    this.meter.restart();
    this.stack.reLaunch(url);
    await this.idle();
    const rests = () => {
      const last = Math.max(this.meter.calledAtMs, this.network.endedAtMs);
      return !this.network.isBusy && Date.now() - last > REST_MS;
    };
    await this.waitFor(() => rests() && !this.hasClass('qj-skeleton'), 30_000);
  }

  /** Whether anything on the screen is of this class. */
  hasClass(name: string): boolean {
    return [...this.tree().all()].some(({ raw }) =>
      String(raw.cl ?? '')
        .split(' ')
        .includes(name),
    );
  }

  private hook(life: Life, name: string): void {
    const options = { path: this.config.pages[0], query: {}, scene: 1001 };
    (life.app[name] as ((options: object) => void) | undefined)?.call(life.app, options);
  }

  private get stack(): PageStack {
    if (!this.life) throw new Error('the app does not run');
    return this.life.stack;
  }

  private setOnline(online: boolean): void {
    this.phone.online = online;
    const state = { isConnected: online, networkType: online ? '4g' : 'none' };
    for (const listener of this.life?.wx.networkListeners ?? []) listener(state);
  }

  private find(target: Target, what: string): TreeNode {
    const node = findNode(this.tree(), target);
    if (!node) {
      throw new Error(`nothing to ${what} at ${inspect(target)} on ${this.route}: ${this.text()}`);
    }
    return node;
  }

  private send(node: TreeNode, type: string, detail: object, touches: object[] = []): void {
    if (/^(tap|input|change|touchstart)$/.test(type)) this.meter.taps += 1;
    const page = this.page();
    const target = { id: String(node.raw.sid ?? ''), dataset: { sid: node.raw.sid } };
    for (let at: TreeNode | undefined = node; at; at = at.parent) {
      if (!at.raw.sid || !at.template?.events.has(type)) continue;
      const currentTarget = { id: at.raw.sid, dataset: { sid: at.raw.sid } };
      page.eh({ type, target, currentTarget, detail, timeStamp: Date.now(), touches });
      // Only touches rise; what a field reports stays with it.
      if (!/^(tap|touch|longpress)/.test(type)) return;
    }
  }

  /** Lets the app come to rest: what is ready runs, and what that makes ready. */
  private async idle(): Promise<void> {
    const turn = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let i = 0; i < 8; i += 1) await turn(0);
    if (this.options.paceMs) await turn(this.options.paceMs);
  }

  private timer(life: Life, task: () => void, ms: number, again = false): NodeJS.Timeout {
    const run = () => {
      if (!again) life.timers.delete(timer);
      if (!life.alive) return;
      try {
        task();
      } catch (thrown) {
        this.errors.push(inspect(thrown));
      }
    };
    const timer = again ? setInterval(run, ms) : setTimeout(run, ms);
    life.timers.add(timer);
    return timer;
  }

  private timers(life: Life): Record<string, unknown> {
    const stop = (timer: NodeJS.Timeout) => {
      clearTimeout(timer);
      life.timers.delete(timer);
    };
    return {
      setTimeout: (task: () => void, ms = 0) => this.timer(life, task, ms),
      setInterval: (task: () => void, ms = 0) => this.timer(life, task, ms, true),
      clearTimeout: stop,
      clearInterval: stop,
    };
  }

  private console(): Record<string, unknown> {
    const error = (...words: unknown[]) =>
      this.errors.push(
        words.map((word) => (typeof word === 'string' ? word : inspect(word))).join(' '),
      );
    const quiet = () => undefined;
    return {
      log: quiet,
      info: quiet,
      debug: quiet,
      warn: quiet,
      error,
      group: quiet,
      groupEnd: quiet,
    };
  }
}

/** Starts the built mini-program. */
export async function launch(options: LaunchOptions): Promise<WeappRun> {
  const run = new WeappRun(options);
  await run.start();
  return run;
}
