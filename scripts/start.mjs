import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildH5, buildServer } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import {
  checkNode,
  main,
  onEnd,
  PlainError,
  portInUse,
  root,
  say,
  start,
  step,
} from './lib/shell.mjs';

const READY_LIMIT_MS = 60_000;

const ACCOUNTS = [
  ['officer', '执法队员，湖塘中队'],
  ['auxiliary', '协管员，湖塘中队'],
  ['inspector', '督察员'],
  ['leader', '中队长，湖塘中队'],
  ['office', '行动办'],
];

function jwtSecret(home) {
  const file = join(home, 'jwt-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function untilReady(url, child) {
  const until = Date.now() + READY_LIMIT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new PlainError(`the service ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 150));
  }
  throw new PlainError('the service did not become ready within a minute');
}

/** Everything from an empty clone to a running demo. */
main(async () => {
  checkNode();
  const port = Number(process.env.PORT ?? 7001);
  const home = resolve(root, process.env.QIANGJI_HOME ?? '.qiangji');
  if (await portInUse(port)) {
    throw new PlainError(
      `port ${port} is taken: stop what listens there, or choose another by PORT=7002 npm start`,
    );
  }
  mkdirSync(home, { recursive: true });
  await ensureInstalled();
  const { startDatabase } = await import('./database.mjs');
  const database = await startDatabase({ home });
  await buildServer();
  await buildH5({ demo: true });
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    MONGODB_URI: database.uri,
    MONGODB_DB: process.env.MONGODB_DB ?? 'qiangji_demo',
    JWT_SECRET: process.env.JWT_SECRET ?? jwtSecret(home),
    DEMO: '1',
    PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
  await step('seeding the demo', process.execPath, ['server/dist/seed.js'], { env });
  // A group of its own, so that Ctrl-C comes through us: drain first, then the database.
  const service = start(process.execPath, ['server/dist/main.js'], {
    cwd: root,
    env,
    detached: true,
  });
  onEnd(async () => {
    say('draining ...');
    if (service.exitCode === null) {
      const gone = new Promise((done) => service.once('exit', done));
      service.kill('SIGTERM');
      await gone;
    }
    await database.stop();
    say('stopped');
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, service);
  service.once('exit', async (code) => {
    if (service.signalCode === 'SIGTERM' || code === 0) return;
    process.stderr.write(`the service ended unexpectedly (${code ?? service.signalCode})\n`);
    await database.stop();
    process.exit(1);
  });
  say('demo accounts (choose one on the page, no password):');
  for (const [name, who] of ACCOUNTS) say(`  ${name.padEnd(10)} ${who}`);
  say(`ready ${url}`);
});
