import type { Browser, ConsoleMessage } from 'playwright-core';
import { demoAccounts, type DemoAccount } from '@qiangji/shared-types';
import { Hand, launch, type Look } from './browser';
import { Demo } from './demo';
import { goOnDuty } from './duty';
import {
  axeFaults,
  CONTRAST,
  inLargest,
  layoutFaults,
  open,
  settled,
  SHOOTING,
  shoot,
  stateFaults,
} from './look-over';
import { stopsOf, type Stop } from './pages';
import type { Service } from './service';

const NAMES: Record<DemoAccount, string> = {
  officer: '执法员',
  auxiliary: '协管员',
  inspector: '督察员',
  leader: '中队长',
  office: '行动办',
};

/** Every account is toured by one of two files, which run side by side. */
const PARTS: Record<DemoAccount, 'phones' | 'desks'> = {
  officer: 'phones',
  auxiliary: 'phones',
  inspector: 'phones',
  leader: 'desks',
  office: 'desks',
};

export const accountsAt = (part: 'phones' | 'desks') =>
  demoAccounts.filter((account) => PARTS[account] === part).map((account) => [account] as const);

/** The demo with its sixty days, served, and a browser to look at it. */
export class Tour {
  private constructor(
    private readonly demo: Demo,
    readonly service: Service,
    readonly browser: Browser,
    private readonly owns: Record<DemoAccount, string>,
  ) {}

  static async begin(database: string): Promise<Tour> {
    const demo = await Demo.begin(database);
    const service = await demo.serve();
    const browser = await launch();
    const owns = {} as Record<DemoAccount, string>;
    for (const account of demoAccounts) {
      const session = await service.signIn(account);
      owns[account] = session.me.personId;
      if (account === 'auxiliary') {
        await goOnDuty(demo.db, service, session.accessToken);
      }
    }
    return new Tour(demo, service, browser, owns);
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.service.kill('SIGTERM');
    await this.demo.end();
  }

  /** Every page of an account in its looks; what is wrong with them. */
  async faultsOf(account: DemoAccount): Promise<string[]> {
    const stops = await stopsOf(this.demo.db, account, this.owns[account]);
    const faults: string[] = [];
    const phone = await this.signedIn(account, { keeps: true });
    for (const stop of stops) {
      faults.push(...(await this.inBothColours(phone, stop, account)));
      faults.push(...(await this.inLargeLetters(phone, stop, account)));
    }
    faults.push(...(await this.withoutNetwork(phone, stops)));
    await phone.close();
    // Pictures show every page wide; the layout of those used at a desk is held in every run.
    const desked = stops.filter((stop) => SHOOTING || stop.desk);
    if (desked.length > 0) {
      const desk = await this.signedIn(account, { wide: true });
      for (const stop of desked) faults.push(...(await this.atDesk(desk, stop, account)));
      await desk.close();
    }
    return faults;
  }

  /** A phone signed in that notes what the console says. */
  private async signedIn(account: DemoAccount, look: Look): Promise<Hand> {
    const hand = await Hand.open(this.browser, this.service.url, look);
    await hand.signIn(NAMES[account]);
    hand.page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') hand.faults.push(`console: ${message.text()}`);
    });
    return hand;
  }

  /** Comes to a page, and presses there what is to be pressed before one looks. */
  private async comeTo(hand: Hand, { path, presses = [] }: Stop): Promise<void> {
    await open(hand.page, `${this.service.url}/#${path}`);
    for (const name of presses) await hand.tap(name);
    if (presses.length > 0) await settled(hand.page);
  }

  private async inBothColours(hand: Hand, stop: Stop, account: string): Promise<string[]> {
    const { page } = hand;
    await page.emulateMedia({ colorScheme: 'light' });
    await this.comeTo(hand, stop);
    await shoot(page, `${stop.name}.${account}.light`);
    const faults = await lookOver(hand, stop, 'light', [
      stateFaults(page, stop.mayBeEmpty ?? false),
      layoutFaults(page),
      axeFaults(page),
    ]);
    // Of the other colours nothing but the contrast is another.
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, `${stop.name}.${account}.dark`);
    return [...faults, ...(await lookOver(hand, stop, 'dark', [axeFaults(page, CONTRAST)]))];
  }

  private async inLargeLetters(hand: Hand, stop: Stop, account: string): Promise<string[]> {
    const { page } = hand;
    await page.emulateMedia({ colorScheme: 'light' });
    await inLargest(page);
    await shoot(page, `${stop.name}.${account}.fs150`);
    return lookOver(hand, stop, 'fs150', [
      stateFaults(page, stop.mayBeEmpty ?? false),
      layoutFaults(page),
    ]);
  }

  /** At a desk pages are laid out anew, and some of them open a drawer beside what they show. */
  private async atDesk(hand: Hand, stop: Stop, account: string): Promise<string[]> {
    const { page } = hand;
    await this.comeTo(hand, stop);
    await shoot(page, `${stop.name}.${account}.wide`);
    const faults = await lookOver(hand, stop, 'wide', [
      stateFaults(page, stop.mayBeEmpty ?? false),
      layoutFaults(page),
      axeFaults(page),
    ]);
    if (!stop.opens) return faults;
    await hand.tap(stop.opens);
    await page.getByRole('complementary').filter({ visible: true }).first().waitFor();
    await settled(page);
    await shoot(page, `${stop.name}-opened.${account}.wide`);
    const checks = [layoutFaults(page), axeFaults(page)];
    return [...faults, ...(await lookOver(hand, stop, 'wide, opened', checks))];
  }

  private async withoutNetwork(hand: Hand, stops: readonly Stop[]): Promise<string[]> {
    const kept = stops.filter((stop) => stop.offline);
    if (kept.length === 0) return [];
    await hand.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await hand.offline(true);
    const faults: string[] = [];
    for (const stop of kept) {
      await hand.go(stop.path);
      await hand.page.reload();
      await settled(hand.page);
      const state = await stateFaults(hand.page, false);
      faults.push(...state.map((fault) => `${stop.name} (offline): ${fault}`));
    }
    // What did not load is to be expected here.
    hand.faults.splice(0);
    await hand.offline(false);
    return faults;
  }
}

/** What a stop says that is wrong, each with the page and the look it was seen in. */
export async function lookOver(hand: Hand, stop: Stop, look: string, checks: Promise<string[]>[]) {
  const said = (await Promise.all(checks)).flat();
  return [...said, ...hand.faults.splice(0)].map((fault) => `${stop.name} (${look}): ${fault}`);
}
