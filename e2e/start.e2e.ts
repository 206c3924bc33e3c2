import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authContract, demoAccounts, type Session } from '@qiangji/shared-types';
import { freePort, root } from './lib/service';

/** How soon a second start serves (ms): as promised on a database that runs natively, twice that on the Python one. */
const SECOND_MS = { fast: 15_000, slow: 30_000 };
const SLOW = 'secantusd-py';

/** What each step that may take long says of itself, in this order. */
const STEPS = [
  /^database: \S+ on port \d+/,
  /^building the service/,
  /^building the pages for browsers/,
  /^seeding the demo \.\.\./,
  /^seeding the demo: done in \d+ s/,
];

const home = mkdtempSync(join(tmpdir(), 'qj-start-'));
let port: number;

jest.setTimeout(400_000);

beforeAll(async () => {
  port = await freePort();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Command lines of processes that name this test's folder: the database, and whoever looks after it. */
function ofThisHome(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0/g, ' ');
        return line.includes(home) ? [line] : [];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** `npm start` as a newcomer runs it, with a port and a folder of its own and no database given. */
function start() {
  const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(port), QIANGJI_HOME: home };
  for (const name of ['MONGODB_URI', 'MONGODB_DB', 'JWT_SECRET', 'DEMO', 'NODE_ENV'])
    delete env[name];
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, env });
  let said = '';
  const gone = new Promise<number | null>((done) => child.once('exit', done));
  const ready = new Promise<number>((done, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(`ready http://127.0.0.1:${port}`)) done(performance.now() - began);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void gone.then((code) => failed(new Error(`it ended with ${code}:\n${said}`)));
  });
  return { child, ready, gone, said: () => said };
}

/** What a newcomer reads: progress, whom one may be, and last of all the address. */
function expectTold(said: string): void {
  const lines = said.trimEnd().split('\n');
  const places = STEPS.map((step) => lines.findIndex((line) => step.test(line)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const accounts = lines.slice(-6, -1).map((line) => line.trim().split(' ')[0]);
  expect(accounts).toEqual([...demoAccounts]);
  expect(lines.at(-1)).toBe(`ready http://127.0.0.1:${port}`);
}

const url = (path: string) => `http://127.0.0.1:${port}${path}`;

it('makes a demo from nothing, leaves nothing running behind, and is soon there again', async () => {
  const first = start();
  await first.ready;
  expectTold(first.said());
  const body = JSON.stringify({ account: 'officer' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url(authContract.demo.path), { method: 'POST', headers, body });
  expect(((await answer.json()) as Session).me.name).toBe('陈立');
  expect((await fetch(url('/'))).headers.get('content-type')).toContain('text/html');
  expect(ofThisHome().length).toBeGreaterThan(0);
  first.child.kill('SIGINT');
  expect(await first.gone).toBe(0);
  await expect(fetch(url('/healthz'))).rejects.toThrow();
  expect(ofThisHome()).toEqual([]);

  const second = start();
  const ms = await second.ready;
  const goal = second.said().includes(`database: ${SLOW}`) ? SECOND_MS.slow : SECOND_MS.fast;
  process.stdout.write(
    `npm start, the second time: ${(ms / 1000).toFixed(1)} s (goal ${goal / 1000})\n`,
  );
  expectTold(second.said());
  expect(ms).toBeLessThan(goal);
  second.child.kill('SIGINT');
  expect(await second.gone).toBe(0);
  expect(ofThisHome()).toEqual([]);
});
