/** @jest-environment node */
import { batch, World } from '../../../test/outbox/world';
import { OutboxEngine, type OutboxStore } from './outbox.engine';
import type { OutboxItem } from './outbox.types';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const items = new World();

/** A browser: one storage and one lock for all tabs, and a network that answers when told. */
class Browser {
  readonly disk = new Map<string, OutboxItem>();
  readonly sent: string[] = [];
  readonly underWay: (() => void)[] = [];
  private queue: Promise<void> = Promise.resolve();

  tab(): OutboxEngine {
    const store: OutboxStore = {
      load: () => [...this.disk.values()],
      put: (item) => void this.disk.set(item.opId, item),
      remove: (opId) => void this.disk.delete(opId),
    };
    const tab = new OutboxEngine({
      store,
      shared: true,
      nowMs: () => items.nowMs,
      random: () => 0,
      personId: () => 'p1',
      online: () => true,
      send: ({ opId }) => {
        this.sent.push(opId);
        return new Promise((resolve) => this.underWay.push(() => resolve({})));
      },
      failureOf: () => ({ status: 0, error: { code: 'NETWORK', message: '' } }),
      lock: (task) => (this.queue = this.queue.then(task)),
      later: () => () => undefined,
      answered: () => Promise.resolve(),
      released: () => undefined,
    });
    tab.load();
    return tab;
  }
}

it('sends an item from one tab only, and the other sees it sent', async () => {
  const browser = new Browser();
  const one = browser.tab();
  const two = browser.tab();
  const [item] = batch(items, 'r1', 0);
  one.add(item ? [item] : []);
  two.reload();
  two.flush();
  await settle();
  expect(browser.sent).toEqual([item?.opId]);
  browser.underWay[0]?.();
  await settle();
  expect(browser.sent).toHaveLength(1);
  expect(two.items.map(({ state }) => state)).toEqual(['sent']);
});

it('goes on with what another tab left when that tab was closed', async () => {
  const browser = new Browser();
  const closed = browser.tab();
  const [item] = batch(items, 'r1', 0);
  closed.add(item ? [item] : []);
  await settle();
  const next = new Browser();
  browser.disk.forEach((kept, opId) => next.disk.set(opId, kept));
  next.tab();
  await settle();
  expect(next.sent).toEqual([item?.opId]);
});

it('leaves a half that another tab is just writing alone', () => {
  const browser = new Browser();
  const [, photo] = batch(items, 'r1', 1);
  if (photo) browser.disk.set(photo.opId, photo);
  expect(browser.tab().items).toHaveLength(1);
  items.nowMs += 120_000;
  expect(browser.tab().items).toHaveLength(0);
});
