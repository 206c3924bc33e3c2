import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildH5, buildServer } from './lib/build.mjs';
import { ACCOUNTS, demoEnvironment, seedDemo, untilReady } from './lib/demo.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { finish, isEnding, onEnd, servesFromNow, start, stop } from './lib/processes.mjs';
import { SERVICE_FLAGS } from './lib/service-flags.mjs';
import { checkNode, main, minutes, PlainError, root, say, servicePort } from './lib/shell.mjs';

/** The service itself gives open requests ten seconds. */
const DRAIN_LIMIT_MS = 15_000;

/** Everything from an empty clone to a running demo. */
main(async () => {
  checkNode();
  const port = await servicePort();
  const home = resolve(root, process.env.QIANGJI_HOME || '.qiangji');
  mkdirSync(home, { recursive: true });
  // Registered first, so run last.
  onEnd(() => say('stopped'));
  await ensureInstalled();
  const { startDatabase } = await import('./database.mjs');
  const database = await startDatabase({ home });
  await buildServer();
  await buildH5({ demo: true });
  const env = demoEnvironment({ database, home, port });
  await seedDemo(env);

  const command = [...SERVICE_FLAGS, 'server/dist/main.js'];
  const service = start(process.execPath, command, { cwd: root, env });
  const gone = () => service.exitCode ?? service.signalCode;
  onEnd(async () => {
    if (gone() === null) say('draining ...');
    await stop(service, DRAIN_LIMIT_MS);
  });
  const url = `http://127.0.0.1:${port}`;
  if (!(await untilReady(url, () => gone() !== null))) {
    const why = gone() === null ? 'is not ready after a minute' : `ended (${gone()})`;
    throw new PlainError(`the service ${why}`);
  }
  service.once('exit', () => {
    if (isEnding()) return;
    process.stderr.write(`the service ended unexpectedly (${gone()})\n`);
    void finish(1);
  });
  say(`started in ${minutes(performance.now())}`);
  say('demo accounts (choose one on the page, no password):');
  for (const [name, who] of ACCOUNTS) say(`  ${name.padEnd(10)} ${who}`);
  servesFromNow();
  say(`ready ${url}`);
});
