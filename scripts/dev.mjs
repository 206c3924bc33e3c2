import { existsSync, mkdirSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildServer, forgetStamps } from './lib/build.mjs';
import { demoEnvironment, seedDemo, untilReady } from './lib/demo.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { onEnd, start, stop } from './lib/processes.mjs';
import { checkNode, main, root, say, servicePort } from './lib/shell.mjs';
import { waiting } from './lib/steps.mjs';

const WATCHED = ['shared-types/src', 'server/src', 'server/content'];
/** Editors write a file in several steps, and a branch switch many files. */
const SETTLE_MS = 200;
const STOP_LIMIT_MS = 15_000;

/** Calls `rebuild` after changes, never twice at once. */
function watchSources(rebuild) {
  let timer;
  let running = Promise.resolve();
  const changed = (_event, file) => {
    if (/\.test\.ts$/.test(file ?? '')) return;
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(rebuild)), SETTLE_MS);
  };
  for (const folder of WATCHED) watch(join(root, folder), { recursive: true }, changed);
}

/** The service reads at boot whether there are pages to serve. */
async function untilPages() {
  const page = join(root, 'miniapp', 'dist', 'h5', 'index.html');
  while (!existsSync(page)) await new Promise((done) => setTimeout(done, 300));
}

/** The demo with reloading: sources are watched, the service restarts, pages rebuild. */
main(async () => {
  checkNode();
  const port = await servicePort();
  const home = resolve(root, process.env.QIANGJI_HOME || '.qiangji');
  mkdirSync(home, { recursive: true });
  await ensureInstalled();
  const { startDatabase } = await import('./database.mjs');
  const database = await startDatabase({ home });
  await buildServer();
  const env = demoEnvironment({ database, home, port });
  await seedDemo(env);

  forgetStamps();
  const pages = start('npm', ['run', 'dev:h5', '-w', 'miniapp'], { cwd: root, env });
  onEnd(() => stop(pages, STOP_LIMIT_MS));
  await waiting('building the pages', untilPages());

  const url = `http://127.0.0.1:${port}`;
  let service;
  const serve = async () => {
    service = start(process.execPath, ['server/dist/main.js'], { cwd: root, env });
    const gone = () => service.exitCode !== null || service.signalCode !== null;
    if (await untilReady(url, gone)) say(`serving ${url}`);
    else say('the service did not start: mend what it says above, it is tried again on a change');
  };
  onEnd(() => stop(service, STOP_LIMIT_MS));
  await serve();
  watchSources(async () => {
    try {
      await buildServer();
      await stop(service, STOP_LIMIT_MS);
      await serve();
    } catch (error) {
      say(error.message);
    }
  });
});
