import { mkdirSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildServer } from './lib/build.mjs';
import { demoEnvironment, seedDemo, untilReady } from './lib/demo.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { onEnd, servesFromNow, start, stop } from './lib/processes.mjs';
import { checkNode, main, root, say, servicePort } from './lib/shell.mjs';
import { watchH5 } from './lib/watch-h5.mjs';

/** Editors write a file in several steps, and a branch switch many files. */
const SETTLE_MS = 200;
const STOP_LIMIT_MS = 15_000;

/** Calls `rebuild` after changes of what ships under the folders, never twice at once nor before `first` is done. */
function watchSources(folders, first, rebuild) {
  let timer;
  let running = first;
  const settled = () => {
    running = running.then(rebuild).catch((error) => say(error.message));
  };
  const changed = (_event, file) => {
    if (/\.test\.tsx?$/.test(file ?? '')) return;
    clearTimeout(timer);
    timer = setTimeout(settled, SETTLE_MS);
  };
  for (const folder of folders) watch(join(root, folder), { recursive: true }, changed);
}

/**
 * The demo with reloading, on one port as everywhere: the service restarts when its sources change, and
 * the pages, in development mode, are built anew by webpack, which knows what changed; then reload.
 */
main(async () => {
  checkNode();
  const port = await servicePort();
  const home = resolve(root, process.env.QIANGJI_HOME || '.qiangji');
  mkdirSync(home, { recursive: true });
  await ensureInstalled();
  const { startDatabase } = await import('./database.mjs');
  const database = await startDatabase({ home });
  await buildServer();
  const pages = await watchH5({ onBuilt: () => say('the pages are built: reload') });
  const env = { ...demoEnvironment({ database, home, port }), QIANGJI_H5_DIR: pages };
  await seedDemo(env);

  const url = `http://127.0.0.1:${port}`;
  let service;
  const serve = async () => {
    service = start(process.execPath, ['server/dist/main.js'], { cwd: root, env });
    const gone = () => service.exitCode !== null || service.signalCode !== null;
    if (await untilReady(url, gone)) say(`serving ${url}`);
    else say('the service did not start: mend what it says above, it is tried again on a change');
  };
  onEnd(() => stop(service, STOP_LIMIT_MS));
  // Watched before it serves: who reads that it does may change a source at once.
  const served = serve();
  watchSources(['shared-types/src', 'server/src', 'server/content'], served, async () => {
    await buildServer();
    await stop(service, STOP_LIMIT_MS);
    await serve();
  });
  await served;
  servesFromNow();
});
