/* global self, caches, __SHELL__ */
/**
 * Lets the browser build start without network. The build puts its own name and its list of files in
 * place of `__SHELL__` (config/plugins/offline-shell.ts), so a new build is a new worker.
 * Data is none of its business: pages keep what they read themselves, and writes wait in the outbox.
 */
const { build, files } = __SHELL__;
const PREFIX = 'qj-shell-';
const CACHE = PREFIX + build;
const START = '/';
/** A connection that hangs must not keep the page from its copy. */
const PATIENCE_MS = 3_000;

self.addEventListener('install', (event) => {
  const fresh = (path) => new Request(path, { cache: 'reload' });
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([START, ...files].map(fresh)))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE))
      // The build before stays for pages that are still open and load their parts late.
      .then((older) => Promise.all(older.slice(0, -1).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function start(request) {
  const network = fetch(request);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([network, patience]).catch(() => undefined);
  if (answer && answer.ok) return answer;
  const cache = await caches.open(CACHE);
  return (await cache.match(START)) ?? network;
}

async function part(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === START) event.respondWith(start(request));
  // Parts carry a hash of their content in their name: a copy never grows old.
  else if (/^\/(js|css|static)\//.test(pathname)) event.respondWith(part(request));
});
