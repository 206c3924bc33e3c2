import { Hand } from './lib/browser';
import { axeFaults, layoutFaults, LOOKS, settled, shoot } from './lib/look-over';
import type { Stop } from './lib/pages';
import { accountsAt, lookOver, Tour } from './lib/tour';

let tour: Tour;

jest.setTimeout(600_000);

beforeAll(async () => {
  tour = await Tour.begin(`qj_pages_${process.pid}`);
});
afterAll(() => tour?.end());

describe('every page', () => {
  it('lets nobody past the login, however it is shown', async () => {
    const stop: Stop = { name: 'account-login', path: '/' };
    const faults: string[] = [];
    for (const [name, look] of Object.entries(LOOKS)) {
      const hand = await Hand.open(tour.browser, tour.service.url, look);
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
    const hand = await Hand.open(tour.browser, tour.service.url);
    await hand.sees('演示账号');
    await settled(hand.page);
    await hand.page.evaluate(() => {
      const bad = document.createElement('div');
      bad.innerHTML =
        '<p style="color:#ddd;background:#fff">3</p><p style="color:#ddd;background:#fff">看不清的字</p>' +
        '<button></button>' +
        '<p style="width:900px;white-space:nowrap">太宽的一行</p>';
      document.querySelector('.qj-shell__scroll')?.prepend(bad);
    });
    const found = [...(await axeFaults(hand.page)), ...(await layoutFaults(hand.page))].join('\n');
    expect(found).toMatch(/color-contrast/);
    expect(found).toMatch(/button-name/);
    expect(found).toMatch(/scrolls sideways/);
    await hand.close();
  });

  it.each(accountsAt('phones'))(
    'that the %s uses is ready, whole, readable and free of errors',
    async (account) => {
      expect(await tour.faultsOf(account)).toEqual([]);
    },
  );
});
