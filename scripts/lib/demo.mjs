import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './shell.mjs';
import { step } from './steps.mjs';

const READY_LIMIT_MS = 60_000;

export const ACCOUNTS = [
  ['officer', '执法员，湖塘中队'],
  ['auxiliary', '协管员，湖塘中队'],
  ['inspector', '督察员'],
  ['leader', '中队长，湖塘中队'],
  ['office', '行动办'],
];

/** Kept between runs, so that a restart logs nobody out. */
function jwtSecret(home) {
  const file = join(home, 'jwt-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** What the service needs to know to serve the demo. */
export function demoEnvironment({ database, home, port }) {
  return {
    ...process.env,
    NODE_ENV: 'development',
    MONGODB_URI: database.uri,
    MONGODB_DB: process.env.MONGODB_DB ?? 'qiangji_demo',
    JWT_SECRET: process.env.JWT_SECRET ?? jwtSecret(home),
    DEMO: '1',
    PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
}

/** How the line begins that server/src/seed/mark.ts has for a demo that has aged. */
const OLD = 'the demo is of ';

/** Fills an empty database; one that holds the demo already stays as it is, and its age is told. */
export async function seedDemo(env) {
  const args = ['server/dist/seed.js'];
  const said = await step('seeding the demo', process.execPath, args, { cwd: root, env });
  const age = said.split('\n').find((line) => line.startsWith(OLD));
  if (age) say(age);
}

/** Whether the service takes requests within a minute; false once `gone()` says that it ended. */
export async function untilReady(url, gone) {
  const until = Date.now() + READY_LIMIT_MS;
  while (Date.now() < until && !gone()) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}
