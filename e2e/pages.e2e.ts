import type { Browser, ConsoleMessage } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import { demoAccounts, type DemoAccount } from '@qiangji/shared-types';
import { Hand, launch, type Look } from './lib/browser';
import { connect } from './lib/database';
import { goOnDuty } from './lib/duty';
import {
  axeFaults,
  layoutFaults,
  LOOKS,
  open,
  settled,
  SHOOTING,
  shoot,
  stateFaults,
} from './lib/look-over';
import { stopsOf, type Stop } from './lib/pages';
import { Service } from './lib/service';

const database = `qj_pages_${process.pid}`;
const NAMES: Record<DemoAccount, string> = {
  officer: '执法员',
  auxiliary: '协管员',
  inspector: '督察员',
  leader: '中队长',
  office: '行动办',
};
const owns = {} as Record<DemoAccount, string>;
let client: MongoClient;
let service: Service;
let browser: Browser;

jest.setTimeout(600_000);

beforeAll(async () => {
  client = await connect();
  await Service.seed({ database });
  service = await Service.start({ database });
  browser = await launch();
  for (const account of demoAccounts) {
    const session = await service.signIn(account);
    owns[account] = session.me.personId;
    if (account === 'auxiliary') await goOnDuty(client.db(database), service, session.accessToken);
  }
});

afterAll(async () => {
  await browser?.close();
  await service?.kill('SIGTERM');
  await client.db(database).dropDatabase();
  await client.close();
});

/** A phone signed in that notes what the console says. */
async function signedIn(account: DemoAccount, look: Look): Promise<Hand> {
  const hand = await Hand.open(browser, service.url, look);
  await hand.signIn(NAMES[account]);
  hand.page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') hand.faults.push(`console: ${message.text()}`);
  });
  return hand;
}

const address = ({ path }: Stop) => `${service.url}/#${path}`;

/** What a stop says that is wrong, each with the page and the look it was seen in. */
async function lookOver(hand: Hand, stop: Stop, look: string, checks: Promise<string[]>[]) {
  const said = (await Promise.all(checks)).flat();
  return [...said, ...hand.faults.splice(0)].map((fault) => `${stop.name} (${look}): ${fault}`);
}

async function inBothColours(hand: Hand, stop: Stop, account: string): Promise<string[]> {
  const { page } = hand;
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, address(stop));
  await shoot(page, `${stop.name}.${account}.light`);
  const faults = await lookOver(hand, stop, 'light', [
    stateFaults(page, stop.mayBeEmpty ?? false),
    layoutFaults(page),
    axeFaults(page),
  ]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, `${stop.name}.${account}.dark`);
  return [...faults, ...(await lookOver(hand, stop, 'dark', [axeFaults(page)]))];
}

async function atSize(hand: Hand, stop: Stop, name: string, look: string): Promise<string[]> {
  await open(hand.page, address(stop));
  await shoot(hand.page, `${stop.name}.${name}.${look}`);
  return lookOver(hand, stop, look, [
    stateFaults(hand.page, stop.mayBeEmpty ?? false),
    layoutFaults(hand.page),
  ]);
}

async function withoutNetwork(hand: Hand, stops: readonly Stop[]): Promise<string[]> {
  const kept = stops.filter((stop) => stop.offline);
  if (kept.length === 0) return [];
  await hand.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await hand.offline(true);
  const faults: string[] = [];
  for (const stop of kept) {
    await open(hand.page, address(stop));
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

describe('every page', () => {
  it('lets nobody past the login, however it is shown', async () => {
    const stop: Stop = { name: 'account-login', path: '/' };
    const faults: string[] = [];
    for (const [name, look] of Object.entries(LOOKS)) {
      const hand = await Hand.open(browser, service.url, look);
      await hand.sees('演示账号');
      await settled(hand.page);
      await shoot(hand.page, `account-login.nobody.${name}`);
      expect(hand.page.url()).toContain('login');
      expect(await hand.page.locator('.qj-tabs').filter({ visible: true }).count()).toBe(0);
      const checks = [layoutFaults(hand.page), axeFaults(hand.page)];
      faults.push(...(await lookOver(hand, stop, name, checks)));
      await hand.close();
    }
    expect(faults).toEqual([]);
  });

  it('would be found out by these checks: pale text, a nameless button, a line too wide', async () => {
    const hand = await Hand.open(browser, service.url);
    await hand.sees('演示账号');
    await settled(hand.page);
    await hand.page.evaluate(() => {
      const bad = document.createElement('div');
      bad.innerHTML =
        '<p style="color:#ddd;background:#fff">看不清的字</p><button></button>' +
        '<p style="width:900px;white-space:nowrap">太宽的一行</p>';
      document.querySelector('.qj-shell__scroll')?.prepend(bad);
    });
    const found = [...(await axeFaults(hand.page)), ...(await layoutFaults(hand.page))].join('\n');
    expect(found).toMatch(/color-contrast/);
    expect(found).toMatch(/button-name/);
    expect(found).toMatch(/scrolls sideways/);
    await hand.close();
  });

  it.each(demoAccounts.map((account) => [account]))(
    'that the %s uses is ready, whole, readable and free of errors',
    async (account) => {
      const stops = await stopsOf(client.db(database), account, owns[account]);
      const faults: string[] = [];
      const phone = await signedIn(account, {});
      for (const stop of stops) faults.push(...(await inBothColours(phone, stop, account)));
      faults.push(...(await withoutNetwork(phone, stops)));
      await phone.close();
      const large = await signedIn(account, { font: '3' });
      for (const stop of stops) faults.push(...(await atSize(large, stop, account, 'fs150')));
      await large.close();
      // Pictures show every page wide; the layout of those used at a desk is held in every run.
      const desked = stops.filter((stop) => SHOOTING || stop.desk);
      if (desked.length > 0) {
        const desk = await signedIn(account, { wide: true });
        for (const stop of desked) faults.push(...(await atSize(desk, stop, account, 'wide')));
        await desk.close();
      }
      expect(faults).toEqual([]);
    },
  );
});
