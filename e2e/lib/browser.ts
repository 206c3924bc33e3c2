import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core';
import { root } from './service';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.QIANGJI_CHROMIUM ?? '/usr/bin/chromium',
    args: ARGS,
  });
}

export interface Look {
  wide?: boolean;
  dark?: boolean;
  /** 1 standard, 2 large, 3 largest (1.5 times). */
  font?: '1' | '2' | '3';
  /** Its pages come from itself where there is no network: what keeps them there takes longer than to show one. */
  keeps?: boolean;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

type Role = 'button' | 'radio' | 'checkbox' | 'tab' | 'link';

/** Pages of the tab bar, by what it says. */
const TABS: Record<string, string> = {
  今日: '/tabs/today/',
  学练: '/tabs/study/',
  执勤: '/tabs/duty/',
  督察: '/tabs/checks/',
  我的: '/tabs/me/',
};

/** A phone (or a desk screen) in somebody's hand: taps by the names that a person reads. */
export class Hand {
  taps = 0;
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly wide: boolean,
  ) {}

  static async open(browser: Browser, url: string, look: Look = {}): Promise<Hand> {
    const wide = look.wide ?? false;
    const context = await browser.newContext({
      serviceWorkers: look.keeps ? 'allow' : 'block',
      viewport: wide ? { width: 1440, height: 900 } : { width: 390, height: 844 },
      hasTouch: !wide,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      permissions: ['geolocation'],
      geolocation: { latitude: 31.71, longitude: 119.95, accuracy: 12 },
      reducedMotion: 'reduce',
      colorScheme: look.dark ? 'dark' : 'light',
    });
    const stored: Record<string, string> = {
      // The look follows the system, so that the other colours need no reload.
      'qj.theme': JSON.stringify({ data: 'system' }),
      'qj.font': JSON.stringify({ data: look.font ?? '1' }),
    };
    await context.addInitScript((items) => {
      // A blank page between two pages has no storage, and says so by an error.
      if (location.protocol === 'about:') return;
      for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value);
    }, stored);
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    const hand = new Hand(context, page, wide);
    page.on('pageerror', (error) => hand.faults.push(error.message));
    await page.goto(url);
    return hand;
  }

  /** The visible control of this name and role. */
  control(name: string | RegExp, role: Role = 'button'): Locator {
    // A name may go on after what is drawn, for those who listen.
    const begins = typeof name === 'string' ? new RegExp(`^${escaped(name)}`) : name;
    return this.page.getByRole(role, { name: begins }).filter({ visible: true }).first();
  }

  text(text: string | RegExp): Locator {
    return this.page.getByText(text).filter({ visible: true }).first();
  }

  async press(what: Locator): Promise<void> {
    this.taps += 1;
    await this.or(`could not press ${String(what)}`, () => (this.wide ? what.click() : what.tap()));
  }

  async tap(name: string | RegExp, role: Role = 'button') {
    await this.press(this.control(name, role));
  }

  /** One of the five tabs; a page on top of them is left first, by its way back. */
  async tab(name: string): Promise<void> {
    const bar = this.page.getByRole('navigation', { name: '主导航' }).filter({ visible: true });
    const back = this.page.getByRole('button', { name: '返回' }).filter({ visible: true });
    await bar.or(back).first().waitFor();
    while ((await bar.count()) === 0) {
      const from = this.page.url();
      await this.press(back.first());
      await this.page.waitForURL((url) => url.href !== from);
      // The page that is left may be seen a moment longer.
      await this.shows(/^#([^?]*)/.exec(new URL(this.page.url()).hash)?.[1] ?? '');
    }
    await this.tap(name, 'link');
    // The tab that is left is seen a moment longer, with buttons of the same names.
    await this.shows(TABS[name] ?? '');
  }

  async tapText(text: string | RegExp): Promise<void> {
    await this.press(this.text(text));
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.or(`never saw ${text}`, () => this.text(text).waitFor({ state: 'visible' }));
  }

  /** A failure says what the person saw instead: that tells more than a time-out. */
  private async or(title: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const seen = (await this.page.innerText('body')).replace(/\s+/g, ' ').slice(0, 600);
      throw new Error(`${title} at ${this.page.url()}, but: ${seen}`, { cause: error });
    }
  }

  /** Waits until a text is no longer on the screen. */
  async gone(text: string | RegExp): Promise<void> {
    await this.or(`${text} stayed`, () =>
      this.page
        .getByText(text, { exact: true })
        .filter({ visible: true })
        .first()
        .waitFor({ state: 'detached' }),
    );
  }

  async fill(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label).filter({ visible: true }).first().fill(text);
  }

  /** Chooses from a list that opens. */
  async choose(label: string, option: string): Promise<void> {
    this.taps += 1;
    await this.page
      .getByLabel(label, { exact: true })
      .filter({ visible: true })
      .selectOption({ label: option });
  }

  /** Signs on the pad that is on the screen. */
  async draw(): Promise<void> {
    const pad = this.page.locator('canvas').filter({ visible: true }).first();
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('there is no pad to sign on');
    const { mouse } = this.page;
    await mouse.move(box.x + 30, box.y + 30);
    await mouse.down();
    for (let step = 1; step <= 12; step += 1) {
      await mouse.move(box.x + 30 + step * 15, box.y + 30 + (step % 3) * 20);
    }
    await mouse.up();
  }

  async go(path: string): Promise<void> {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, path);
    await this.shows(path.split('?')[0] ?? path);
  }

  /** The page before stays in the document, hidden: waits until the one asked for is the shown one. */
  async shows(route: string): Promise<void> {
    await this.page.waitForFunction((asked) => {
      const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')].filter(
        (one) => one.getClientRects().length > 0,
      );
      return shown.length === 1 && (shown[0]?.id ?? '').includes(asked);
    }, route);
  }

  /** Takes a photo: the control opens the chooser, the picture is one of ours. */
  async photo(what: Locator): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.press(what)]);
    await chooser.setFiles(join(root, 'server', 'content', 'images', 'street-stall.jpg'));
  }

  async signIn(account: string): Promise<void> {
    await this.tap(account);
    await this.shows('/tabs/');
  }

  /**
   * Until the pages of a phone that `keeps` them start and go on without network. A worker is `ready` while it
   * still takes the open page over: only its controller answers for the page's parts.
   */
  async shellKept(): Promise<void> {
    await this.page.waitForFunction(
      () => navigator.serviceWorker.controller?.state === 'activated',
    );
  }

  async offline(on: boolean): Promise<void> {
    await this.context.setOffline(on);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
