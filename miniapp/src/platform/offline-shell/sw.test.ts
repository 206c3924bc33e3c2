/** @jest-environment node */
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const ORIGIN = 'http://app.test';
const source = fs.readFileSync(path.join(__dirname, 'sw.js'), 'utf8');

interface Asked {
  url: string;
  method: string;
  mode: string;
}

/** A browser with its caches; each build's worker runs in it. */
class Browser {
  readonly caches = new Map<string, Map<string, string>>();
  online = true;
  hanging = false;
  private listeners = new Map<string, (event: object) => void>();
  private timers: (() => void)[] = [];

  async install(build: string, files: string[]): Promise<void> {
    this.listeners = new Map();
    const keyOf = (request: { url: string }) => new URL(request.url, ORIGIN).pathname;
    const open = (name: string) => {
      const cache = this.caches.get(name) ?? new Map<string, string>();
      this.caches.set(name, cache);
      return Promise.resolve({
        addAll: async (requests: { url: string }[]) =>
          requests.forEach((request) => cache.set(keyOf(request), `${build}:${keyOf(request)}`)),
        match: async (request: string) => cache.get(request),
      });
    };
    vm.runInNewContext(source.replace('= __SHELL__', `= ${JSON.stringify({ build, files })}`), {
      self: {
        addEventListener: (name: string, listener: (event: object) => void) =>
          this.listeners.set(name, listener),
        skipWaiting: () => Promise.resolve(),
        clients: { claim: () => Promise.resolve() },
        location: { origin: ORIGIN },
      },
      caches: {
        open,
        keys: async () => [...this.caches.keys()],
        delete: async (name: string) => this.caches.delete(name),
        match: async (request: Asked) =>
          [...this.caches.values()].map((cache) => cache.get(keyOf(request))).find(Boolean),
      },
      Request: class {
        constructor(readonly url: string) {}
      },
      URL,
      fetch: (request: Asked) => {
        if (this.hanging) return new Promise(() => undefined);
        if (!this.online) return Promise.reject(new TypeError('no network'));
        return Promise.resolve({ ok: true, from: `network:${keyOf(request)}` });
      },
      setTimeout: (task: () => void) => this.timers.push(task),
    });
    for (const name of ['install', 'activate']) {
      let done: Promise<unknown> = Promise.resolve();
      this.listeners.get(name)?.({ waitUntil: (work: Promise<unknown>) => (done = work) });
      await done;
    }
  }

  /** What the page gets; undefined where the worker leaves the request alone. */
  async ask(pathname: string, asked: Partial<Asked> = {}): Promise<unknown> {
    const request = { url: ORIGIN + pathname, method: 'GET', mode: 'no-cors', ...asked };
    let answer: Promise<unknown> | undefined;
    this.listeners.get('fetch')?.({
      request,
      respondWith: (promise: Promise<unknown>) => (answer = promise),
    });
    this.timers.splice(0).forEach((task) => task());
    const got = (await answer) as { from: string } | string | undefined;
    return typeof got === 'object' ? got.from : got;
  }
}

const page = { mode: 'navigate' };

it('starts from the network while there is one, and from the copy without', async () => {
  const browser = new Browser();
  await browser.install('b1', ['/js/app.1.js']);
  expect(await browser.ask('/js/app.1.js')).toBe('b1:/js/app.1.js');
  browser.online = false;
  expect(await browser.ask('/', page)).toBe('b1:/');
  browser.online = true;
  browser.hanging = true;
  expect(await browser.ask('/', page)).toBe('b1:/');
});

it('leaves data, writes and other origins alone', async () => {
  const browser = new Browser();
  await browser.install('b1', []);
  expect(await browser.ask('/api/v1/auth/me')).toBeUndefined();
  expect(await browser.ask('/js/app.js', { method: 'POST' })).toBeUndefined();
  expect(await browser.ask('/js/app.js', { url: 'http://other.test/js/app.js' })).toBeUndefined();
});

it('replaces its copies with each build and keeps the build before for open pages', async () => {
  const browser = new Browser();
  await browser.install('b1', ['/js/app.1.js']);
  await browser.install('b2', ['/js/app.2.js']);
  await browser.install('b3', ['/js/app.3.js']);
  expect([...browser.caches.keys()]).toEqual(['qj-shell-b2', 'qj-shell-b3']);
  browser.online = false;
  expect(await browser.ask('/', page)).toBe('b3:/');
  expect(await browser.ask('/js/app.2.js')).toBe('b2:/js/app.2.js');
});
